import type { Clock } from '../base/clock.ts';
import type { Log } from '../base/log.ts';
import type { Http, HttpLimits } from '../http/client.io.ts';
import type { ProxyOf } from '../http/proxies.ts';
import type { ReadSecret } from '../model/secret.ts';
import type { Connection, TenantSettings } from '../model/settings.ts';
import type { ListName } from './dialects/v2.ts';
import type { WawiObserver } from './observer.ts';
import type { SeenSecrets } from './seenSecrets.ts';

/** What tenants were found to read. It never throws, and outlives the process as far as that can be had. */
export type LearnedNames = {
  readonly of: (connection: Connection) => Promise<Learned>;
  /** Keeps it, and says what of it is news. */
  readonly keep: (tenant: TenantSettings, learned: Required<Learned>, news: keyof Learned) => Promise<void>;
};

/** `list`: under which name options are set. `path`: where the syncs are listed. */
export type Learned = { readonly list?: ListName; readonly path?: string };

export type WawiOptions = {
  /** The product's version, for the headers by which the ERP tells apps apart. */
  readonly version: string;
  readonly readSecret: ReadSecret;
  readonly clock: Clock;
  /** 0 ≤ random() < 1. */
  readonly random: () => number;
  readonly log: Pick<Log, 'debug' | 'info'>;
  /** What no server's words may show; those that are read are added to it. */
  readonly seen?: SeenSecrets;
  /** What is known of tenants from earlier; without it, nothing. */
  readonly learned?: LearnedNames;
  readonly observer?: WawiObserver;
  /** How many requests may be on their way to one API at most, as of now. Without it, as many as there are connections. */
  readonly concurrency?: () => number;
  readonly limits?: Partial<HttpLimits>;
  /** Without it, none goes through a proxy. */
  readonly proxyOf?: ProxyOf;
  /** The way out; by default connections of its own. Closed with what is opened by it. */
  readonly http?: Http;
};
