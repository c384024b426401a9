import { describe, expect, test } from 'vitest';
import {
  aPass,
  aState,
  aStream,
  aSyncState,
  aTenantState,
  intervalDrift,
  minute,
  noon,
  tenantsOf,
} from '../../../test/support/daemonState.ts';
import { inBerlin } from '../../../test/support/here.ts';
import { aChange, aPlan, applied, planned } from '../../../test/support/report.ts';
import type { DaemonState } from '../../daemon/state.ts';
import type { Report } from '../../reconcile/report.ts';
import type { CommonFlags } from '../commonFlags.ts';
import type { Terminal } from '../terminal.ts';
import { logPass, printPass } from './passTelling.ts';

/** What is printed and logged of passes one after another. */
function aTelling(output: CommonFlags['output'] = 'text') {
  const stream = aStream();
  return (report: Report, state: DaemonState) => {
    const [printed, logged]: [string[], string[]] = [[], []];
    const say = (level: string) => (fields: object, message: string) =>
      void logged.push(`${level} ${message} ${JSON.stringify(fields)}`);
    const log = {
      trace: say('trace'),
      debug: say('debug'),
      info: say('info'),
      warn: say('warn'),
      error: say('error'),
    };
    const terminal = { stdout: (text: string) => printed.push(text), isTerminal: {}, columns: 100, env: {} };
    const news = stream(report, state);
    printPass(
      news,
      { textOf: () => undefined, here: inBerlin },
      { output, color: false },
      terminal as unknown as Terminal,
    );
    logPass(news, log, inBerlin);
    return { printed: printed.join(''), logged };
  };
}

const inSync: Report = { kind: 'inSync', plan: aPlan() };
const observed = planned({ changes: [aChange({ mode: 'observe' })] });
const written = applied([{ ...aChange(), outcome: 'applied', attempts: 1 }]);
const problems = [
  { code: 'yaml', message: 'no colon', origin: { file: 'a.yaml', line: 3, column: 2 } },
] as const;
const badTree = aState({ bad: { since: noon, problems } });

describe('stdout is given', () => {
  test('a report that says something new, and each one of something that was sent', () => {
    const tell = aTelling();
    expect(tell(observed, aState()).printed).toContain('Ebay (Shop)');
    expect(tell(observed, aState()).printed).toBe('');
    expect(tell(inSync, aState()).printed).not.toBe('');
    expect(tell(written, aState()).printed).toContain('✓');
    expect(tell(written, aState()).printed).toContain('✓');
  });

  test('a line of JSON for each pass, whatever is new', () => {
    const tell = aTelling('json');
    for (const report of [inSync, inSync, written]) {
      const { printed } = tell(report, badTree);
      expect(printed.endsWith('\n')).toBe(true);
      expect(JSON.parse(printed)).toMatchObject({ formatVersion: '1.0' });
      expect(printed.trimEnd()).not.toContain('\n');
    }
  });

  test('what is wrong with the files, while older ones are in force', () => {
    const tell = aTelling();
    expect(tell(inSync, badTree).printed).toContain('a.yaml:3:2');
    expect(tell(inSync, badTree).printed).toBe('');
    const { inForce: _, ...never } = badTree;
    expect(aTelling()(inSync, never).printed).not.toContain('a.yaml');
  });
});

describe('the log is told', () => {
  test('of each pass', () => {
    const lastPass = aPass({ reasons: ['files', 'schedule'], startedAt: noon, finishedAt: noon + 250 });
    const { logged } = aTelling()(inSync, aState({ lastPass }));
    expect(logged.at(-1)).toMatch(
      /^info pass finished \{"pass":7,"reasons":"files,schedule","result":"inSync"/,
    );
    expect(logged.at(-1)).toContain('"ms":250');
  });

  test('of bad files once, and once that they are good again', () => {
    const tell = aTelling();
    expect(tell(inSync, badTree).logged[0]).toBe(
      'warn the files are bad; what was good last stays in force {"problems":1,"first":"a.yaml:3:2: no colon"}',
    );
    expect(tell(inSync, badTree).logged).toHaveLength(1);
    expect(tell(inSync, aState()).logged[0]).toMatch('info the files are good again');
  });

  test('of a tenant that fails when that starts, when it fails in another way, and when it answers', () => {
    const failing = (code: 'timeout' | 'tls') => {
      const failure = { tenant: 'acme', code, message: 'down' };
      return aState({
        tenants: tenantsOf(
          aTenantState({ failing: { failure, since: noon, times: 1, retryAt: noon + minute } }),
        ),
      });
    };
    const answered = planned({ tenants: [{ name: 'acme', managed: 0, unmanaged: [], standings: [] }] });
    const tell = aTelling();
    expect(tell(inSync, failing('timeout')).logged[0]).toMatch(
      /^warn tenant cannot be reached .*"code":"timeout".*"retryAt":"2026-03-04T12:01:00.000Z"/,
    );
    expect(tell(inSync, failing('timeout')).logged).toHaveLength(1);
    expect(tell(inSync, failing('tls')).logged[0]).toMatch('"code":"tls"');
    expect(tell(answered, aState()).logged[0]).toMatch('info tenant can be reached again {"tenant":"acme"');
  });

  test('of a value that somebody sets again and again, when that starts and when it is over', () => {
    const contested = [{ field: intervalDrift(60, 30), writes: 2, nextAt: noon }];
    const fought = aState({ tenants: tenantsOf(aTenantState({ syncs: [aSyncState({ contested })] })) });
    const tell = aTelling();
    expect(tell(inSync, fought).logged[0]).toBe(
      'warn contested: somebody else sets this value again and again {"tenant":"acme","sync":"Ebay (Shop)","field":"interval","writes":2,"nextAt":"2026-03-04T12:00:00.000Z"}',
    );
    expect(tell(inSync, fought).logged).toHaveLength(1);
    expect(tell(inSync, aState()).logged[0]).toMatch('info no longer contested');
  });
});
