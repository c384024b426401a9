import { fieldName, storedKey } from '../../model/fields/index.ts';
import type { DaemonState } from '../state.ts';
import type { ContestedValue, Event, News, Told } from './event.ts';

/** Values that somebody else has begun to set again and again, and those that keep still by now. */
export function contestedNews(told: Told['contested'], state: DaemonState): News<'contested'> {
  const known = new Map(told.map((value) => [value.key, value]));
  const current = new Map(contestedIn(state).map((value) => [value.key, value]));
  const started = [...current.values()].filter(({ key }) => !known.has(key));
  // Of a tenant that this daemon has not seen yet nothing is known.
  const isUnseen = ({ tenant }: ContestedValue) =>
    state.tenants.get(tenant)?.seenAt === undefined && state.tenants.has(tenant);
  const unseen = told.filter((value) => !current.has(value.key) && isUnseen(value));
  const ended = told.filter((value) => !current.has(value.key) && !isUnseen(value));
  const events = [
    ...started.map((value): Event => ({ type: 'value.contested', value })),
    ...ended.map((value): Event => ({ type: 'value.calmed', value })),
  ];
  return { events, told: [...current.values(), ...unseen] };
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
