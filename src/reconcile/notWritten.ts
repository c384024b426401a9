import type { Change } from '../model/change.ts';
import { type FieldChange, syncKey } from '../model/fields/index.ts';
import type { AppliedChange, Hold, NotWritten } from './outcome.ts';
import type { Report } from './report.ts';

/** A field that still differs after the pass, and why. */
export type LeftField = { readonly field: FieldChange; readonly why: NotWritten };

/** What became of one sync that differed. */
export type SyncVerdict = {
  readonly change: Change | AppliedChange;
  readonly written: readonly FieldChange[];
  readonly left: readonly LeftField[];
};

/** What became of each sync that differed, those that were to be written first. */
export function verdictsOf(report: Report): readonly SyncVerdict[] {
  const applied = report.kind === 'applied' ? report.changes : [];
  const judged = new Set(applied.map(syncKey));
  const others = report.plan.changes.filter((change) => !judged.has(syncKey(change)));
  return [
    ...applied.map(judge),
    ...others.map((change) => {
      const why = { why: whyAlone(change) ?? whyNobody[report.kind] } as const;
      return { change, written: [], left: change.fields.map((field) => ({ field, why })) };
    }),
  ];
}

function whyAlone({ mode, blocked }: Change): 'observed' | 'blocked' | undefined {
  if (mode === 'observe') return 'observed';
  return blocked && 'blocked';
}

/** Why a report of this kind wrote nothing of what was to be written. */
const whyNobody = {
  planned: 'looked',
  problems: 'blocked',
  refused: 'refused',
  inSync: 'notSent',
  applied: 'notSent',
} as const satisfies Record<Report['kind'], NotWritten['why']>;

function judge(change: AppliedChange): SyncVerdict {
  const { fields, heldBack = [], residual = fields, outcome } = change;
  const differs = outcome === 'applied' ? [] : residual;
  const why = whyUnapplied(change);
  const holds = new Map(heldBack.map((held) => [held.field, held.why]));
  return {
    change,
    written: fields.filter((field) => !differs.includes(field)),
    left: differs.map((field) => ({ field, why: holds.get(field) ?? why })),
  };
}

function whyUnapplied({ outcome, error }: AppliedChange): NotWritten {
  switch (outcome) {
    case 'applied':
      return { why: 'notTaken' };
    case 'notConverged':
      return { why: error?.code === 'stopped' ? 'stopped' : 'notTaken' };
    case 'failed':
      return { why: 'failed' };
    case 'notAttempted':
      return { why: error ? 'notSent' : 'stopped' };
    case 'refused':
      return { why: 'refused' };
  }
}

/** Left alone for now, because it is contested or because writing it failed lately. */
export function isHeldBack(why: NotWritten): why is Hold {
  return why.why === 'contested' || why.why === 'failing';
}

/** A request was sent for it, in vain. */
export function wasSentInVain({ why }: NotWritten): boolean {
  return why === 'failed' || why === 'notTaken';
}

/** The changes of which something was sent, each with the fields that were. */
export function sentIn(report: Report): readonly AppliedChange[] {
  if (report.kind !== 'applied') return [];
  return report.changes.flatMap((change) => {
    const { written, left } = judge(change);
    const fields = [...written, ...left.filter(({ why }) => wasSentInVain(why)).map(({ field }) => field)];
    return fields.length > 0 ? [{ ...change, fields }] : [];
  });
}
