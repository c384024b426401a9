import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings, standsOut, useBrowser } from '../support/browser.ts';
import { needs, pathOf } from '../support/needs.ts';
import { type Story, storyToken, tellStory } from '../support/story.ts';

const { aPage } = useBrowser();

let story: Story;

beforeAll(async () => {
  if (pathOf('chromium') !== undefined) story = await tellStory('0 0 1 1 *');
});
afterAll(() => story?.close());

const slow = { tags: 'slow' };

/** Chromium says in its console how the server has answered. */
const refusals = /status of (?:401|403|404|429)/;

test('a pass is asked for with the right token, and not with a wrong one', slow, async ({ skip }) => {
  needs(skip, 'chromium');
  const page = await aPage({ width: 320, bears: refusals });
  await page.goto(`${story.daemon.url}/history`);
  await page.getByRole('button', { name: 'Reconcile now' }).click();
  const token = page.getByLabel('Token');
  await token.fill('a wrong one');
  await token.press('Enter');
  await page.getByText('This is not the right token.').waitFor();
  expect([...(await axeFindings(page)), ...(await standsOut(page))]).toEqual([]);
  const before = story.daemon.passes();
  await token.fill(storyToken);
  await token.press('Enter');
  await story.daemon.running.until('a pass is over', () => story.daemon.passes() > before);
  await page.waitForURL(/\/history/);
  // Once a session is enough.
  const again = story.daemon.passes();
  await page.getByRole('button', { name: 'Reconcile now' }).click();
  await story.daemon.running.until('another pass is over', () => story.daemon.passes() > again);
  await page.getByRole('button', { name: 'Sign out' }).click();
  await page.getByRole('button', { name: 'Reconcile now' }).click();
  await page.getByLabel('Token').waitFor();
});

test('the way from a page to a pass takes no mouse', slow, async ({ skip }) => {
  needs(skip, 'chromium');
  const page = await aPage({ bears: refusals });
  await page.goto(`${story.daemon.url}/problems`);
  const reach = async (name: string) => {
    const focused = '(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()';
    for (let keys = 0; keys < 20 && (await page.evaluate(focused)) !== name; keys += 1)
      await page.keyboard.press('Tab');
    expect(await page.evaluate(focused)).toBe(name);
  };
  await reach('Reconcile now');
  await page.keyboard.press('Enter');
  await page.waitForURL(/actions/);
  if (!(await page.getByLabel('Token').evaluate('(field) => field === document.activeElement')))
    await reach('Token');
  const before = story.daemon.passes();
  await page.keyboard.type(storyToken);
  await page.keyboard.press('Enter');
  await story.daemon.running.until('a pass is over', () => story.daemon.passes() > before);
});
