import type { LoggedRequest } from '../../src/emulator/state/requestLog.ts';

export type LiveOption = {
  readonly displayName: string;
  readonly identifier: string;
  readonly currentValue: string | null;
};
export type Live = {
  readonly identifier: string;
  readonly syncName: string;
  readonly salesChannelName: string | null;
  readonly interval: string | null;
  readonly configurations: readonly LiveOption[];
};
export type State = {
  readonly tenants: readonly { readonly name: string; readonly syncs: readonly Live[] }[];
};
type Emulator = { readonly url: string };

/** Asks the emulator's control endpoints. A text is sent as it is, anything else as JSON. */
export async function control(
  { url }: Emulator,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  const sent = typeof body === 'string' ? body : JSON.stringify(body);
  const response = await fetch(`${url}/_emulator${path}`, {
    method,
    ...(body !== undefined && { body: sent }),
  });
  if (!response.ok) throw new Error(`${method} ${path}: ${await response.text()}`);
  return response.json();
}

/** What the emulator holds now, of one tenant or of all. */
export async function stateOf(emulator: Emulator, tenant?: string): Promise<State> {
  const query = tenant === undefined ? '' : `?tenant=${encodeURIComponent(tenant)}`;
  return (await control(emulator, 'GET', `/state${query}`)) as State;
}

/** The latest requests, oldest first. */
export async function requestsTo(emulator: Emulator, query: string): Promise<readonly LoggedRequest[]> {
  const answer = await control(emulator, 'GET', `/requests?${query}`);
  return (answer as { readonly requests: readonly LoggedRequest[] }).requests;
}
