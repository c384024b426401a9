import { describe, expect, it } from 'vitest';
import { aChange, anOptionChange, applied, planned } from '../../test/support/report.ts';
import { Concealed } from '../model/secret.ts';
import { problemJson, reportJson } from './json.ts';

describe('a report as JSON', () => {
  it('says of a plan what would change, and of what was applied what became of it', () => {
    const { changes, result } = reportJson(planned({ changes: [aChange()] }));
    expect(result).toBe('planned');
    expect(changes[0]).not.toHaveProperty('outcome');
    const told = reportJson(
      applied([{ ...aChange(), outcome: 'applied', attempts: 1 }], { changes: [aChange()] }),
    );
    expect(told.changes).toMatchObject([{ outcome: 'applied', attempts: 1 }]);
  });

  it('says of a change that was not tried that it was not', () => {
    const { plan } = planned({ changes: [aChange()] });
    const refused = reportJson({
      kind: 'refused',
      plan,
      refusals: [{ code: 'stale', message: 'm', hint: 'h' }],
    });
    expect(refused).toMatchObject({
      refusals: [{ code: 'stale' }],
      changes: [{ outcome: 'refused', attempts: 0 }],
    });
  });

  it('shows no secret, on neither side', () => {
    const change = anOptionChange({ before: new Concealed('canary-1'), after: new Concealed('canary-2') });
    const json = JSON.stringify(reportJson(planned({ changes: [aChange({ fields: [change] })] })));
    expect(json).toContain('"secret":true');
    expect(json).not.toContain('canary');
  });
});

it('a problem has a place or null, and always something to do', () => {
  expect(problemJson({ code: 'internal', message: 'm' })).toEqual({
    code: 'internal',
    message: 'm',
    hint: 'report it with the lines that were printed',
    origin: null,
  });
});
