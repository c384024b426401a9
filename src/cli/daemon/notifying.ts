import { hostname } from 'node:os';
import type { Clock } from '../../base/clock.ts';
import type { Log } from '../../base/log.ts';
import type { FinishedNews } from '../../daemon/state.ts';
import { openHttp } from '../../http/client.io.ts';
import type { ProxyOf } from '../../http/proxies.ts';
import type { NotificationSettings } from '../../model/notifications.ts';
import type { ReadSecret } from '../../model/secret.ts';
import { createNotifier } from '../../notify/deliver.io.ts';
import { noticesOf } from '../../notify/notices.ts';
import { sinks } from '../../notify/sinks/index.ts';
import { notifyTargets } from '../../notify/target.ts';

type NotifyingOptions = {
  readonly readSecret: ReadSecret;
  readonly wawi: { readonly clock: Clock; readonly random: () => number; readonly proxyOf: ProxyOf };
  readonly log: Log;
};

/** Tells the outside what passes bring to light, as far as the settings want it told. */
export function createNotifying({ readSecret, wawi, log }: NotifyingOptions) {
  const http = openHttp({ timeout: 10_000, body: 1_000_000 }, wawi.proxyOf);
  const open = (settings: readonly NotificationSettings[]) =>
    createNotifier({
      targets: notifyTargets(settings, readSecret),
      sinks,
      source: `sollist/${hostname()}`, // so that the messages of several daemons can be told apart
      post: http.post,
      clock: wawi.clock,
      random: wawi.random,
      log,
    });
  let settled = JSON.stringify([]);
  let notifier = open([]);
  return {
    onPass(news: FinishedNews): void {
      const settings = news.state.settings?.notifications ?? [];
      if (JSON.stringify(settings) !== settled) {
        void notifier.close();
        settled = JSON.stringify(settings);
        notifier = open(settings);
      }
      notifier.send(noticesOf(news));
    },
    async close(): Promise<void> {
      await notifier.close();
      await http.close();
    },
  };
}
