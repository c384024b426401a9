import { groupBy } from '../../../base/collections.ts';
import { printable } from '../../../base/printable.ts';
import { count, listed } from '../../../base/text/words.ts';
import { dayTime, type Here } from '../../../base/time/shown.ts';
import { type FieldChange, fieldName, showChanges, showSides } from '../../../model/fields/index.ts';
import type { Origin } from '../../../model/origin.ts';
import { syncName } from '../../../model/syncName.ts';
import type { Outcome } from '../../../reconcile/outcome.ts';
import { windowNote } from '../../changesText.ts';
import { groupsOf, outcomeOf, type Told } from '../../sameness.ts';
import { outcomeWords } from '../../verdict.ts';
import { whysOf } from '../../why.ts';
import { causeWords } from '../../words/said.ts';
import { Foreign } from '../kit/foreign.tsx';
import type { Tone } from '../kit/mark.tsx';
import { anyDay, Label, openUpTo } from './parts.tsx';

export type ChangesShown = {
  readonly changes: readonly Told[];
  /** Of so many tenants. */
  readonly tenants: number;
  readonly here: Here;
  readonly isFull: boolean;
};

/** What many tenants have in common once, what did not take first; then the others of each tenant. */
export function ChangeList({ changes, tenants, here, isFull }: ChangesShown) {
  const groups = groupsOf(changes, isFull).filter((group) => group.length > 1);
  groups.sort((a, b) => isDone(a[0]!) - isDone(b[0]!) || b.length - a.length);
  const grouped = new Set(groups.flat());
  const single = groupBy(
    changes.filter((change) => !grouped.has(change)),
    ({ tenant }) => tenant,
  );
  const others = [...single.values()].sort((a, b) => allDone(a) - allDone(b));
  const isOpen = (index: number) => isFull || index < openUpTo;
  return (
    <>
      {groups.map((group, index) => (
        <Group group={group} tenants={tenants} here={here} isOpen={isOpen(index)} />
      ))}
      {others.map((own, index) => (
        <OfTenant changes={own} here={here} isOpen={isOpen(groups.length + index)} />
      ))}
    </>
  );
}

function isDone({ outcome = 'applied' }: Told): number {
  return Number(outcome === 'applied');
}

function allDone(changes: readonly Told[]): number {
  return Math.min(...changes.map(isDone));
}

type InCard = { readonly here: Here; readonly isOpen: boolean };

function Group({ group, tenants, here, isOpen }: InCard & Pick<ChangesShown, 'tenants'> & Alike) {
  const first = group[0]!;
  return (
    <details class="card change" open={isOpen}>
      <summary>
        <h3>
          <Foreign text={syncName(first.sync)} />
        </h3>{' '}
        on {group.length} of {count(tenants, 'tenant')} <Notes told={first} />
      </summary>
      <table class="values">
        <Columns told={first} />
        <tbody>
          {first.fields.map((_, index) => (
            <Row group={group} index={index} here={here} />
          ))}
        </tbody>
      </table>
      <Tenants group={group} />
    </details>
  );
}

type Alike = { readonly group: readonly Told[] };

/** Whose sync it is, and what is not the same on all of them. */
function Tenants({ group }: Alike) {
  const { fields } = group[0]!;
  const varying = fields.flatMap((_, index) => {
    const same = group.map((change) => change.fields[index]!);
    const before = new Set(same.map((field) => showSides(field)[0])).size > 1;
    const place = new Set(same.map(({ origin }) => lineOf(origin))).size > 1;
    return before || place ? [{ index, before, place }] : [];
  });
  return (
    <details class="names" open={group.length <= openUpTo}>
      <summary>{group.length} tenants</summary>
      <ul>
        {group.map((change) => (
          <li data-tenant={printable(change.tenant)} data-sync={printable(change.sync.id)}>
            <Foreign text={change.tenant} />
            {varying.map(({ index, before, place }) => {
              const field = change.fields[index]!;
              const said = [
                ...(before ? [showSides(field)[0]] : []),
                ...(place ? [lineOf(field.origin)] : []),
              ];
              return (
                <small class="faint">
                  {' '}
                  <Foreign text={`${varying.length > 1 ? `${fieldName(field)}: ` : ''}${said.join(', ')}`} />
                </small>
              );
            })}
          </li>
        ))}
      </ul>
    </details>
  );
}

function OfTenant({ changes, here, isOpen }: InCard & Pick<ChangesShown, 'changes'>) {
  const values = changes.flatMap(({ fields }) => fields).length;
  return (
    <details class="card change" open={isOpen}>
      <summary>
        <h3>
          <Foreign text={changes[0]!.tenant} />
        </h3>{' '}
        {count(changes.length, 'sync')}, {count(values, 'value')}
      </summary>
      <table class="values">
        <Columns told={changes[0]!} />
        {changes.map((change) => (
          <tbody data-tenant={printable(change.tenant)} data-sync={printable(change.sync.id)}>
            <tr>
              <th scope="rowgroup" colspan={3} class="sync">
                <Foreign text={syncName(change.sync)} /> <Notes told={change} />
              </th>
            </tr>
            {change.fields.map((_, index) => (
              <Row group={[change]} index={index} here={here} />
            ))}
          </tbody>
        ))}
      </table>
    </details>
  );
}

function Notes({ told: { mode, blocked, outcome } }: { readonly told: Told }) {
  return (
    <>
      {mode === 'observe' && <Label tone="suspended" word="observed only" />}
      {blocked && <Label tone="problems" word="not written: the tenant has problems" />}
      {outcome !== undefined && <Label tone={outcomeTones[outcome]} word={outcomeWords[outcome]} />}
    </>
  );
}

function Columns({ told: { outcome } }: { readonly told: Told }) {
  return (
    <thead>
      <tr>
        <th scope="col">Field</th>
        <th scope="col">{outcome === undefined ? 'Live' : 'Live before'}</th>
        <th scope="col">Wanted</th>
      </tr>
    </thead>
  );
}

/** One field of changes that are the same. */
function Row({ group, index, here }: Alike & { readonly index: number; readonly here: Here }) {
  const fields = group.map((change) => change.fields[index]!);
  const field = fields[0]!;
  const outcome = outcomeOf(group[0]!, field);
  const [, after] = showSides(field);
  const before = showChanges(fields).slice(0, -` → ${after}`.length);
  const more = [...reasons(fields, here), windowNote(fields, anyDay(here)), places(fields)];
  return (
    <>
      <tr data-field={field.field === 'configs' ? printable(field.option.id) : field.field}>
        <th scope="row">
          <Foreign text={fieldName(field)} />
        </th>
        <td class="before">
          <Foreign text={before} />
        </td>
        <td class="after">
          <Foreign text={after} />
        </td>
      </tr>
      <tr class="why">
        <td colspan={3}>
          {outcome !== undefined && <Label tone={outcomeTones[outcome]} word={outcomeWords[outcome]} />}{' '}
          <Foreign text={more.filter((words) => words !== '').join(' · ')} />
        </td>
      </tr>
    </>
  );
}

export const outcomeTones = {
  applied: 'inSync',
  failed: 'failing',
  notConverged: 'outOfSync',
  notAttempted: 'suspended',
  refused: 'refused',
} as const satisfies Record<Outcome, Tone>;

function reasons(fields: readonly FieldChange[], here: Here): readonly string[] {
  const whys = whysOf(fields);
  return whys.map(({ cause, since, count: many }) => {
    const words = cause === 'unknown' ? 'cause not known' : causeWords[cause];
    const when = since === undefined ? '' : ` since ${dayTime(since, here)}`;
    return `${words}${when}${whys.length > 1 ? ` (${many})` : ''}`;
  });
}

function places(fields: readonly FieldChange[]): string {
  return listed([...new Set(fields.map(({ origin }) => lineOf(origin)))], 1, 'place');
}

function lineOf({ file, line }: Origin): string {
  return `${printable(file)}:${line}`;
}
