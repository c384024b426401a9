import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeFindings, standsOut, useBrowser } from '../support/browser.ts';
import { stateOf } from '../support/control.ts';
import { needs, pathOf } from '../support/needs.ts';
import { type Story, tellStory } from '../support/story.ts';

const { aPage } = useBrowser();

let story: Story;
let sync: string;

beforeAll(async () => {
  if (pathOf('chromium') === undefined) return;
  story = await tellStory('0 0 1 1 *'); // passes come when they are asked for
  const { tenants } = await stateOf(story.emulator, 'bike-nord');
  sync = tenants[0]!.syncs[0]!.identifier;
});
afterAll(() => story?.close());

/** What is there to look at, in many states: tenants that are well, unreachable, with problems, suspended. */
const paths = () => [
  '/',
  '/?q=bike',
  '/tenants/bike-nord',
  `/tenants/bike-nord/syncs/${sync}`,
  '/tenants/modellbahn-kurz',
  '/tenants/fotohaus-lang',
  '/tenants/kaffeerausch',
  '/history',
  '/problems',
  '/nothing-here',
];

const slow = { tags: 'slow' };

/** Chromium says in its console that a document was not found. */
const notFound = /status of 404/;

test.for([
  { width: 320, dark: false, language: 'de' },
  { width: 320, dark: true, language: 'en' },
  { width: 1280, dark: false, language: 'en' },
  { width: 1280, dark: true, language: 'de' },
])('nothing is wrong with any page: $width pixels, dark $dark, $language', slow, async (look, { skip }) => {
  needs(skip, 'chromium');
  const page = await aPage({ ...look, bears: notFound });
  const found: Record<string, unknown> = {};
  for (const path of paths()) {
    const response = await page.goto(story.daemon.url + path);
    expect(response!.headers()['content-type']).toContain('text/html');
    expect(await page.getAttribute('html', 'lang')).toBe(look.language);
    const faults = [...(await axeFindings(page)), ...(await standsOut(page))];
    if (faults.length > 0) found[path] = faults;
  }
  expect(found).toEqual({});
});

test('without JavaScript each page says what it has to say', slow, async ({ skip }) => {
  needs(skip, 'chromium');
  const page = await aPage({ javaScript: false, bears: notFound });
  for (const path of paths()) {
    await page.goto(story.daemon.url + path);
    expect(await page.locator('h1').count()).toBe(1);
    expect(await page.locator('#connection').isVisible()).toBe(false);
  }
});

test('the first key leads past what stands on each page', slow, async ({ skip }) => {
  needs(skip, 'chromium');
  const page = await aPage({ bears: notFound });
  await page.goto(story.daemon.url);
  await page.keyboard.press('Tab');
  expect(await page.locator('.skip').isVisible()).toBe(true);
  await page.keyboard.press('Enter');
  await page.keyboard.press('Tab');
  expect(await page.evaluate("document.activeElement.closest('header') === null")).toBe(true);
});
