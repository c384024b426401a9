import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Emulator, startEmulator } from '../../src/emulator/server.io.ts';
import { axeFindings, standsOut, useBrowser } from '../support/browser.ts';
import { type Daemon, startDaemon } from '../support/daemon.ts';
import { isThere, needs } from '../support/needs.ts';
import { settingsFor } from '../support/program.ts';

const { aPage } = useBrowser();

/** Names of tenants and of syncs that mean harm, or mean something in an address. */
const hostile = [
  '<img src=x onerror="window.isRun=true">',
  '"><script>window.isRun=true</script>',
  "' onfocus='window.isRun=true' autofocus='",
  '\u202edrow eht sdrawkcab',
  'x'.repeat(300),
  'a/b',
  '.',
  '..',
  '%2f',
  '🚲 & Söhne',
  '?q=x#y',
];

let folder: string;
let emulator: Emulator;
let daemon: Daemon;

/** A thousand tenants of ten syncs; what all of them want at once is refused. */
beforeAll(async () => {
  if (!isThere('chromium')) return;
  folder = mkdtempSync(join(tmpdir(), 'sollist-crowd-'));
  const syncs = hostile.map((syncName) => ({ syncName, interval: '00:10:00' }));
  const plain = Array.from({ length: 1000 - hostile.length }, (_, index) => `tenant-${index}`);
  emulator = await startEmulator({
    tenants: [
      ...hostile.map((name) => ({ name, syncs, labels: { are: 'hostile' } })),
      ...plain.map((name) => ({ name, labels: { are: 'plain' } })),
    ],
  });
  const tenants = emulator.tenants.map(({ name, tenantId }) => ({
    ...{ name: JSON.stringify(name), tenantId },
    labels: { are: hostile.includes(name) ? 'hostile' : 'plain' },
  }));
  const settings = settingsFor({ ...emulator, tenants });
  writeFileSync(join(folder, 'sollist.yaml'), `schedule: "0 0 1 1 *"\n${settings}`);
  mkdirSync(join(folder, 'syncs'));
  const wanted = [['plain', 'Payments'], ...hostile.map((name) => ['hostile', name])];
  for (const [index, [are, name]] of wanted.entries()) {
    const text = `tenants: { are: ${are} }\nsync: { name: ${JSON.stringify(name)} }\ninterval: 30m\n`;
    writeFileSync(join(folder, 'syncs', `${index}.yaml`), text);
  }
  daemon = await startDaemon(folder, { JTL_CLIENT_SECRET: emulator.clientSecret });
  await daemon.running.until('the first pass is over', () => daemon.passes() > 0);
});
afterAll(async () => {
  await daemon?.running.end();
  await emulator?.close();
  if (folder) rmSync(folder, { recursive: true, force: true });
});

const slow = { tags: 'slow' };
const tiles = '.tenants > li h3';

type Link = readonly [text: string, href: string];

async function linksIn(page: Page, selector: string): Promise<readonly Link[]> {
  const links = await page.locator(`${selector} a`).all();
  return Promise.all(
    links.map(async (link): Promise<Link> => [await link.innerText(), (await link.getAttribute('href'))!]),
  );
}

test('a name is shown, leads to the page of what has it, and runs nothing', slow, async ({ skip }) => {
  needs(skip, 'chromium');
  const page = await aPage({ width: 320 });
  const faults: unknown[] = [];
  const look = async () => {
    faults.push(...(await standsOut(page)), await page.evaluate('window.isRun'));
  };
  const follow = async (links: readonly Link[]) => {
    expect(links.map(([text]) => text)).toEqual(expect.arrayContaining(shown));
    for (const [text, href] of links) {
      const response = await page.goto(daemon.url + href);
      expect([text, response!.status(), await page.locator('h1').innerText()]).toEqual([text, 200, text]);
      await look();
    }
  };
  const shown = hostile.filter((name) => !name.startsWith('\u202e'));
  await page.goto(`${daemon.url}/?q=ONERROR`);
  await look();
  await follow(await linksIn(page, tiles));
  faults.push(...(await axeFindings(page)));
  await follow(await linksIn(page, '.cards tbody th'));
  faults.push(...(await axeFindings(page)));
  for (const path of ['/', '/history', '/problems']) {
    await page.goto(daemon.url + path);
    await look();
  }
  expect(faults.filter((fault) => fault !== undefined)).toEqual([]);
});

test('a thousand tenants have pages, can be searched, and weigh little', slow, async ({ skip }) => {
  needs(skip, 'chromium');
  const page = await aPage();
  const response = await page.goto(daemon.url);
  expect((await response!.request().sizes()).responseBodySize).toBeLessThan(1_000_000);
  const first = await page.locator(tiles).allInnerTexts();
  await page.getByRole('link', { name: 'Next' }).click();
  await page.waitForURL(/page=2/);
  const second = await page.locator(tiles).allInnerTexts();
  expect(new Set([...first, ...second]).size).toBe(first.length + second.length);
  await page.getByLabel('Tenant or sync').fill('tenant-777');
  await page.getByLabel('Tenant or sync').press('Enter');
  await page.waitForURL(/q=tenant-777/);
  expect(await page.locator(tiles).allInnerTexts()).toEqual(['tenant-777']);
  await page.goto(`${daemon.url}/?q=tenant-777&state=failing`);
  expect(await page.locator(tiles).count()).toBe(0);
});
