import { alike, groupBy } from '../../base/collections.ts';
import type { Paint } from '../../base/paint.ts';
import { printable } from '../../base/printable.ts';
import { count, listedWithin } from '../../base/text/words.ts';
import type { Here } from '../../base/time/shown.ts';
import type { StatusJson, Sync as SyncJson, Tenant as TenantJson } from '../../generated/status.ts';
import {
  contentOf,
  type FieldChange,
  fieldName,
  fieldToShow,
  showChanges,
  wantedOf,
} from '../../model/fields/index.ts';
import { syncName } from '../../model/syncName.ts';
import { commonMessage, sameFailures } from '../../problems/sameMessage.ts';
import { syncTable, windowNote } from './syncTable.ts';
import { ahead, between } from './times.ts';

type TenantsLook = {
  readonly paint: Paint;
  readonly width: number;
  readonly isFull?: boolean;
  readonly here?: Here;
};

/** With more tenants than these only what is not well is listed. */
const listedUpTo = 5;

/** The tenants that answer, the best first, and those that do not; what is the same on many once. */
export function tenantBlocks({ tenants, daemon }: StatusJson, look: TenantsLook) {
  const { now } = daemon;
  const isShort = tenants.length > listedUpTo && !look.isFull;
  const sorted = [...tenants].sort((a, b) => tenantRank(b) - tenantRank(a) || compare(a.name, b.name));
  const isLeftOut = (tenant: TenantJson) => isShort && tenantRank(tenant) === fine;
  const fineOnes = sorted.filter(isLeftOut);
  const down = failingGroups(sorted, look);
  const grouped = new Set(down.flat().map(({ tenant }) => tenant));
  const own = isShort ? sickGroups(sorted).filter((group) => group.length > 1) : [];
  const told = new Set(own.flat().map(({ sync }) => sync));
  const rest = sorted.filter((tenant) => !isLeftOut(tenant) && !grouped.has(tenant.name));
  const listing = { now, isShort, told };
  const blocksOf = (some: readonly TenantJson[]) =>
    some.flatMap((tenant) => tenantBlock(tenant, listing, look));
  return {
    answering: [
      ...(fineOnes.length > 0 ? [look.paint.green(`${count(fineOnes.length, 'tenant')} fine`)] : []),
      ...own.map((group) => sickText(group, tenants.length, look)),
      ...(isShort ? windowBlock(sorted, now, look) : []),
      ...blocksOf(rest.filter(({ failing }) => !failing)),
    ],
    failing: [
      ...blocksOf(rest.filter(({ failing }) => failing)),
      ...down.map((group) => failingGroupText(group, now, look)),
    ],
  };
}

/** The windows that are open on many tenants, each once. */
function windowBlock(tenants: readonly TenantJson[], now: string, { here }: TenantsLook): readonly string[] {
  const notes = tenants
    .filter(({ failing }) => !failing)
    .flatMap(({ syncs }) =>
      syncs.flatMap(({ sync, windows = [] }) =>
        windows.map((window) => ({ name: printable(syncName(sync)), note: windowNote(window, now, here) })),
      ),
    );
  const lines = [...groupBy(notes, ({ name, note }) => `${name}\n${note}`).values()].map(
    (group) => `${group[0]!.name} on ${group.length} of ${tenants.length} tenants: ${group[0]!.note}`,
  );
  return lines.length > 0 ? [lines.join('\n')] : [];
}

/** Of a tenant or a sync about which there is nothing to say. */
const fine = 9;

function tenantRank({ failing, problems = 0, syncs }: TenantJson): number {
  if (failing) return 0;
  if (problems > 0) return 1;
  return syncs.some((sync) => syncRank(sync) < fine) ? 2 : fine;
}

/** What needs a person first. A sync that was stopped in the ERP, or that a document suspends, is so on purpose. */
function syncRank({ status, health, contested, drift }: SyncJson): number {
  if (health === 'Degraded') return 0;
  if (contested.length > 0) return 1;
  if (status === 'OutOfSync' || drift.length > 0) return 2;
  return status === 'Unknown' ? 3 : fine;
}

type Down = { readonly tenant: string } & NonNullable<TenantJson['failing']>;

function failingGroups(
  tenants: readonly TenantJson[],
  { isFull }: TenantsLook,
): readonly (readonly Down[])[] {
  const down = tenants.flatMap(({ name, failing }) => (failing ? [{ ...failing, tenant: name }] : []));
  return sameFailures(down, ({ tenant }) => tenant, isFull).filter((group) => group.length > 1);
}

function failingGroupText(group: readonly Down[], now: string, { paint, width }: TenantsLook): string {
  const message = commonMessage(group.map((one) => one.message));
  const { code, hint } = group[0]!;
  const names = group.map(({ tenant }) => printable(tenant));
  return [
    paint.red(`✗ ${count(group.length, 'tenant')} ${triesText(group, now)}`),
    `  ${printable(message)} [${code}]`,
    `  ${paint.dim(listedWithin(names, width - 2))}`,
    ...(hint === undefined ? [] : [`  hint: ${printable(hint)}`]),
  ].join('\n');
}

/** `cannot be reached for 5m (3 tries), tried again in 2m`, of several with the least and the most. */
function triesText(group: readonly Pick<Down, 'since' | 'times' | 'retryAt'>[], now: string): string {
  const tries = [...group].sort((a, b) => a.times - b.times);
  const most = tries.at(-1)!.times;
  const times = [...new Set([tries[0]!.times, most])].join(' to ');
  const since = spanOf(group.map((one) => one.since)).map((at) => between(at, now));
  const next = spanOf(group.map((one) => one.retryAt)).map((at) => ahead(at, now));
  const [[longest], [soonest, latest]] = [since, next] as [[string], [string, string]];
  const when = soonest === latest ? soonest : `${soonest} to ${latest.replace('in ', '')}`;
  return `cannot be reached for ${longest} (${times} ${most === 1 ? 'try' : 'tries'}), tried again ${when}`;
}

/** The first and the last. Times of RFC 3339 in UTC sort as text. */
function spanOf(times: readonly string[]): readonly [string, string] {
  const sorted = [...times].sort();
  return [sorted[0]!, sorted.at(-1)!];
}

/** A sync that is not well, on a tenant that is there. */
export type Sick = {
  readonly tenant: string;
  readonly sync: SyncJson;
  readonly fields: readonly FieldChange[];
};

/** What is not well on the tenants that answer; what is the same on many together. */
export function sickGroups(tenants: readonly TenantJson[]): readonly (readonly Sick[])[] {
  const sick = tenants
    .filter(({ failing }) => !failing)
    .flatMap(({ name, syncs }) =>
      syncs
        .filter((sync) => syncRank(sync) < fine)
        .map((sync) => ({ tenant: name, sync, fields: sync.drift.map((one) => fieldToShow(one, one)) })),
    );
  const keyBy =
    (meaning: (field: FieldChange) => unknown) =>
    ({ sync: { sync, status, health, mode, contested, suspension }, fields }: Sick) =>
      JSON.stringify([
        ...[syncName(sync), status, health, mode, suspension?.reason],
        ...[contested.map(({ field }) => contentOf(fieldToShow(field, field))), fields.map(meaning)],
      ]);
  return alike(sick, { whom: ({ tenant }) => tenant, keys: [keyBy(contentOf), keyBy(wantedOf)] });
}

function sickText(group: readonly Sick[], tenants: number, { paint, width }: TenantsLook): string {
  const { sync, fields } = group[0]!;
  const { status, health, mode, contested } = sync;
  const changes = fields.map(
    (field, index) => `${fieldName(field)} ${showChanges(group.map((one) => one.fields[index]!))}`,
  );
  const notes = [
    ...(mode === 'observe' ? ['observed only'] : []),
    ...(fields.length > 0 && health === 'Degraded' ? [health] : []),
    ...contested.map(({ field }) => `contested: ${fieldName(fieldToShow(field, field))}`),
  ];
  const what = changes.length > 0 ? changes.join(', ') : `${status}, ${health}`;
  const note = notes.length > 0 ? ` [${notes.join(', ')}]` : '';
  const names = group.map(({ tenant }) => printable(tenant));
  return [
    `${paint.bold(`${printable(syncName(sync.sync))} on ${group.length} of ${tenants} tenants: ${what}`)}${paint.cyan(note)}`,
    `  ${paint.dim(listedWithin(names, width - 2))}`,
  ].join('\n');
}

type Listing = {
  readonly now: string;
  readonly isShort: boolean;
  /** What is shown already, with what is the same. */
  readonly told: ReadonlySet<SyncJson>;
};

/** Empty where all there is to say of it is said. */
function tenantBlock(
  tenant: TenantJson,
  { now, isShort, told }: Listing,
  look: TenantsLook,
): readonly string[] {
  const { failing, syncs } = tenant;
  const sorted = [...syncs].sort(
    (a, b) => syncRank(b) - syncRank(a) || compare(syncName(a.sync), syncName(b.sync)),
  );
  // What cannot be reached is Unknown as a whole, and its failure says so.
  const isListed = (sync: SyncJson) => !isShort || (syncRank(sync) < fine && !failing && !told.has(sync));
  const listed = sorted.filter(isListed);
  if (isShort && !failing && listed.length === 0) return [];
  const rest = syncs.filter((sync) => !isListed(sync) && !told.has(sync)).length;
  const block = [
    tenantLine(tenant, look.paint),
    ...(rest > 0 ? [`  ${count(rest, 'sync')} ${failing ? 'unknown' : 'fine'}`] : []),
    ...(listed.length > 0 ? syncTable(listed, now, look) : []),
    ...(failing ? [failingText(failing, now, look.paint)] : []),
  ];
  return [block.join('\n')];
}

function tenantLine({ name, problems = 0, syncs, unmanaged }: TenantJson, { bold, dim, red }: Paint): string {
  const trouble = problems > 0 ? `  ${red(`${count(problems, 'problem')}, so nothing is written`)}` : '';
  return `${bold(printable(name))}  ${dim(`${count(syncs.length, 'sync')}, ${unmanaged} unmanaged`)}${trouble}`;
}

function failingText(failing: NonNullable<TenantJson['failing']>, now: string, paint: Paint): string {
  const { message, code, hint } = failing;
  const help = hint === undefined ? '' : `\n    hint: ${printable(hint)}`;
  return `  ${paint.red(triesText([failing], now))}\n    ${printable(message)} [${code}]${help}`;
}

/** By code points, so that the order is the same everywhere. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
