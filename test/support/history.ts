import type { HistoryRecord } from '../../src/journal/history.ts';

export const told = { code: 'timeout', message: 'it took too long' };

export type ChangeRecord = HistoryRecord & { kind: 'change' };
export type PassRecord = HistoryRecord & { kind: 'pass' };

export function aChange(changes: Partial<ChangeRecord> = {}): ChangeRecord {
  return {
    kind: 'change',
    number: 2,
    time: '2026-03-04T12:00:05.000Z',
    pass: 'p1',
    reasons: ['schedule'],
    revision: '1a2b3c4d5e6f1a2b3c4d5e6f1a2b3c4d5e6f1a2b',
    tenant: 'acme',
    sync: { id: 's1', name: 'Ebay', salesChannel: 'Shop' },
    field: 'interval',
    before: 'PT10M',
    after: 'PT5M',
    secret: false,
    outcome: 'applied',
    cause: 'git',
    ...changes,
  };
}

export function anOption(name: string, before: string | null, after: string | null): Partial<ChangeRecord> {
  return { field: 'configs', option: { id: 'o1', name }, before, after };
}

export function aPass(changes: Partial<PassRecord> = {}): PassRecord {
  return {
    kind: 'pass',
    number: 3,
    time: '2026-03-04T12:00:05.000Z',
    pass: 'p1',
    reasons: ['schedule'],
    revision: '1a2b3c4d5e6f1a2b3c4d5e6f1a2b3c4d5e6f1a2b',
    result: 'refused',
    ...changes,
  };
}
