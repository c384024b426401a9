import { expect, test } from 'vitest';
import { aPlan } from '../../../test/support/report.ts';
import { createApproving } from './approving.ts';

test('an approval is logged, and what is none is not', () => {
  const lines: string[] = [];
  const note = (_: object, message: string) => void lines.push(message);
  const log = { trace: note, debug: note, info: note, warn: note, error: note };
  const approving = createApproving({ SOLLIST_TOKEN: ' \n' }, log);
  expect(approving.refusedAt).toBe('runWithoutToken');
  const approval = { planId: 'sha256:1', at: 0, until: 1 };
  approving.by({ approve: () => ({ kind: 'malformed' }) })('x');
  approving.by({ approve: () => ({ kind: 'approved', approval, plan: aPlan() }) })('x');
  approving.onExpired(approval);
  expect(lines).toEqual(['plan approved over HTTP', 'an approval has ended unused']);
});
