import { afterEach } from 'vitest';
import type { Clock } from '../../../src/base/clock.ts';
import { createLog } from '../../../src/base/log.io.ts';
import { failed, ok } from '../../../src/base/result.ts';
import { Concealed } from '../../../src/model/secret.ts';
import type { ApiVersion, Auth, TenantSettings } from '../../../src/model/settings.ts';
import { WorldFailure } from '../../../src/problems/worldFailure.ts';
import type { WawiReader, WawiWriter } from '../../../src/reconcile/ports.ts';
import { createWawiReaders, createWawiWriters } from '../../../src/wawi/client.io.ts';
import type { QuotaEvent, RequestEvent, TokenReason } from '../../../src/wawi/observer.ts';
import type { WawiOptions } from '../../../src/wawi/options.ts';
import { fakeClock } from '../clock.ts';

/** A secret of an umlaut and every character that some encoding escapes. */
export const oddSecret = 'p:a+ss/w %&=?\\"ö<ü>ß\'';

/** Options of the client that wait for nothing and note everything. */
export type Recorded = WawiOptions & {
  /** What would have been slept, in milliseconds. */
  readonly sleeps: number[];
  readonly lines: string[];
  readonly requests: RequestEvent[];
  readonly quotas: QuotaEvent[];
  readonly tokens: TokenReason[];
};

export const noon = new Date('2026-03-04T12:00:00Z');

export function recorded(
  changes: Partial<Omit<WawiOptions, 'clock'>> & {
    readonly clock?: Partial<Clock>;
    readonly secrets?: Record<string, string>;
  } = {},
): Recorded {
  const { secrets = {}, clock, ...rest } = changes;
  const [sleeps, lines, requests, quotas, tokens]: [
    number[],
    string[],
    RequestEvent[],
    QuotaEvent[],
    TokenReason[],
  ] = [[], [], [], [], []];
  return {
    version: '9.9.9',
    readSecret: async ({ ref }) => {
      const value = 'env' in ref ? { ...defaultSecrets, ...secrets }[ref.env] : undefined;
      return value === undefined ? failed('it is not set') : ok(new Concealed(value));
    },
    clock: {
      ...fakeClock(noon.getTime()),
      async sleep(milliseconds, signal) {
        signal.throwIfAborted();
        sleeps.push(milliseconds);
      },
      ...clock,
    },
    random: () => 0,
    log: createLog({ level: 'trace', write: (line) => lines.push(line) }),
    observer: {
      onRequest: (event) => requests.push(event),
      onQuota: (event) => quotas.push(event),
      onToken: ({ reason }) => tokens.push(reason),
    },
    ...rest,
    sleeps,
    lines,
    requests,
    quotas,
    tokens,
  };
}

const defaultSecrets: Readonly<Record<string, string>> = { SECRET: 'emulator-secret', KEY: 'key-1' };

type Reach = {
  readonly url: string;
  readonly tokenUrl?: string;
  readonly version?: ApiVersion;
  readonly name?: string;
  readonly tenantId?: string;
  readonly clientId?: string;
  readonly scope?: string;
};

/** A tenant of the cloud. Its client secret is `SECRET`. */
export function inCloud({
  url,
  tokenUrl = `${url}/oauth2/token`,
  version = '2.0',
  ...more
}: Reach): TenantSettings {
  const { name = 'acme', tenantId = 'tenant-1', clientId = 'sollist-emulator', scope } = more;
  const clientSecret = { ref: { env: 'SECRET' }, folder: '/' };
  const auth: Auth = {
    kind: 'oauth',
    tokenUrl,
    clientId,
    clientSecret,
    ...(scope !== undefined && { scope }),
  };
  return { name, labels: {}, connection: { baseUrl: url, version, tenantId, auth } };
}

/** An installation of its own. Its API key is `KEY`. */
export function onPremise({ url, version = '2.0', name = 'kiosk' }: Reach): TenantSettings {
  const auth: Auth = { kind: 'apiKey', apiKey: { ref: { env: 'KEY' }, folder: '/' } };
  return { name, labels: {}, connection: { baseUrl: url, version, auth } };
}

const opened: { readonly close: () => Promise<void> }[] = [];

afterEach(async () => {
  await Promise.all(opened.splice(0).map((wawi) => wawi.close()));
});

/** Factories that are closed after the test. */
export function openReaders(options: WawiOptions) {
  const readers = createWawiReaders(options);
  opened.push(readers);
  return readers;
}

export function openWriters(options: WawiOptions) {
  const writers = createWawiWriters(options);
  opened.push(writers);
  return writers;
}

export function reader(tenant: TenantSettings, options: WawiOptions): Promise<WawiReader> {
  return openReaders(options).open(tenant);
}

export function writer(tenant: TenantSettings, options: WawiOptions): Promise<WawiWriter> {
  return openWriters(options).open(tenant);
}

/** A signal that nobody aborts. */
export function going(): AbortSignal {
  return new AbortController().signal;
}

export async function failureOf(promise: Promise<unknown>): Promise<WorldFailure> {
  const outcome = await promise.catch((error: unknown) => error);
  if (outcome instanceof WorldFailure) return outcome;
  throw new Error('a WorldFailure was expected', { cause: outcome });
}
