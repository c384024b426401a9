import { describe, expect, it } from 'vitest';
import { aClaim, aTenant } from '../../../test/support/build.ts';
import { plain } from '../../base/paint.ts';
import { findDrift } from './drift.ts';
import { updateJson, updateText } from './report.ts';
import type { UpdateReport } from './update.ts';

const { drifts } = findDrift([aTenant()], [aClaim()], () => undefined, { syncs: [], fields: [] });
const file = {
  file: { path: 'syncs/a.yaml', folder: undefined, directory: '/syncs', text: 'interval: 5m\n', hash: '' },
  text: 'interval: 10m\n',
  edits: [{ start: 10, end: 12, text: '10m', reads: '10m' }],
  masks: [],
};
const nothing = { accepted: [], leftAlone: [], files: [], problems: [], warnings: [], failures: [] };
const text = (report: Partial<UpdateReport>) =>
  updateText(
    { isPreview: false, ...nothing, ...report },
    { paint: plain, width: 80, textOf: () => undefined },
  );

describe('an update tells', () => {
  it('what it wrote', () => {
    expect(text({ accepted: drifts, files: [file] })).toMatch(
      /interval {2}5m → 10m[\s\S]*1 value of Wawi written into 1 file\.\n$/,
    );
  });

  it('as a preview, the diff and that nothing was written', () => {
    const preview = text({ isPreview: true, accepted: drifts, files: [file] });
    expect(preview).toContain('-interval: 5m\n+interval: 10m\n');
    expect(preview).toMatch(/1 value of Wawi would be written into 1 file; nothing was\.\n$/);
  });

  it('that there is nothing to accept, and of whom it cannot say that', () => {
    expect(text({})).toBe('No drift to accept. The documents say what Wawi has.\n');
    const failure = { tenant: 'kiosk', code: 'unreachable', message: 'no answer' } as const;
    expect(text({ failures: [failure] })).toMatch(
      /^No drift to accept on the tenants that answered\.\n✗ kiosk: no answer \[unreachable\]\n/,
    );
  });
});

it('in JSON the result says whether anything was written', () => {
  const json = (report: Partial<UpdateReport>) => updateJson({ isPreview: false, ...nothing, ...report });
  expect(json({ accepted: drifts, files: [file] })).toMatchObject({
    result: 'written',
    files: ['syncs/a.yaml'],
    updated: [{ tenant: 'acme', field: 'interval', before: 'PT5M', after: 'PT10M' }],
  });
  expect(json({ isPreview: true }).result).toBe('previewed');
  expect(json({ problems: [{ code: 'yaml', message: 'broken' }] }).result).toBe('problems');
});
