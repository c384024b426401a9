// Takes the pictures that the README shows, of a daemon amid an emulated world: `npm run screenshots`.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type Look, openBrowser, openPage } from '../test/support/browser.ts';
import { launch, root } from '../test/support/program.ts';
import { type Story, tellStory } from '../test/support/story.ts';

const folder = process.argv[2] ?? join(root, 'docs', 'screenshots');

/** Pixels of the tallest picture: what is below it says nothing new. */
const tallest = 1_000;

type Picture = Look & {
  readonly url: string;
  /** The picture begins a little above it; at the top of the page where nothing is said. */
  readonly from?: string;
  readonly height?: number;
};

async function pictures(story: Story): Promise<Readonly<Record<string, Picture>>> {
  const { url } = story.daemon;
  const amazon = await syncOf(url, 'bodensee-angeln', 'Amazon');
  return {
    'fleet-light': { url, height: 1_240 },
    'fleet-dark': { url, height: 1_240, dark: true },
    'fleet-telephone': { url, width: 390, height: 844 },
    sync: { url: `${url}${amazon}` },
    history: { url: `${url}/history?since=14d` },
    refused: { url, from: '.obstacle.refused', height: 520 },
    plan: { url: await reportOf(story) },
  };
}

/** Where the page of a sync is. */
async function syncOf(url: string, tenant: string, name: string): Promise<string> {
  const answer = await fetch(`${url}/api/v1/status`);
  const { tenants } = (await answer.json()) as Status;
  const { syncs } = tenants.find((one) => one.name === tenant)!;
  return `/tenants/${tenant}/syncs/${syncs.find(({ sync }) => sync.name === name)!.sync.id}`;
}

type Status = {
  readonly tenants: readonly {
    readonly name: string;
    readonly syncs: readonly { readonly sync: { readonly id: string; readonly name: string } }[];
  }[];
};

/** What `plan --output html` prints in the same world. */
async function reportOf({ folder, emulator }: Story): Promise<string> {
  const env = { JTL_CLIENT_SECRET: emulator.clientSecret };
  const { stdout } = await launch(['plan', '--output', 'html'], folder, env).ended;
  const file = join(folder, 'plan.html');
  writeFileSync(file, stdout);
  return `${pathToFileURL(file)}`;
}

async function take(
  browser: Awaited<ReturnType<typeof openBrowser>>['browser'],
  name: string,
  { url, from, height, ...look }: Picture,
): Promise<void> {
  const page = await openPage(browser, look);
  await page.goto(url);
  const width = look.width ?? 1280;
  const whole = Number(await page.evaluate('document.documentElement.scrollHeight'));
  const top = from === undefined ? 0 : (await page.locator(from).boundingBox())!.y - 12;
  const clip = { x: 0, y: top, width, height: Math.min(whole - top, height ?? tallest) };
  await page.screenshot({ path: join(folder, `${name}.png`), fullPage: true, clip });
  await page.context().close();
}

mkdirSync(folder, { recursive: true });
const story = await tellStory();
const { browser, close } = await openBrowser();
try {
  for (const [name, picture] of Object.entries(await pictures(story))) await take(browser, name, picture);
} finally {
  await close();
  await story.close();
}
