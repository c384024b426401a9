import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inBerlin } from '../../test/support/here.ts';
import { aChange, anInterval, anOptionChange, applied, planned } from '../../test/support/report.ts';
import { Concealed } from '../model/secret.ts';
import type { Problem } from '../problems/problem.ts';
import type { Report } from '../reconcile/report.ts';
import { annotation, githubOutputs, githubReport, unfinishedOutputs } from './github.ts';

const aProblem = (changes: Partial<Problem> = {}): Problem => ({
  code: 'unknown-key',
  message: 'unknown key',
  origin: { file: 'syncs/ebay.yaml', line: 3, column: 1 },
  ...changes,
});

const githubOf = (report: Report) => githubReport(report, inBerlin);
const linesOf = (text: string) => text.split('\n').slice(0, -1);

describe('annotations of a report', () => {
  it('say at which moment it differs, where that is not now, and since when in the zone of the settings', () => {
    const at = Date.parse('2026-11-30T05:00:00Z');
    const field = anInterval({ cause: 'live', since: '2026-11-24T00:00:00.123Z' });
    const report = planned({ changes: [aChange({ fields: [field] })] }, at);
    expect(githubOf(report)).toContain(
      '10m → 5m (at Mon 2026-11-30 06:00 (Europe/Berlin), changed in Wawi since 2026-11-24 01:00 (Europe/Berlin))',
    );
  });

  it('stand at the place that wants the value; what somebody changed by hand weighs more than what git changed', () => {
    const fields = [anInterval({ cause: 'git' }), anOptionChange({ cause: 'live' })];
    expect(linesOf(githubOf(planned({ changes: [aChange({ fields })] })))).toEqual([
      '::warning file=syncs/acme/ebay.yaml,line=5,col=18,title=drift::acme / Ebay (Shop): Create orders false → true (changed in Wawi)',
      '::notice file=syncs/acme/ebay.yaml,line=3,col=11,title=drift::acme / Ebay (Shop): interval 10m → 5m (changed in git)',
    ]);
  });

  it('tell of a line once, however many tenants it concerns and however these spell the value', () => {
    const changes = ['a', 'b', 'c', 'd', 'e'].map((tenant, index) =>
      aChange({ tenant, fields: [anOptionChange({ before: index % 2 ? 'False' : 'false' })] }),
    );
    expect(linesOf(githubOf(planned({ changes })))).toEqual([
      '::notice file=syncs/acme/ebay.yaml,line=5,col=18,title=drift::Ebay (Shop): Create orders false → true on a, b, c and 2 more tenants',
    ]);
  });

  it('put errors first: problems, failures and what the safety rules refused', () => {
    const failures = [{ tenant: 'globex', code: 'unreachable', message: 'no answer' }] as const;
    const parts = { changes: [aChange()], problems: [aProblem()], warnings: [aProblem()], failures };
    const refusals = [{ code: 'max-changes', message: '80 syncs', hint: 'look' }] as const;
    const { plan } = planned(parts);
    const levels = (kind: 'planned' | 'refused') =>
      linesOf(githubOf({ kind, plan, refusals })).map((line) => line.split(' ', 1)[0]);
    expect(levels('planned')).toEqual([
      ...['::error', '::error', '::warning', '::warning', '::notice', '::notice'],
    ]);
    expect(levels('refused').filter((level) => level === '::error')).toHaveLength(3);
  });

  it('tell what became of each change that was to be applied', () => {
    const error = { code: 'not-converged', message: 'it did not take', hint: 'look' } as const;
    const text = githubOf(
      applied([
        { ...aChange({ fields: [anInterval()] }), outcome: 'applied', attempts: 1 },
        { ...aChange({ tenant: 'globex' }), outcome: 'notConverged', attempts: 1, error },
      ]),
    );
    expect(linesOf(text)).toEqual([
      '::error file=syncs/acme/ebay.yaml,line=2,col=1,title=not-converged::globex / Ebay (Shop) not converged: it did not take%0Ahint: look',
      '::notice file=syncs/acme/ebay.yaml,line=3,col=11,title=corrected::acme / Ebay (Shop): interval 10m → 5m',
    ]);
  });

  it('end with a notice where there are more than GitHub shows', () => {
    const problems = Array.from({ length: 51 }, () => aProblem());
    expect(linesOf(githubOf(planned({ problems }))).at(-1)).toMatch(
      /^::notice title=annotations::51 annotations, /,
    );
    expect(linesOf(githubOf(planned({ problems: problems.slice(1) })))).toHaveLength(50);
  });

  it('are none where nothing is to be said', () => {
    expect(githubOf(planned())).toBe('');
  });

  it('mask a secret on both sides', () => {
    const [before, after] = [new Concealed('canary-old'), new Concealed('canary-new')];
    const text = githubOf(planned({ changes: [aChange({ fields: [anOptionChange({ before, after })] })] }));
    expect(text).toContain('Create orders (secret) → (secret)');
    expect(text).not.toContain('canary');
  });

  it('are one command a line, whatever is in a file or comes from the server', () => {
    const nasty = fc
      .array(
        fc.oneof(
          fc.constantFrom('\n', '\r', '\u2028', '::', ',', '%', '%0A', '::error::', '\u001b[2K'),
          fc.string(),
        ),
      )
      .map((parts) => parts.join(''));
    fc.assert(
      fc.property(nasty, nasty, nasty, (file, message, name) => {
        const origin = { file, line: 1, column: 1 };
        const line = annotation('error', { origin, code: 'yaml', message, hint: name });
        expect(line).toMatch(/^::error file=[^,:\n\r]*,line=1,col=1,title=[^,:\n\r]*::[^\n\r\u2028\u001b]*$/);
        const fields = [anOptionChange({ option: { id: 'o', name, type: 'string' }, origin })];
        const text = githubOf(planned({ changes: [aChange({ tenant: name, fields })] }));
        expect(text).toMatch(/^::notice file=[^,:\n\r]*,line=1,col=1,title=drift::[^\n\r\u2028\u001b]*\n$/);
      }),
    );
  });
});

describe('the outputs for later steps', () => {
  it('say whether there is drift, how much, and of which plan', () => {
    const changes = [aChange(), aChange({ tenant: 'globex', mode: 'observe' })];
    expect(githubOutputs(planned({ changes }))).toBe(
      `result=planned\ndrift=true\nchanges=1\nobserved=1\nproblems=0\nfailures=0\nplan-id=sha256:${'0'.repeat(64)}\n`,
    );
    expect(githubOutputs(planned())).toContain('drift=false\nchanges=0\n');
    const failures = [{ tenant: 'acme', code: 'unreachable', message: 'no answer' }] as const;
    expect(githubOutputs(planned({ failures }))).toMatch(/^result=incomplete\nchanges=0\n/);
  });

  it('count drift that is only observed as drift, as --detailed-exitcode does', () => {
    const text = githubOutputs(planned({ changes: [aChange({ mode: 'observe' })] }));
    expect(text).toContain('drift=true\nchanges=0\nobserved=1\n');
  });

  it('say how much of it was corrected', () => {
    const changes = [
      { ...aChange(), outcome: 'applied', attempts: 1 } as const,
      { ...aChange({ tenant: 'globex' }), outcome: 'failed', attempts: 1 } as const,
    ];
    expect(githubOutputs(applied(changes))).toMatch(
      /^result=incomplete\n[\s\S]*changes=2\n[\s\S]*corrected=1\n/,
    );
  });

  it('say nothing of drift where there is no report', () => {
    expect(unfinishedOutputs).toBe('result=error\n');
  });

  it('say nothing of drift where problems kept it from being looked for', () => {
    expect(githubOutputs(planned({ problems: [aProblem()] }))).toMatch(/^result=problems\nchanges=0\n/);
    const text = githubOutputs(planned({ problems: [aProblem()], changes: [aChange()] }));
    expect(text).toMatch(/^result=problems\ndrift=true\n/);
  });

  it('refuse a value that could set others', () => {
    expect(() => githubOutputs(planned({ id: 'a\ndrift=false' }))).toThrow('not one plain word');
  });
});

it('tells what differed before a change in one notice, after what the change brings', () => {
  const fields = [
    anInterval({ cause: 'live', broughtBy: 'before' }),
    anOptionChange({ cause: 'git', broughtBy: 'change' }),
  ];
  expect(linesOf(githubOf(planned({ changes: [aChange({ fields })] })))).toEqual([
    '::notice file=syncs/acme/ebay.yaml,line=5,col=18,title=drift::acme / Ebay (Shop): Create orders false → true',
    '::notice title=drift::Differed before this change: 1 value of 1 sync on 1 tenant. The step summary lists it.',
  ]);
});
