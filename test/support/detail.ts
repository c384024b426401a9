import type { DaemonState } from '../../src/daemon/state.ts';
import type { ObservedTenant } from '../../src/model/observed.ts';
import { anOption, aSync, aTenant } from './build.ts';
import { aState, aSyncState, aTenantState, tenantsOf } from './daemonState.ts';
import { type Asking, answered } from './explained.ts';
import { servePages } from './pages.ts';

export const ebayId = '3c90c3cc-0d44-4b50-8888-8dd25736052a';

export const ebayLive = aTenant([
  aSync({
    id: ebayId,
    name: 'Ebay',
    salesChannel: 'Shop',
    options: [anOption({ id: 'k', name: 'Key', type: 'string', value: 'canary' }), anOption({ id: 's' })],
  }),
]);

const ebayFile = `tenant: acme
sync: { name: Ebay }
interval: 10m
configs: { Key: { env: EBAY_KEY } }
suspend: { reason: "Freeze", until: 2026-12-01 }
windows:
  - { start: "0 22 * * *", duration: 8h, interval: 5m }
`;

type Changes = {
  readonly files?: Asking['files'];
  readonly observed?: readonly ObservedTenant[];
  readonly daemon?: Partial<DaemonState>;
  readonly asking?: Partial<Asking>;
};

/** A daemon that has the tenant acme, and explains what these files want of it. */
export function serveDetail(changes: Changes = {}) {
  const { files = { 'acme/ebay.yaml': ebayFile }, observed = [ebayLive], daemon, asking } = changes;
  const sync = { ...aSyncState(), sync: { id: ebayId, name: 'Ebay', salesChannel: 'Shop' } };
  const now = new Date(aState().now).toISOString();
  return servePages({
    daemon: aState({ tenants: tenantsOf(aTenantState({ syncs: [sync] })), ...daemon }),
    explain: async ({ tenants, ...question }) =>
      answered({ ...question, tenant: tenants[0]! }, { files, now, observed, names: tenants, ...asking }),
  });
}

/** What a page says, without its markup. */
export async function textOf(response: Response): Promise<string> {
  const html = await response.text();
  return html
    .replace(/^.*<main[^>]*>|<\/main>.*$/gs, '')
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ');
}
