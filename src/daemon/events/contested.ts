import { fieldName, storedKey } from '../../model/fields/index.ts';
import type { DaemonState } from '../state.ts';
import type { ContestedValue, Event, News, Told } from './event.ts';

/** Values that somebody else has begun to set again and again, and those that keep still by now. */
export function contestedNews(told: Told['contested'], state: DaemonState): News<'contested'> {
  const known = new Map(told.map((value) => [value.key, value]));
  const current = new Map(contestedIn(state).map((value) => [value.key, value]));
  const started = [...current.values()].filter(({ key }) => !known.has(key));
  const ended = told.filter(({ key }) => !current.has(key));
  const events = [
    ...started.map((value): Event => ({ type: 'value.contested', value })),
    ...ended.map((value): Event => ({ type: 'value.calmed', value })),
  ];
  return { events, told: [...current.values()] };
}

function contestedIn({ tenants }: DaemonState): readonly ContestedValue[] {
  return [...tenants.values()].flatMap(({ name: tenant, syncs }) =>
    syncs.flatMap(({ sync, contested }) =>
      contested.map(({ field, writes, nextAt }) => {
        const key = storedKey({ tenant, sync, field });
        return { key, tenant, sync, field: fieldName(field), writes, nextAt };
      }),
    ),
  );
}
