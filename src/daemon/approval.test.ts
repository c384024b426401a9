import { expect, test } from 'vitest';
import { aState, minute, noon } from '../../test/support/daemonState.ts';
import { aChange, aPlan, applied } from '../../test/support/report.ts';
import { approvalAfter, approveIn, expire } from './approval.ts';

const id = `sha256:1a2b3c4d5e6f${'0'.repeat(52)}`;
const older = `sha256:1a2bffff${'0'.repeat(56)}`;
const plan = aPlan({ id, changes: [aChange(), aChange({ tenant: 'globex' })] });
const told = { ...aState().told, passes: [older, id] };
const memory = aState({ refused: { plan, since: noon }, told });

test.each([
  ['the whole id', id, 'approved'],
  ['its beginning', 'sha256:1a2b3c4d', 'approved'],
  ['without the name of the hash, in capitals', '1A2B3', 'approved'],
  ['a beginning of an older plan too', '1a2b', 'ambiguous'],
  ['fewer characters than name a plan', '1a2', 'ambiguous'],
  ['a plan that was refused before', older, 'another'],
  ['nothing', '', 'malformed'],
  ['the name of the hash alone', 'sha256:', 'malformed'],
  ['no hex', 'sha256:xyz', 'malformed'],
  ['more than a whole id', `${id}0`, 'malformed'],
])('%s is judged: %s is %s', (_, text, kind) => {
  const { answer, state } = approveIn(memory, text, noon);
  expect(answer.kind).toBe(kind);
  expect(state.approval?.planId).toBe(kind === 'approved' ? id : undefined);
});

test('nothing is approved where nothing is refused', () => {
  const nothing = { kind: 'another', refused: undefined };
  expect(approveIn(aState(), id, noon).answer).toEqual(nothing);
});

test('an approval ends after an hour', () => {
  const { state } = approveIn(memory, id, noon);
  expect(expire(state, noon + 60 * minute - 1)).toEqual({ state });
  const { state: later, expired } = expire(state, noon + 60 * minute);
  expect([later.approval, expired?.planId]).toEqual([undefined, id]);
});

test('an approval holds once, for its plan: what another pass came to leaves it alone', () => {
  const { state } = approveIn(memory, id, noon);
  const other = { kind: 'refused', plan: aPlan({ id: older }), refusals: [] } as const;
  const after = approvalAfter(state, other, noon + minute);
  expect(after).toEqual({ refused: { plan: other.plan, since: noon + minute }, approval: state.approval });
  const written = { ...applied([]), plan };
  expect(approvalAfter(state, written, noon)).toEqual({});
  expect(approvalAfter(state, { kind: 'refused', plan, refusals: [] }, noon + minute).refused?.since).toBe(
    noon,
  );
});
