// Keeps an open page true: what the daemon says has changed is fetched and morphed in.
import { Idiomorph } from 'idiomorph';
import { distanceText } from '../base/time/distance.ts';

/** Milliseconds. */
const [retryTime, tickTime] = [2_000, 5_000];

let isFetching = false;
let isStale = false;

function listen(): void {
  const source = new EventSource('/api/v1/events');
  source.addEventListener('open', () => {
    showConnection(true);
    void refresh(); // what happened meanwhile was told to nobody
  });
  source.addEventListener('state', () => void refresh());
  source.addEventListener('error', () => {
    showConnection(false);
    // A browser tries again by itself where the connection broke, and not where a proxy answered with an error.
    if (source.readyState === EventSource.CLOSED) setTimeout(listen, retryTime);
  });
}

function showConnection(isThere: boolean): void {
  const banner = document.querySelector<HTMLElement>('#connection');
  if (banner) banner.hidden = isThere;
}

/** One at a time; what changes meanwhile is fetched after it. */
async function refresh(): Promise<void> {
  isStale = true;
  if (isFetching) return;
  isFetching = true;
  try {
    while (isStale) {
      isStale = false;
      await morphTo(location.href);
    }
  } catch {
    showConnection(false);
  } finally {
    isFetching = false;
  }
}

async function morphTo(address: string): Promise<void> {
  const response = await fetch(address, { headers: { accept: 'text/html' }, cache: 'no-store' });
  if (!response.headers.get('content-type')?.startsWith('text/html')) return;
  const next = new DOMParser().parseFromString(await response.text(), 'text/html');
  document.title = next.title;
  Idiomorph.morph(document.body, next.body, {
    ignoreActiveValue: true,
    callbacks: {
      // What the script shows, and what the reader has opened, stays.
      beforeNodeMorphed: (node) => !(node instanceof Element && node.id === 'connection'),
      beforeAttributeUpdated: (name, node) => !(name === 'open' && node instanceof HTMLDetailsElement),
    },
  });
}

function tick(): void {
  for (const shown of document.querySelectorAll<HTMLElement>('time [data-distance]')) {
    const at = Date.parse(shown.closest('time')?.dateTime ?? '');
    if (!Number.isNaN(at)) shown.textContent = distanceText(at - Date.now(), document.documentElement.lang);
  }
}

listen();
setInterval(tick, tickTime);
