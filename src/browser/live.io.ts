// Keeps an open page true: what the daemon says has changed is fetched and morphed in.
import { Idiomorph } from 'idiomorph';
import { distanceText } from '../base/time/distance.ts';

/** Milliseconds. Pages that are open side by side do not all come at once. */
const [tickTime, spread, longestFetch, longestSilence] = [5_000, 250, 15_000, 60_000];
const [firstRetry, longestRetry] = [1_000, 10_000];
/** Milliseconds after which is looked again for an answer that the page waits for. */
const [firstAgain, longestAgain] = [1_500, 30_000];
/** A page this young is not loaded anew: two daemons behind one address would make it do so for ever. */
const tooYoung = 5_000;

let source: EventSource | undefined;
let retry = firstRetry;
let retrying: ReturnType<typeof setTimeout> | undefined;
let heardAt = performance.now();
let again = firstAgain;
let lookingAgain: ReturnType<typeof setTimeout> | undefined;
let isFetching = false;
let isStale = false;
/** What the server's clock showed when the reader's stopwatch stood at zero. */
let zero = serverTime(document) - (navigationStart() ?? performance.now());

/** A page that nobody sees needs nothing, and leaves its place to others. */
function connect(): void {
  clearTimeout(retrying);
  source?.close();
  heardAt = performance.now();
  if (document.hidden) return;
  source = new EventSource('/api/v1/events');
  source.addEventListener('state', () => {
    [retry, heardAt] = [firstRetry, performance.now()];
    void refresh();
  });
  source.addEventListener('error', () => {
    source?.close();
    connectLater();
    void refresh(); // whether the daemon is there at all
  });
}

function connectLater(): void {
  clearTimeout(retrying);
  retrying = setTimeout(connect, retry * (1 + Math.random() / 2));
  retry = Math.min(retry * 1.5, longestRetry);
}

function showConnection(isThere: boolean): void {
  const banner = document.querySelector<HTMLElement>('#connection');
  if (banner) banner.hidden = isThere;
}

/** One at a time; what changes meanwhile is fetched after it, and never faster than the server can bear. */
async function refresh(): Promise<void> {
  isStale = true;
  if (isFetching) return;
  isFetching = true;
  await pause(Math.random() * spread);
  while (isStale && !document.hidden) {
    isStale = false;
    const began = performance.now();
    showConnection(await morphTo(location.href).catch(() => false));
    await pause(performance.now() - began);
  }
  isFetching = false;
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

/** Whether what is shown is true now. An answer that is not this page destroys nothing. */
async function morphTo(address: string): Promise<boolean> {
  const init: RequestInit = { headers: { accept: 'text/html' }, cache: 'no-store' };
  const response = await fetch(address, { ...init, signal: AbortSignal.timeout(longestFetch) });
  const isHtml = response.headers.get('content-type')?.startsWith('text/html');
  if (!response.ok || response.redirected || !isHtml) return false;
  const next = new DOMParser().parseFromString(await response.text(), 'text/html');
  if (!next.querySelector('#connection')) return false;
  if (assetsOf(next) !== assetsOf(document) && performance.now() > tooYoung && !isFilledIn()) {
    location.reload();
    return true;
  }
  zero = serverTime(next) - performance.now();
  show(next);
  return true;
}

function show(next: Document): void {
  const focused = document.activeElement as HTMLElement | null;
  if (document.title !== next.title) document.title = next.title;
  Idiomorph.morph(document.body, next.body, {
    ignoreActiveValue: true,
    callbacks: {
      // What the script shows, and what the reader has typed or opened, stays.
      beforeNodeMorphed: (node) => !(node instanceof Element && (node.id === 'connection' || isDirty(node))),
      beforeAttributeUpdated: (name, node) => !(name === 'open' && node instanceof HTMLDetailsElement),
    },
  });
  lookAgain();
  if (focused?.isConnected && document.activeElement !== focused) focused.focus({ preventScroll: true });
}

/** What is still being asked comes by itself, soon at first and then ever more rarely. */
function lookAgain(): void {
  clearTimeout(lookingAgain);
  if (!document.querySelector('[data-again]')) {
    again = firstAgain;
    return;
  }
  lookingAgain = setTimeout(refresh, again);
  again = Math.min(again * 2, longestAgain);
}

/** Whether the reader has made something else of a field than the server sent. */
function isDirty(node: Element): boolean {
  if (node instanceof HTMLSelectElement) {
    const usual = [...node.options].findIndex(({ defaultSelected }) => defaultSelected);
    return node.selectedIndex !== Math.max(usual, 0);
  }
  if (node instanceof HTMLInputElement && node.type !== 'hidden')
    return node.value !== node.defaultValue || node.checked !== node.defaultChecked;
  return node instanceof HTMLTextAreaElement && node.value !== node.defaultValue;
}

function isFilledIn(): boolean {
  return [...document.querySelectorAll('input, select, textarea')].some(isDirty);
}

/** By their names, which change with what they hold. */
function assetsOf(page: Document): string {
  const named = page.querySelectorAll('link[rel=stylesheet], script[src]');
  return [...named].map((one) => one.getAttribute('href') ?? one.getAttribute('src')).join();
}

function serverTime(page: Document): number {
  const told = Date.parse(page.documentElement.dataset.now ?? '');
  return Number.isNaN(told) ? Date.now() : told;
}

/** By the stopwatch, when the answer came that this page is. */
function navigationStart(): number | undefined {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return entry?.responseStart;
}

function tick(): void {
  if (document.hidden) return;
  // A connection that broke without a word, or a daemon that hangs, is noticed.
  if (performance.now() - heardAt > longestSilence) connect();
  const now = zero + performance.now();
  for (const shown of document.querySelectorAll<HTMLElement>('time [data-distance]')) {
    const at = Date.parse(shown.closest('time')?.dateTime ?? '');
    if (Number.isNaN(at)) continue;
    const text = distanceText(at - now, document.documentElement.lang);
    if (shown.firstChild && shown.textContent !== text) shown.firstChild.nodeValue = text;
  }
}

connect();
lookAgain();
setInterval(tick, tickTime);
document.addEventListener('visibilitychange', connect);
addEventListener('online', connect);
