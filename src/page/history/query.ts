import type { Here } from '../../base/time/shown.ts';
import { parseWhen } from '../../desired/when.ts';
import type { Recent } from '../../journal/recent/recent.io.ts';

/** What is asked for without a word, and what that is in milliseconds since 1970. */
export const usualSpan = '7d';

/** Records of which groups are made at most; older ones are seen by an earlier `until`. */
const mostRecords = 5_000;

/** What the address asks, as it was written. */
export type HistoryQuery = {
  readonly tenant: string;
  readonly sync: string;
  readonly since: string;
  readonly until: string;
  /** From 1 on. */
  readonly page: number;
};

type TimeName = 'since' | 'until';

export type ReadQuery = {
  readonly query: HistoryQuery;
  readonly asked: Recent;
  /** Times that cannot be read; the usual span is shown then. */
  readonly mistakes: readonly TimeName[];
};

/** Words of times are those of `sollist history`. Empty ones are as if they were not there. */
export function readQuery({ searchParams }: URL, here: Here): ReadQuery {
  const said = (name: string) => searchParams.get(name)?.trim() ?? '';
  const query = {
    ...{ tenant: said('tenant'), sync: said('sync'), since: said('since'), until: said('until') },
    page: /^[1-9]\d{0,5}$/.test(said('page')) ? Number(said('page')) : 1,
  };
  const read = (name: TimeName) => (query[name] === '' ? undefined : parseWhen(query[name], 'back'));
  const [since, until] = [read('since'), read('until')];
  const usual = parseWhen(usualSpan, 'back');
  const from = since?.ok ? since : usual;
  return {
    query,
    asked: {
      tenants: query.tenant === '' ? [] : [query.tenant],
      syncs: query.sync === '' ? [] : [query.sync],
      since: from.ok ? from.value(here) : here.now,
      ...(until?.ok && { until: until.value(here) }),
      limit: mostRecords,
    },
    mistakes: [
      ...(since?.ok === false ? (['since'] as const) : []),
      ...(until?.ok === false ? (['until'] as const) : []),
    ],
  };
}

/** The address of the history with some of what is asked changed. */
export function historyAddress(query: Partial<HistoryQuery>): string {
  const said = Object.entries(query).filter(
    ([name, value]) => value !== '' && !(name === 'page' && value === 1),
  );
  const search = new URLSearchParams(Object.fromEntries(said.map(([name, value]) => [name, String(value)])));
  return search.size === 0 ? '/history' : `/history?${search}`;
}
