// Takes the pictures that the README shows, of a daemon amid an emulated world: `npm run screenshots`.
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { type Look, openBrowser, openPage } from '../test/support/browser.ts';
import { root } from '../test/support/program.ts';
import { tellStory } from '../test/support/story.ts';

const folder = process.argv[2] ?? join(root, 'docs', 'screenshots');

/** Pixels of the tallest picture: what is below it says nothing new. */
const tallest = 1_150;

const pictures: Readonly<Record<string, Look & { readonly path: string }>> = {
  'fleet-light': { path: '/' },
  'fleet-dark': { path: '/', dark: true },
  'fleet-telephone': { path: '/', width: 390 },
  history: { path: '/history' },
  problems: { path: '/problems' },
};

async function take(browser: Browser, url: string, name: string, look: Look): Promise<void> {
  const page = await openPage(browser, look);
  await page.goto(url);
  const height = Number(await page.evaluate('document.documentElement.scrollHeight'));
  await page.setViewportSize({ width: look.width ?? 1280, height: Math.min(height, tallest) });
  await page.screenshot({ path: join(folder, `${name}.png`) });
  await page.context().close();
}

mkdirSync(folder, { recursive: true });
const story = await tellStory();
const { browser, close } = await openBrowser();
try {
  for (const [name, { path, ...look }] of Object.entries(pictures))
    await take(browser, `${story.daemon.url}${path}`, name, look);
} finally {
  await close();
  await story.close();
}
