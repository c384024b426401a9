import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { problemsPage } from '../../scripts/problemsPage.ts';
import { inBerlin } from '../../test/support/here.ts';
import { aChange, applied, planned } from '../../test/support/report.ts';
import { plain } from '../base/paint.ts';
import { wordsOf } from '../notify/words.ts';
import { githubAnnotations, githubReport } from '../report/github.ts';
import { reportJson } from '../report/json.ts';
import { reportMarkdown } from '../report/markdown/markdown.ts';
import { reportText } from '../report/text.ts';
import { type Code, codes, nextStepFor, sections } from './codes.ts';
import type { Problem } from './problem.ts';
import { problemsText } from './text.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const allCodes = Object.keys(codes) as Code[];

/** The text of every file of src but the table of codes, tests, and what is generated. */
const sources = (readdirSync(join(root, 'src'), { recursive: true }) as string[])
  .filter((file) => file.endsWith('.ts') && !/^generated\/|\.test\.ts$|^problems\/codes\.ts$/.test(file))
  .map((file) => readFileSync(join(root, 'src', file), 'utf8'))
  .join('\n');

describe('the table of codes', () => {
  it.each(allCodes)('tells of nothing that cannot come up: %s', (code) => {
    // That it misses none, the compiler sees to: a message takes no other code.
    const literal = new RegExp(`['\`]${code}['\`]`);
    const built = /^(file|folder)-(missing|unreadable)$/.exec(code);
    expect(sources).toMatch(built ? new RegExp(`\\$\\{what\\}-${built[2]}`) : literal);
  });

  it.each(allCodes)('says of %s what is wrong and what to do next, in one style', (code) => {
    const { means, next, section } = codes[code];
    expect(code).toMatch(/^[a-z]+(-[a-z]+)*$/);
    expect(Object.keys(sections)).toContain(section);
    expect(means).toMatch(/^[\p{Lu}`].{15,}\.$/u);
    expect(next).toMatch(/^[^\p{Lu}].*[^.]$/u);
  });

  it('is what docs/problems.md tells (npm run docs)', () => {
    expect(readFileSync(join(root, 'docs/problems.md'), 'utf8')).toBe(problemsPage({ codes, sections }));
  });
});

describe('a message', () => {
  const origin = { file: 'syncs/a.yaml', line: 3, column: 7 };
  const problemOf = (code: Code): Problem => ({ code, message: `what is wrong`, origin });
  const options = { paint: plain, width: 100, textOf: () => 'a\nb\nsync: { }\n' };

  it.each(allCodes)('%s says what, where, its code and what to do next, in every format', (code) => {
    const problem = problemOf(code);
    const failure = { tenant: 'acme', code, message: 'what is wrong' };
    const failing = { failure, since: 0, times: 1, retryAt: 0 };
    const mishap = {
      ...aChange(),
      outcome: 'failed',
      attempts: 1,
      error: { code, message: 'it failed' },
    } as const;
    const report = planned({ problems: [problem], failures: [failure], warnings: [problem] });
    const { next } = codes[code];
    const bare = (text: string) => text.replace(/[`&#;\d<>/]|code|wbr/g, '');
    const textual = [
      problemsText({ problems: [problem], warnings: [] }, options),
      reportText(report, { paint: plain, width: 100, textOf: () => undefined, here: inBerlin }),
      reportText(applied([mishap]), { paint: plain, width: 100, textOf: () => undefined, here: inBerlin }),
      githubAnnotations([problem], []),
      githubReport(report, inBerlin),
      wordsOf({ type: 'tenant.failed', failing, isTold: false }, inBerlin)!.details.join('\n'),
    ];
    for (const text of textual) expect(text.replaceAll('%0A', '\n')).toContain(next.slice(0, 60));
    for (const text of textual.slice(0, 4)) expect(text).toContain(code);
    expect(textual[0]).toContain('syncs/a.yaml:3:7: error: what is wrong');
    const markdown = reportMarkdown(report, inBerlin);
    expect(markdown.match(new RegExp(`\`${code}\``, 'g'))).toHaveLength(3);
    expect(markdown.match(/Hint: /g)).toHaveLength(3);
    expect(bare(markdown)).toContain(bare(next).slice(0, 20));
    const json = reportJson(report);
    for (const told of [...json.problems, ...json.warnings, ...json.failures]) {
      expect(told).toMatchObject({ code, message: 'what is wrong', hint: next });
    }
    expect(reportJson(applied([mishap])).changes[0]!.error).toEqual({
      code,
      message: 'it failed',
      hint: next,
    });
  });

  it('has a nearer hint instead, where there is one', () => {
    expect(nextStepFor({ code: 'unknown-key', hint: 'did you mean `interval`?' })).toBe(
      'did you mean `interval`?',
    );
  });
});
