import { type DaemonState, passId } from '../daemon/state.ts';
import type { Change } from '../model/change.ts';
import { type FieldChange, type FieldRef, fieldKey, showChange } from '../model/fields/index.ts';
import type { Entry } from '../reconcile/ports.ts';
import type { Report } from '../reconcile/report.ts';

/** What a pass saw and did not write, for the journal. */
export type Sightings = (report: Report, state: DaemonState) => readonly Entry[];

/** Each thing once for as long as it lasts: a year of the same would fill the journal, and push out what was done. */
export function createSightings(): Sightings {
  let told = JSON.stringify([]);
  let observed: ReadonlySet<string> = new Set();
  return (report, state) => {
    const { troubles, key } = troublesOf(state);
    const isNews = key !== told;
    told = key;
    const known = observed;
    const fresh = observedIn(report, (change, field) => !known.has(sightingKey({ ...change, field })));
    observed = new Set(
      [...state.tenants.values()].flatMap(({ name, syncs }) =>
        syncs
          .filter(({ mode }) => mode === 'observe')
          .flatMap(({ sync, drift }) => drift.map((field) => sightingKey({ tenant: name, sync, field }))),
      ),
    );
    const { startedAt, number, reasons, result, revision } = state.lastPass!;
    const pass = { id: passId(startedAt, number), reasons, result };
    return [
      ...(isNews && troubles.length > 0
        ? [{ revision, changes: [], pass: { ...pass, told: troubles } }]
        : []),
      ...(fresh.length > 0 ? [{ revision, changes: fresh, pass }] : []),
    ];
  };
}

/** What keeps passes from doing all that they should. `key` is another one when there is something new to say. */
function troublesOf({ bad, problems, refusals, tenants }: DaemonState) {
  const failures = [...tenants.values()].flatMap(({ failing }) => (failing ? [failing.failure] : []));
  const told = [...(bad?.problems ?? []), ...problems, ...refusals].map(({ code, message }) => ({
    code,
    message,
  }));
  return {
    troubles: [
      ...told,
      ...failures.map(({ tenant, code, message }) => ({ code, message: `${tenant}: ${message}` })),
    ],
    key: JSON.stringify([...told, ...failures.map(({ tenant, code }) => [tenant, code])]),
  };
}

/** Drift that is only reported, as far as it is wanted; it has no outcome. */
function observedIn(
  { plan }: Report,
  isWanted: (change: Change, field: FieldChange) => boolean,
): readonly Change[] {
  return plan.changes
    .filter(({ mode }) => mode === 'observe')
    .map((change) => ({ ...change, fields: change.fields.filter((field) => isWanted(change, field)) }))
    .filter(({ fields }) => fields.length > 0);
}

/** Another one for a field that differs in another way. */
function sightingKey(ref: FieldRef & { readonly field: FieldChange }): string {
  return JSON.stringify([fieldKey(ref), showChange(ref.field)]);
}
