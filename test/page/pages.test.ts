import type { Page, Response } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { axeFindings, standsOut, useBrowser } from '../support/browser.ts';
import { control, stateOf } from '../support/control.ts';
import { isThere, needs } from '../support/needs.ts';
import { type Story, storyToken, tellStory } from '../support/story.ts';

// One daemon and one browser for all of them, in turn. Each test leaves a world in which the next one can be.
const { aPage } = useBrowser();

let story: Story;
let sync: string;

beforeAll(async () => {
  if (!isThere('chromium')) return;
  story = await tellStory('0 0 1 1 *'); // passes come when they are asked for
  const { tenants } = await stateOf(story.emulator, 'bike-nord');
  sync = tenants[0]!.syncs.find(({ syncName }) => syncName === 'JTL-Shop')!.identifier;
});
afterAll(() => story?.close());

/** What is there to look at: a refused plan, tenants that differ, lack a sync, rest, or cannot be reached. */
const paths = () => ({
  '/': 200,
  '/tenants/bike-nord': 200,
  [`/tenants/bike-nord/syncs/${sync}`]: 200,
  '/tenants/modellbahn-kurz': 200,
  '/tenants/fotohaus-lang': 200,
  '/tenants/kaffeerausch': 200,
  '/history?sync=JTL-Shop': 200,
  '/problems': 200,
  '/tenants/nobody': 404,
  '/nothing-here': 404,
});

const slow = { tags: 'slow' };

/** Chromium says in its console how the server has answered. */
const refusals = /status of (?:401|403|404|429)/;

/** Presses the button of an action; gives the answer to it. */
async function press(page: Page, action: string): Promise<Response> {
  const isAnswer = (response: Response) => response.url().endsWith(`/actions/${action}`);
  const button = page.locator(`form[action="/actions/${action}"] button`);
  const [answer] = await Promise.all([page.waitForResponse(isAnswer), button.click()]);
  return answer;
}

async function enterToken(page: Page, token: string): Promise<void> {
  const field = page.locator('#token');
  await field.fill(token);
  await field.press('Enter');
}

const faultsOf = async (page: Page) => [...(await axeFindings(page)), ...(await standsOut(page))];

test.for([
  { width: 320, dark: true, language: 'de' },
  { width: 1280, dark: false, language: 'en' },
])('nothing is wrong with any page: $width pixels, dark $dark, $language', slow, async (look, { skip }) => {
  needs(skip, 'chromium');
  const page = await aPage({ ...look, bears: refusals });
  const faults: Record<string, unknown> = {};
  for (const [path, status] of Object.entries(paths())) {
    const response = await page.goto(story.daemon.url + path);
    expect([path, response!.status()]).toEqual([path, status]);
    expect(response!.headers()['content-type']).toContain('text/html');
    expect(await page.getAttribute('html', 'lang')).toBe(look.language);
    faults[path] = await faultsOf(page);
  }
  await page.goto(story.daemon.url);
  expect((await press(page, 'approve')).status()).toBe(401);
  faults.token = await faultsOf(page);
  await enterToken(page, 'a wrong one');
  await page.getByRole('alert').waitFor();
  faults.wrong = await faultsOf(page);
  expect(Object.entries(faults).filter(([, found]) => (found as unknown[]).length > 0)).toEqual([]);
});

describe('without JavaScript', () => {
  const still = { javaScript: false, bears: refusals };

  test('each page says what it has to say', slow, async ({ skip }) => {
    needs(skip, 'chromium');
    const page = await aPage(still);
    for (const path of Object.keys(paths())) {
      await page.goto(story.daemon.url + path);
      expect(await page.locator('h1').count()).toBe(1);
      expect(await page.locator('#connection').isVisible()).toBe(false);
    }
  });

  test(
    'tenants are filtered, a plan is approved and written, and a pass is asked for',
    slow,
    async ({ skip }) => {
      needs(skip, 'chromium');
      const page = await aPage(still);
      await page.goto(story.daemon.url);
      await page.getByLabel('Tenant or sync').fill('BIKE');
      await page.getByRole('button', { name: 'Filter' }).click();
      await page.waitForURL(/q=BIKE/);
      expect(await page.locator('.tenant h3').allInnerTexts()).toEqual(['bike-nord']);
      await press(page, 'approve');
      await enterToken(page, storyToken);
      await page.waitForURL(/\?q=BIKE/);
      expect(await page.getByRole('status').filter({ hasText: 'is approved' }).isVisible()).toBe(true);
      await story.written();
      const before = story.daemon.passes();
      expect((await press(page, 'reconcile')).status()).toBe(303);
      await story.daemon.running.until('a pass is over', () => story.daemon.passes() > before);
    },
  );
});

describe('without a mouse', () => {
  const focused = '(document.activeElement.labels?.[0] ?? document.activeElement).textContent.trim()';

  /** What is wrong with where a key has led: up the page again, or nowhere that can be seen. At the end it begins anew. */
  const step = `(() => {
    const [before, now] = [window.before, document.activeElement];
    window.before = now;
    if (now === document.body || now.matches('.skip') || before === undefined) return '';
    const isDown = before.compareDocumentPosition(now) & Node.DOCUMENT_POSITION_FOLLOWING;
    const { outlineStyle, outlineWidth } = getComputedStyle(now);
    const isSeen = outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    return isDown && isSeen ? '' : now.outerHTML.slice(0, 200);
  })()`;

  async function reach(page: Page, name: string): Promise<void> {
    for (let keys = 0; keys < 60 && (await page.evaluate(focused)) !== name; keys += 1)
      await page.keyboard.press('Tab');
    expect(await page.evaluate(focused)).toBe(name);
  }

  test(
    'the focus goes down each page, is seen, and can skip what is the same on all',
    slow,
    async ({ skip }) => {
      needs(skip, 'chromium');
      const page = await aPage({ bears: refusals });
      for (const path of Object.keys(paths())) {
        await page.goto(story.daemon.url + path);
        await page.keyboard.press('Tab');
        expect(await page.locator('.skip').isVisible()).toBe(true);
        const steps: unknown[] = [];
        for (let keys = 0; keys < 25; keys += 1) {
          await page.keyboard.press('Tab');
          steps.push(await page.evaluate(step));
        }
        expect([path, steps.filter((fault) => fault !== '')]).toEqual([path, []]);
        await page.locator('.skip').focus();
        await page.keyboard.press('Enter');
        await page.keyboard.press('Tab');
        expect([path, await page.evaluate("document.activeElement.closest('.masthead')?.outerHTML")]).toEqual(
          [path, undefined],
        );
      }
    },
  );

  test(
    'tenants are filtered, a plan is approved after a wrong token, and written',
    slow,
    async ({ skip }) => {
      needs(skip, 'chromium');
      await story.refuse();
      const page = await aPage({ bears: refusals });
      await page.goto(story.daemon.url);
      await reach(page, 'Tenant or sync');
      await page.keyboard.type('bike');
      await page.keyboard.press('Enter');
      await page.waitForURL(/q=bike/);
      await reach(page, 'Approve this plan');
      await page.keyboard.press('Enter');
      await page.waitForURL(/actions/);
      await page.locator('#token:focus').waitFor();
      await page.keyboard.type('a wrong one');
      await page.keyboard.press('Enter');
      await page.getByText('This is not the right token.').waitFor();
      await page.locator('#token:focus').waitFor();
      await page.keyboard.type(storyToken);
      await page.keyboard.press('Enter');
      await page.waitForURL(/\/\?q=bike/);
      await story.written();
    },
  );
});

describe('a page left open', () => {
  /** Waits until a page of the fleet tells the pass that is the last one now. */
  async function showsLastPass(page: Page): Promise<void> {
    const { lastPass } = await story.status();
    await page.locator(`.facts time[datetime="${lastPass!.finishedAt}"]`).waitFor();
  }

  test('shows what the next pass has found and done', slow, async ({ skip }) => {
    needs(skip, 'chromium');
    const [fleet, tenant, history] = [await aPage(), await aPage(), await aPage()];
    await fleet.goto(story.daemon.url);
    await tenant.goto(`${story.daemon.url}/tenants/bike-nord`);
    await history.goto(`${story.daemon.url}/history?tenant=zoo-zimmer`);
    await control(story.emulator, 'PUT', '/tenants/zoo-zimmer/syncs/JTL-Shop', { interval: '00:47:00' });
    await control(story.emulator, 'PUT', '/tenants/bike-nord/unreachable');
    await story.daemon.wake();
    await history.getByText('47m').waitFor();
    await tenant.locator('.head .mark.failing').waitFor();
    await showsLastPass(fleet);
  });

  test('says that the daemon is gone, and shows the pass of the next one', slow, async ({ skip }) => {
    needs(skip, 'chromium');
    const page = await aPage({ bears: /ERR_(?:CONNECTION|INCOMPLETE|EMPTY)|Failed to fetch/ });
    await page.goto(story.daemon.url);
    await story.stop();
    await page.locator('#connection').waitFor({ state: 'visible' });
    expect(await faultsOf(page)).toEqual([]);
    await story.restart();
    await page.locator('#connection').waitFor({ state: 'hidden' });
    await showsLastPass(page);
  });

  test('is loaded anew where the daemon is of another version', slow, async ({ skip }) => {
    needs(skip, 'chromium');
    const page = await aPage();
    // A page this young would wait.
    await page.addInitScript(
      'performance.now = ((now) => () => now() + 60_000)(performance.now.bind(performance))',
    );
    await page.goto(story.daemon.url);
    await page.evaluate('window.isOld = true');
    await page.route(story.daemon.url, async (route) => {
      if (route.request().resourceType() === 'document') return route.continue();
      const response = await route.fetch();
      const body = (await response.text()).replace(/\/assets\/live/, '/assets/another');
      return route.fulfill({ response, body });
    });
    await story.daemon.wake();
    await expect.poll(() => page.evaluate('window.isOld')).toBe(undefined);
  });
});
