import { rmSync } from 'node:fs';
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import axe, { type AxeResults } from 'axe-core';
import { type Browser, chromium, type Page } from 'playwright-core';
import { afterAll, expect, onTestFinished } from 'vitest';
import { pathOf } from './needs.ts';

/** How somebody looks at a page, and what is no fault of it. */
export type Look = {
  /** Pixels; 1280 where nothing is said. */
  readonly width?: number;
  readonly dark?: boolean;
  readonly javaScript?: boolean;
  readonly language?: string;
  readonly reducedMotion?: boolean;
  /** What the browser may complain of, since the test brings it about. */
  readonly bears?: RegExp;
};

/** What a browser needs to start anywhere, and to ask nobody for anything by itself. */
const quiet = [
  '--no-sandbox',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--no-first-run',
];

/**
 * One browser for all tests of a file, which ends with them. A test that opens a page fails where the browser complains of
 * anything: an error of a script, what the policy refuses, or a request to anywhere but the server of the first page.
 */
export function useBrowser(): { readonly aPage: (look?: Look) => Promise<Page> } {
  let running: ReturnType<typeof openBrowser> | undefined;
  afterAll(async () => (await running)?.close());
  return {
    async aPage(look = {}) {
      running ??= openBrowser();
      const page = await openPage((await running).browser, look);
      const faults = watchFaults(page, look);
      onTestFinished(async () => {
        await page.context().close();
        expect(faults).toEqual([]);
      });
      return page;
    },
  };
}

/** Its home is a folder of its own, gone afterwards. */
export async function openBrowser(): Promise<{ browser: Browser; close: () => Promise<void> }> {
  const home = await mkdtemp(join(tmpdir(), 'sollist-browser-'));
  const env = { PATH: process.env.PATH ?? '', HOME: home, XDG_CONFIG_HOME: home, XDG_CACHE_HOME: home };
  const executablePath = pathOf('chromium')!;
  const browser = await chromium.launch({ executablePath, args: quiet, env });
  const close = async () => {
    await browser.close();
    rmSync(home, { recursive: true, force: true, maxRetries: 5 });
  };
  return { browser, close };
}

export async function openPage(
  browser: Browser,
  { width = 1280, dark = false, javaScript = true, language = 'en', reducedMotion = true }: Look = {},
): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width, height: 900 },
    colorScheme: dark ? 'dark' : 'light',
    javaScriptEnabled: javaScript,
    locale: language,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
    isMobile: width < 500,
  });
  return context.newPage();
}

function watchFaults(page: Page, { bears }: Look): readonly string[] {
  const faults: string[] = [];
  let home: string | undefined;
  const blame = (fault: string) => {
    if (!bears?.test(fault)) faults.push(fault);
  };
  page.on('console', (message) => {
    if (message.type() === 'error' || message.type() === 'warning')
      blame(`${message.text()} ${message.location().url}`);
  });
  page.on('pageerror', (error) => blame(`${error}`));
  page.on('request', (request) => {
    const { origin, protocol } = new URL(request.url());
    if (!protocol.startsWith('http')) return;
    home ??= origin;
    if (origin !== home) blame(`asked ${request.url()}`);
  });
  return faults;
}

/** What axe finds, a line each. It comes in past the page's policy, and is gone with the next page. */
export async function axeFindings(page: Page): Promise<readonly string[]> {
  await page.evaluate(axe.source);
  const { violations } = (await page.evaluate(
    "axe.run(document, { resultTypes: ['violations'] })",
  )) as AxeResults;
  return violations.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target, html }) => `${id}: ${help}: ${target.join(' ')}: ${html.slice(0, 120)}`),
  );
}

/** The parts of a page that stand out to the right of it, so that it scrolls sideways. */
export async function standsOut(page: Page): Promise<readonly string[]> {
  return (await page.evaluate(`(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth <= clientWidth) return [];
    const out = [...document.body.querySelectorAll('*')].filter(
      (one) => one.getBoundingClientRect().right > clientWidth + 1,
    );
    return ['the page', ...out.map((one) => one.cloneNode().outerHTML)];
  })()`)) as string[];
}
