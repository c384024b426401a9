import { expect, test } from 'vitest';
import { axeFindings, standsOut, useBrowser } from '../support/browser.ts';
import { needs } from '../support/needs.ts';
import { servePages } from '../support/pages.ts';

const { aPage } = useBrowser();

test('the fleet is drawn without a fault', { tags: 'slow' }, async ({ skip }) => {
  needs(skip, 'chromium');
  const { url } = await servePages();
  const page = await aPage({ width: 320, bears: /api\/v1\/events/ });
  await page.goto(url);
  expect(await page.title()).toBe('Fleet · sollist');
  expect(await axeFindings(page)).toEqual([]);
  expect(await standsOut(page)).toEqual([]);
});
