import { addAll } from '../base/collections.ts';
import type { Change, Standing } from '../model/change.ts';
import type { Window } from '../model/document.ts';
import {
  type FieldChange,
  type FieldRef,
  scalarChanges,
  scalarNames,
  wantedInClear,
} from '../model/fields/index.ts';
import type { BroughtBy, OpenWindow } from '../model/fields/kind.ts';
import { conceal, concealUnlessHarmless, type OptionChange, secretToWire } from '../model/fields/option.ts';
import type { ObservedSync, ObservedTenant } from '../model/observed.ts';
import type { Concealed, SecretSource } from '../model/secret.ts';
import { equalValues } from '../model/value.ts';
import type { Problem } from '../problems/problem.ts';
import type { DesiredOption, DesiredSync } from './desiredSync.ts';
import { mistyped, optionName } from './matchProblems.ts';
import type { Difference } from './plan.ts';
import type { KnownWrites } from './ports.ts';

/** What core needs to know beyond Soll and Ist: the secrets that were read, and what we wrote last. */
export type DiffContext = KnownWrites & {
  readonly secret: (source: SecretSource) => Concealed | undefined;
  /** Syncs that a document may mean: they are not unmanaged either. */
  readonly unsure?: ReadonlySet<ObservedSync>;
  /** When a window is open. */
  readonly spanOf?: (window: Window) => Omit<OpenWindow, 'start' | 'duration'>;
  /** Where Soll is compared with that of another commit. */
  readonly broughtBy?: (sync: DesiredSync, field: FieldChange) => BroughtBy;
};

export function diff(
  tenant: ObservedTenant,
  desired: readonly DesiredSync[],
  context: DiffContext,
): Difference {
  const { unsure = new Set() } = context;
  const problems: Problem[] = [];
  const changes: Change[] = [];
  const standings: Standing[] = [];
  for (const one of desired) {
    const { fields, problems: found } = differingFields(tenant.name, one, context);
    addAll(problems, found);
    const { mode, origin, suspension } = one;
    const sync = calledSync(one.sync);
    const differs = fields.length > 0 && !suspension;
    const unclear = (one.unclear || found.length > 0) && { unclear: true };
    standings.push({
      ...{ sync, mode, differs, ...unclear },
      ...(suspension && { suspension }),
      ...(one.active?.value === false && { wantsStop: true }),
      ...byClock(one, context),
    });
    if (differs) changes.push({ tenant: tenant.name, sync, mode, origin, fields });
  }
  const suspended = desired.filter((one) => one.suspension).length;
  // The ERP stores an option once for all syncs of a type: whichever document names it manages it.
  const managed = new Set(desired.flatMap(({ options }) => options.map(({ option }) => option.id)));
  return {
    tenant: tenant.name,
    managed: desired.length,
    inSync: standings.filter((one) => !one.differs && !one.suspension && !one.unclear).length,
    suspended,
    unmanaged: unmanagedIn(tenant, desired, unsure),
    ...(unsure.size > 0 && { unsure: [...unsure].map(calledSync) }),
    unmanagedOptions: sum(desired, ({ sync }) => sync.options.filter(({ id }) => !managed.has(id)).length),
    standings,
    changes,
    problems: problems.map((problem) => ({ ...problem, tenant: tenant.name })),
  };
}

function unmanagedIn(
  { syncs }: ObservedTenant,
  desired: readonly DesiredSync[],
  unsure: ReadonlySet<ObservedSync>,
): readonly Change['sync'][] {
  const managed = new Set(desired.map(({ sync }) => sync));
  return syncs.filter((sync) => !managed.has(sync) && !unsure.has(sync)).map(calledSync);
}

function calledSync({ id, name, salesChannel }: ObservedSync): Change['sync'] {
  return { id, name, salesChannel };
}

function differingFields(tenant: string, desired: DesiredSync, context: DiffContext) {
  const { sync } = desired;
  const problems: Problem[] = [];
  const options: OptionChange[] = [];
  for (const one of desired.options) {
    const found = optionChange(tenant, sync, one, context);
    if (found && 'field' in found) options.push(found);
    else if (found) problems.push(found);
  }
  const place = ({ option }: OptionChange) => sync.options.findIndex(({ id }) => id === option.id);
  options.sort((a, b) => place(a) - place(b));
  const fields: readonly FieldChange[] = [...scalarChanges(sync, desired), ...options];
  return {
    fields: fields.map((field) => ({
      ...explain({ tenant, sync, field }, context),
      ...windowOf(field, desired, context),
      ...(context.broughtBy && { broughtBy: context.broughtBy(desired, field) }),
    })),
    problems,
  };
}

function windowOf(field: FieldChange, { windows }: DesiredSync, { spanOf }: DiffContext) {
  const window = windows?.get(field.field === 'configs' ? field.option.id : field.field);
  if (!window || !spanOf) return undefined;
  return { window: opened(window, spanOf) };
}

/** Which windows hold now, for which fields, and when one next opens or closes. */
function byClock(desired: DesiredSync, { spanOf }: DiffContext): Pick<Standing, 'windows' | 'nextEdgeAt'> {
  const { windows, edges = [], options } = desired;
  if (!spanOf || edges.length === 0) return {};
  const fields = [
    ...scalarNames.map((name) => ({ id: name as string, name: name as string })),
    ...options.map(({ option }) => option),
  ];
  const fieldsOf = (window: Window) =>
    fields.filter(({ id }) => windows?.get(id) === window).map(({ name }) => name);
  const times = edges.flatMap((window) => {
    const { isOpen, opens, closes } = spanOf(window);
    return (isOpen ? closes : opens) ?? [];
  });
  return {
    windows: [...new Set(windows?.values())].map((window) => ({
      window: opened(window, spanOf),
      fields: fieldsOf(window),
    })),
    ...(times.length > 0 && { nextEdgeAt: Math.min(...times) }),
  };
}

function opened(window: Window, spanOf: NonNullable<DiffContext['spanOf']>): OpenWindow {
  const { start, duration } = window;
  return { start, duration, ...spanOf(window) };
}

/** The change, and who made it necessary. */
function explain(
  ref: FieldRef & { readonly field: FieldChange },
  { cause, writtenAt }: DiffContext,
): FieldChange {
  const since = writtenAt?.(ref);
  const why = { cause: cause(ref, wantedInClear(ref.field)), ...(since !== undefined && { since }) };
  return { ...ref.field, ...why };
}

/** Whoever made it necessary is not known yet. */
function optionChange(
  tenant: string,
  sync: ObservedSync,
  { option: live, value: { value, origin } }: DesiredOption,
  context: DiffContext,
): OptionChange | Problem | undefined {
  const { id, name, type } = live;
  if (value.kind === 'plain' && equalValues(type, live.value, value.text)) return undefined;
  const change = { field: 'configs', option: { id, name, type }, cause: 'unknown', origin } as const;
  if (value.kind === 'plain') {
    // Whoever writes a value in clear where a secret belongs must not be shown the one that the ERP has.
    const [before, after] = [live.value, value.text].map((side) => concealUnlessHarmless(live, side));
    return { ...change, before: before!, after: after! };
  }
  const secret = context.secret(value);
  if (!secret) return undefined; // why it could not be read is a problem already
  const wanted = secretToWire(type, secret);
  if (!wanted.ok) return mistyped(optionName(tenant, sync, live), live, wanted.why, origin);
  if (equalValues(type, live.value, wanted.value.reveal())) return undefined;
  const { ref, folder } = value;
  return { ...change, before: conceal(live.value), after: wanted.value, secret: { ref, folder } };
}

function sum<T>(items: readonly T[], count: (item: T) => number): number {
  return items.reduce((total, item) => total + count(item), 0);
}
