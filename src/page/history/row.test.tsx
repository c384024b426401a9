import { expect, test } from 'vitest';
import { aChange } from '../../../test/support/history.ts';
import { aView } from '../../../test/support/view.ts';
import { HistoryRow } from './row.tsx';

test('it says what let a change through', () => {
  const allowed = { until: '2026-03-05T12:00:00.000Z', reason: 'the move' };
  const record = aChange({ approvedAt: '2026-03-04T11:00:00.000Z', allowed, pass: null, reasons: [] });
  const html = `${HistoryRow({ view: aView(), group: [record] })}`;
  for (const part of ['approved', 'let through by safety.allow: <bdi>the move', 'sollist apply'])
    expect(html).toContain(part);
});
