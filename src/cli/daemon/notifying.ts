import { hostname } from 'node:os';
import type { Clock } from '../../base/clock.ts';
import { sha256 } from '../../base/hash.ts';
import type { Log } from '../../base/log.ts';
import type { Here } from '../../base/time/shown.ts';
import type { FinishedNews } from '../../daemon/state.ts';
import { openHttp, type Post } from '../../http/client.io.ts';
import type { ProxyOf } from '../../http/proxies.ts';
import type { DaemonMemory } from '../../memory/memory.io.ts';
import type { Unsent } from '../../memory/remembered.ts';
import type { NotificationSettings } from '../../model/notifications.ts';
import type { ReadSecret } from '../../model/secret.ts';
import { createNotifier, type Notifier } from '../../notify/deliver.io.ts';
import { noticesOf } from '../../notify/notices.ts';
import { sinks } from '../../notify/sinks/index.ts';
import { notifyTargets, wants } from '../../notify/target.ts';

type NotifyingOptions = {
  readonly calendar: Here['calendar'];
  readonly readSecret: ReadSecret;
  readonly wawi: { readonly clock: Clock; readonly random: () => number; readonly proxyOf: ProxyOf };
  readonly log: Log;
  readonly memory: Pick<DaemonMemory, 'keep' | 'settle'>;
  /** What the daemon before could not send. */
  readonly unsent: readonly Unsent[];
};

/**
 * Tells the outside what passes bring to light, as far as the settings want it told. What was told, and what is to be sent,
 * is on disk before it is sent: so a crash repeats nothing but what nobody knows to have arrived, under the same id.
 */
export function createNotifying(options: NotifyingOptions) {
  const { memory } = options;
  const http = openHttp({ timeout: 10_000, body: 1_000_000 }, options.wawi.proxyOf);
  const open = (settings: readonly NotificationSettings[]) => openNotifier(options, settings, http.post);
  let settled = JSON.stringify([]);
  let notifier = open([]);
  let before = options.unsent;

  function adapt(settings: readonly NotificationSettings[]): void {
    if (JSON.stringify(settings) !== settled) {
      void notifier.close();
      settled = JSON.stringify(settings);
      notifier = open(settings);
    }
    for (const [index, target] of settings.entries()) {
      notifier.resend(index, noticesFor(keyOf(target), before));
    }
    const keys = new Set(settings.map(keyOf));
    for (const { notice, to } of before) {
      for (const gone of to) if (!keys.has(gone)) memory.settle(gone, [notice.id]);
    }
    before = [];
  }

  return {
    async onPass(news: FinishedNews): Promise<void> {
      const settings = news.state.settings?.notifications ?? [];
      const notices = noticesOf(news, options.calendar);
      const fresh = notices.map((notice): Unsent => ({ notice, to: wantedBy(settings, notice) }));
      await memory.keep(news.state, fresh);
      adapt(settings);
      notifier.send(notices);
    },
    async close(): Promise<void> {
      await notifier.close();
      await http.close();
    },
  };
}

function openNotifier(
  { readSecret, wawi, log, memory }: NotifyingOptions,
  settings: readonly NotificationSettings[],
  post: Post,
): Notifier {
  return createNotifier({
    targets: notifyTargets(settings, readSecret),
    sinks,
    source: `sollist/${hostname()}`, // so that the messages of several daemons can be told apart
    post,
    clock: wawi.clock,
    random: wawi.random,
    log,
    settled: (index, notices) => memory.settle(keyOf(settings[index]!), idsOf(notices)),
  });
}

/** By what it is known after a restart. */
function keyOf({ kind, url }: NotificationSettings): string {
  return sha256(JSON.stringify([kind, typeof url === 'string' ? url : url.ref]));
}

function wantedBy(settings: readonly NotificationSettings[], { type }: Unsent['notice']): readonly string[] {
  return settings.filter((one) => wants(one, type)).map(keyOf);
}

function idsOf(notices: readonly Unsent['notice'][]): readonly string[] {
  return notices.map(({ id }) => id);
}

function noticesFor(key: string, unsent: readonly Unsent[]): readonly Unsent['notice'][] {
  return unsent.flatMap(({ notice, to }) => (to.includes(key) ? [notice] : []));
}
