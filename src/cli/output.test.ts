import { describe, expect, test } from 'vitest';
import { inBerlin } from '../../test/support/here.ts';
import { fakeTerminal } from '../../test/support/terminal.ts';
import { plain } from '../base/paint.ts';
import { planOfProblems } from '../reconcile/plan.ts';
import { allOutputs, type DocumentKind } from './format.ts';
import { fitted, printReport, printUnfinished } from './output.ts';

const problem = { code: 'internal', message: 'it broke' } as const;
const report = { kind: 'problems', plan: planOfProblems([problem], () => 'digest') } as const;
const look = { paint: plain, width: 80, textOf: () => undefined, here: inBerlin };

describe('each format', () => {
  test.each(allOutputs)('%s tells what is wrong', async (output) => {
    const { terminal, said } = fakeTerminal();
    expect(await printReport(report, 1, look, output, terminal)).toBe(1);
    expect(said.stdout).toContain('it broke');
  });

  test('html leaves a whole document of a command that came to nothing', async () => {
    const { terminal, said } = fakeTerminal();
    await printUnfinished(problem, 'plan', 'html', terminal);
    expect(said.stdout).toMatch(/^<!DOCTYPE html>\n<html lang="en">.*it broke.*1\.2\.3.*<\/html>\n$/s);
  });

  test.each(['plan', 'plans', 'written', 'validation', 'error'] as const satisfies readonly DocumentKind[])(
    'json leaves one %s of a command that came to nothing',
    async (document) => {
      const { terminal, said } = fakeTerminal();
      await printUnfinished(problem, document, 'json', terminal);
      expect(JSON.parse(said.stdout).problems).toMatchObject([problem]);
      expect(said.stdout.split('\n').length === 2).toBe(document === 'plans');
    },
  );
});

test('a report that GitHub cannot be told of is an error, whatever came of it', async () => {
  const { terminal, said } = fakeTerminal({ env: { GITHUB_OUTPUT: '/nowhere/at/all' } });
  expect(await printReport(report, 0, look, 'github', terminal)).toBe(1);
  expect(said.stderr).toContain('GITHUB_OUTPUT');
  expect(await printReport(report, 0, look, 'text', terminal)).toBe(0);
});

test('text is wrapped where a person looks on, and nothing else is', () => {
  const line = 'word '.repeat(30).trim();
  const terminal = (stdout: boolean) => ({ columns: 80, isTerminal: { stdout, stderr: true } });
  expect(fitted(line, 'text', terminal(true)).split('\n')).toHaveLength(2);
  expect(fitted(line, 'text', terminal(false))).toBe(line);
  expect(fitted(line, 'markdown', terminal(true))).toBe(line);
});
