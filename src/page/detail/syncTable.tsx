import type { Sync as SyncJson, Tenant as TenantJson } from '../../generated/status.ts';
import { fieldName, fieldToShow } from '../../model/fields/index.ts';
import { calledName, syncName } from '../../model/syncName.ts';
import type { ToldSync } from '../../report/explain/answer.ts';
import { Foreign } from '../../report/html/kit/foreign.tsx';
import { Mark } from '../../report/html/kit/mark.tsx';
import { TimeByClock } from '../../report/html/kit/time.tsx';
import { syncHref } from '../links.tsx';
import type { View } from '../view.ts';
import { ChangedField, HealthMark, statusTones, TimeOr } from './pieces.tsx';

type SyncTableOptions = {
  readonly view: View;
  readonly tenant: TenantJson;
  /** What `explain` says of its syncs. */
  readonly told: readonly ToldSync[];
};

/** What needs a person first. */
function rank({ status, health, contested, drift, mode, suspension }: SyncJson): number {
  if (status === 'OutOfSync' || drift.length > 0)
    return mode === 'observe' || suspension ? 2 : contested.length > 0 ? 0 : 1;
  if (status === 'Unknown') return 3;
  if (health === 'Degraded') return 4;
  return suspension ? 5 : health === 'Suspended' ? 6 : 7;
}

/** All syncs that documents name, the worst first. Of a tenant that never answered, as documents call them. */
export function SyncTable({ view, tenant, told }: SyncTableOptions) {
  const { detail } = view.words;
  const rows = [...tenant.syncs].sort(
    (a, b) => rank(a) - rank(b) || (syncName(a.sync) < syncName(b.sync) ? -1 : 1),
  );
  const unseen = rows.length > 0 ? [] : told.filter(({ isManaged }) => isManaged);
  if (rows.length + unseen.length === 0) return null;
  return (
    <section aria-labelledby="syncs">
      <h2 id="syncs">{detail.syncs}</h2>
      <table class="cards" aria-labelledby="syncs">
        <thead>
          <tr>
            {[
              ...[detail.sync, detail.status, detail.health, detail.mode],
              ...[detail.differs, detail.interval, detail.lastRun, detail.nextRun],
            ].map((name) => (
              <th scope="col">{name}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <SyncRow view={view} tenant={tenant.name} row={row} told={toldOf(row, told)} />
          ))}
          {unseen.map((one) => (
            <SyncRow view={view} tenant={tenant.name} row={unknownRow(one)} told={one} />
          ))}
        </tbody>
      </table>
    </section>
  );
}

/** Where the tenant was not asked, documents may call it by its bare name. */
function toldOf({ sync }: SyncJson, told: readonly ToldSync[]): ToldSync | undefined {
  const found = (is: (one: ToldSync['sync']) => boolean) => told.find((one) => is(one.sync));
  return (
    found(({ id }) => id === sync.id) ??
    found((one) => calledName(one) === syncName(sync)) ??
    found(({ name, salesChannel }) => name === sync.name && salesChannel === null)
  );
}

function unknownRow({ sync, holds }: ToldSync): SyncJson {
  const suspended = holds.find(({ rule }) => rule === 'suspended');
  return {
    ...{
      sync,
      status: 'Unknown',
      health: 'Unknown',
      drift: [],
      contested: [],
      lastSync: null,
      nextSync: null,
    },
    mode: holds.some(({ rule }) => rule === 'observed') ? 'observe' : 'enforce',
    suspension: suspended ? { reason: suspended.reason ?? '', until: null } : null,
  };
}

type SyncRowOptions = {
  readonly view: View;
  readonly tenant: string;
  readonly row: SyncJson;
  readonly told: ToldSync | undefined;
};

function SyncRow({ view, tenant, row, told }: SyncRowOptions) {
  const { detail } = view.words;
  const interval = told?.fields.find(({ field }) => field === 'interval')?.wanted;
  const named = row.sync.id === '' ? { ...row.sync, name: syncName(row.sync) } : row.sync;
  return (
    <tr>
      <th scope="row">
        <a href={syncHref(tenant, named)}>
          <Foreign text={syncName(row.sync) || row.sync.id} />
        </a>
      </th>
      <td data-label={detail.status}>
        <Mark tone={row.suspension ? 'suspended' : statusTones[row.status]} words={view.common} />
      </td>
      <td data-label={detail.health}>
        <HealthMark view={view} health={row.health} />
      </td>
      <td data-label={detail.mode}>
        <ModeWords view={view} row={row} />
      </td>
      <td data-label={detail.differs} class="value">
        <Differences view={view} row={row} />
      </td>
      <td data-label={detail.interval} class="number">
        {interval ? <Foreign text={interval.text} /> : '–'}
      </td>
      <td data-label={detail.lastRun} class="number">
        <TimeOr view={view} at={row.lastSync} none="–" />
      </td>
      <td data-label={detail.nextRun} class="number">
        <TimeOr view={view} at={row.nextSync} none="–" />
      </td>
    </tr>
  );
}

function ModeWords({ view, row: { mode, suspension } }: Pick<SyncRowOptions, 'view' | 'row'>) {
  const { detail } = view.words;
  if (!suspension) return <>{mode === 'observe' ? detail.observed : detail.enforced}</>;
  return (
    <>
      <strong>{detail.heldSuspended}</strong>
      {suspension.until !== null && (
        <>
          {' '}
          {detail.until} <TimeByClock at={Date.parse(suspension.until)} reader={view} />
        </>
      )}
      : <Foreign text={suspension.reason} />
    </>
  );
}

function Differences({ view, row: { drift, contested } }: Pick<SyncRowOptions, 'view' | 'row'>) {
  const { detail } = view.words;
  const shown = drift.map((field) => ({ change: fieldToShow(field, field), cause: field.cause }));
  const fought = new Set(contested.map(({ field }) => fieldName(fieldToShow(field, field))));
  const still = [...fought].filter((name) => !shown.some(({ change }) => fieldName(change) === name));
  if (shown.length + still.length === 0) return <>–</>;
  return (
    <ul class="plain">
      {shown.map(({ change, cause }) => (
        <li>
          <ChangedField change={change} />{' '}
          <span class="faint">
            {fought.has(fieldName(change)) ? detail.contested : cause === 'unknown' ? '' : detail[cause]}
          </span>
        </li>
      ))}
      {still.map((name) => (
        <li>
          <Foreign text={name} /> <span class="faint">{detail.contested}</span>
        </li>
      ))}
    </ul>
  );
}
