import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inBerlin } from '../../../test/support/here.ts';
import { aChange, anInterval, anOptionChange, applied, planned } from '../../../test/support/report.ts';
import { runs } from '../../../test/support/runs.ts';
import { printable } from '../../base/printable.ts';
import type { Change } from '../../model/change.ts';
import { Concealed } from '../../model/secret.ts';
import type { Failure, Problem } from '../../problems/problem.ts';
import type { Report } from '../../reconcile/report.ts';
import { githubReport } from '../github.ts';
import { code, codeElement, prose } from './escape.ts';
import { reportMarkdown, unfinishedMarkdown } from './markdown.ts';

const markdownOf = (report: Report, limit?: Parameters<typeof reportMarkdown>[2]) =>
  reportMarkdown(report, inBerlin, limit);
const numbered = (count: number) => Array.from({ length: count }, (_, index) => index);
const onTenants = (count: number, changes: Partial<Change> = {}) =>
  numbered(count).map((index) => aChange({ tenant: `tenant-${index}`, ...changes }));
const aProblem = (changes: Partial<Problem> = {}): Problem => ({
  code: 'unknown-key',
  message: 'unknown key `intervall`',
  hint: 'did you mean `interval`?',
  origin: { file: 'syncs/ebay.yaml', line: 3, column: 1 },
  ...changes,
});

describe('a plan as a comment', () => {
  it('tells the counts, each field of a tenant in a table, and what wants it', () => {
    const change = aChange({
      fields: [anInterval({ cause: 'live' }), anOptionChange({ cause: 'git' })],
    });
    const summary = { tenants: 2, inSync: 11, suspended: 1, unmanaged: 4 };
    expect(markdownOf(planned({ changes: [change], summary, revision: 'abc1234' }))).toBe(
      `### sollist: 1 sync to change (2 values) on 1 of 2 tenants

#### \`acme\`

| Sync | Field | Wawi has | Git wants | Why | Wanted by |
| --- | --- | --- | --- | --- | --- |
| \`Ebay (Shop)\` | \`interval\` | \`10m\` | \`5m\` | changed in Wawi | \`syncs/acme/ebay.yaml:3\` |
|  | \`Create orders\` | \`false\` | \`true\` | changed in git | \`syncs/acme/ebay.yaml:5\` |

11 in sync, 1 suspended, 4 unmanaged, on 2 tenants.

Plan \`sha256:${'0'.repeat(64)}\`, revision \`abc1234\`
`,
    );
  });

  it('says in one line that nothing differs', () => {
    const text = markdownOf(planned({ summary: { tenants: 2, inSync: 12, unmanaged: 4 } }));
    expect(text).toBe(
      '### sollist: no changes\n\nWawi matches the configuration: 12 in sync, 4 unmanaged, on 2 tenants.\n',
    );
  });

  it('shows once what many tenants have in common, however their Wawi spells it, with their names folded', () => {
    const changes = numbered(41).map((index) =>
      aChange({
        tenant: `tenant-${index}`,
        fields: [anOptionChange({ before: index % 2 ? 'False' : 'false' })],
      }),
    );
    const text = markdownOf(planned({ changes, summary: { tenants: 60 } }));
    expect(text).toContain('#### `Ebay (Shop)` on 41 of 60 tenants\n');
    expect(text).toContain('<details>\n<summary>41 tenants</summary>\n\n`tenant-0`, `tenant-1`, ');
    expect(text.match(/Create orders/g)).toHaveLength(1);
  });

  it('says of a group which tenants have another reason or place', () => {
    const changes = numbered(5).map((index) => {
      const origin = { file: `syncs/t${index < 3 ? '' : index}.yaml`, line: 1, column: 1 };
      const fields = [anInterval({ cause: index < 4 ? 'git' : 'live', origin })];
      return aChange({ tenant: `t${index}`, fields });
    });
    const text = markdownOf(planned({ changes }));
    expect(text).toContain(
      '| changed in git (4), changed in Wawi (1) | `syncs/t.yaml:1`, `syncs/t3.yaml:1`, `syncs/t4.yaml:1` |',
    );
    expect(text).toContain('\nOn `t0`, `t1`, `t2`, `t3`, `t4`.\n');
  });

  it('says since when of a group where that is one time, and nothing where it is many', () => {
    const sinceOf = (times: readonly string[]) => {
      const changes = times.map((since, index) =>
        aChange({ tenant: `t${index}`, fields: [anInterval({ cause: 'live', since })] }),
      );
      return /\| changed in Wawi[^|]*\|/.exec(markdownOf(planned({ changes })))?.[0];
    };
    const [one, other] = ['2026-11-24T00:00:00.123Z', '2026-11-25T00:00:00.456Z'];
    expect(sinceOf([one, one, one])).toBe('| changed in Wawi since `2026-11-24 01:00` |');
    expect(sinceOf([one, one, other])).toBe('| changed in Wawi |');
  });

  it('does not group what only looks alike, since long values are shown in part', () => {
    const text = (end: string) => `${'a'.repeat(10)}${'x'.repeat(100)}${end}`;
    const changes = numbered(3).map((index) =>
      aChange({ tenant: `t${index}`, fields: [anOptionChange({ before: '', after: text(String(index)) })] }),
    );
    expect(markdownOf(planned({ changes }))).not.toContain('` on 3 of');
  });

  it('counts tenants, not syncs, where syncs of a tenant share a name', () => {
    const changes = ['t0', 't1', 't2'].flatMap((tenant) =>
      numbered(2).map((id) => aChange({ tenant, sync: { id: `${id}`, name: 'Ebay', salesChannel: null } })),
    );
    const twice = markdownOf(planned({ changes }));
    expect(twice.match(/^#### .*/gm)).toEqual([
      '#### `Ebay` on 3 of 3 tenants',
      '#### `Ebay` on 3 of 3 tenants',
    ]);
    expect(twice.match(/^On .*/gm)).toEqual(['On `t0`, `t1`, `t2`.', 'On `t0`, `t1`, `t2`.']);
    const alone = numbered(3).map((id) =>
      aChange({ sync: { id: `${id}`, name: 'Ebay', salesChannel: null } }),
    );
    expect(markdownOf(planned({ changes: alone })).match(/^#### .*/gm)).toEqual(['#### `acme`']);
  });

  it('puts problems first, then failures, then the refusal it would meet, and warnings last', () => {
    const report: Report = {
      ...planned({
        changes: [aChange()],
        problems: [aProblem()],
        failures: [{ tenant: 'globex', code: 'unreachable', message: 'no answer', hint: 'try again' }],
        warnings: [aProblem({ code: 'ended' })],
      }),
      ...{ refusals: [{ code: 'max-changes', message: '80 syncs', hint: '--allow-changes 80' }] },
    } as Report;
    const text = markdownOf(report);
    expect(text.match(/^#+ .*/gm)).toEqual([
      '### sollist: 1 problem, nothing would be written, 1 tenant failed',
      '#### 1 problem',
      '#### 1 failure',
      '#### Would be refused',
      '#### `acme`',
      '#### 1 warning',
    ]);
    expect(text).toContain(
      '- `unknown-key` at `syncs/ebay.yaml:3:1`: unknown key `intervall`<br>Hint: did you mean `interval`?\n',
    );
    expect(text).toContain('- `globex`: no answer (`unreachable`)<br>Hint: try again\n');
    expect(text).toContain('- `max-changes`: 80 syncs<br>Hint: `--allow-changes` 80\n');
  });

  it('tells refusals of many tenants that differ in numbers once, and what would allow them once', () => {
    const hint = 'in git: `safety: { allow: { changes: 2130 } }`';
    const shares = numbered(60).map((index) => ({
      code: 'max-share' as const,
      message: `${index + 6} of ${index + 10} managed syncs of t${index} would change, safety.maxShare is 0.5`,
      hint,
      tenant: `t${index}`,
    }));
    const all = { code: 'max-changes' as const, message: '2130 syncs would change', hint };
    const report: Report = { ...planned({ changes: [] }), kind: 'planned', refusals: [all, ...shares] };
    expect(markdownOf(report)).toMatch(
      /#### Would be refused\n\n- `max-changes`: 2130 syncs would change\n- `max-share`: .*`t0` .* \(likewise on 59 more tenants: `t1`, .* and 5\d more\)<br>Hint: in git: `safety: { allow: { changes: 2130 } }`\n\n/,
    );
    expect(githubReport(report, inBerlin).match(/^::warning .*/gm)).toHaveLength(2);
  });

  it('marks what is not written for problems of its tenant, and folds what no document names', () => {
    const unmanaged = [{ id: 'k', name: 'Kaufland', salesChannel: null }];
    const text = markdownOf(
      planned({
        changes: [aChange({ blocked: true })],
        problems: [aProblem({ tenant: 'acme' })],
        tenants: ['acme', 'globex'].map((name) => ({ name, managed: 1, unmanaged, standings: [] })),
      }),
    );
    expect(text).toMatch(/^### sollist: 1 of 1 tenant has problems\n/);
    expect(text).toContain('(not written: the tenant has problems)');
    expect(text).toMatch(
      /<summary>2 syncs that no document names<\/summary>\n\n- `acme` \/ `Kaufland`\n- `globex` \/ `Kaufland`\n\n<\/details>/,
    );
  });

  it('folds a long table, every tenant after the tenth, and problems after the tenth', () => {
    const long = aChange({ fields: numbered(11).map(() => anInterval()) });
    expect(markdownOf(planned({ changes: [long] }))).toContain(
      '<details>\n<summary><code>acme</code>: 1 sync (11 values)</summary>\n\n| Sync |',
    );
    const each = numbered(12).map((index) =>
      aChange({ tenant: `t${index}`, fields: [anOptionChange({ after: String(index) })] }),
    );
    const text = markdownOf(planned({ changes: each, problems: numbered(12).map(() => aProblem()) }));
    expect(text.match(/<summary>.*<\/summary>/g)).toEqual([
      '<summary>2 more problems</summary>',
      '<summary><code>t10</code>: 1 sync (1 value)</summary>',
      '<summary><code>t11</code>: 1 sync (1 value)</summary>',
    ]);
  });

  it('marks what is only observed', () => {
    const text = markdownOf(planned({ changes: [aChange({ mode: 'observe' })] }));
    expect(text).toMatch(/^### sollist: nothing to correct, 1 observed to differ\n/);
    expect(text).toContain('| `Ebay (Shop)` (observed only) |');
  });

  it('masks a secret on both sides', () => {
    const [before, after] = [new Concealed('canary-old'), new Concealed('canary-new')];
    const text = markdownOf(planned({ changes: [aChange({ fields: [anOptionChange({ before, after })] })] }));
    expect(text).toContain('| `(secret)` | `(secret)` |');
    expect(text).not.toContain('canary');
  });

  it('is headed by the moment that it is for, where that is not now', () => {
    const report = planned({}, Date.parse('2026-11-30T05:00:00Z'));
    expect(markdownOf(report)).toMatch(
      /^### sollist: plan for `Mon 2026-11-30 06:00 \(Europe\/Berlin\)`: no changes\n/,
    );
  });

  it('says since when a value differs where that is known', () => {
    const field = anInterval({ cause: 'live', since: '2026-11-24T00:00:00Z' });
    expect(markdownOf(planned({ changes: [aChange({ fields: [field] })] }))).toContain(
      '| changed in Wawi since `2026-11-24 01:00` |',
    );
    expect(markdownOf(planned({ changes: [aChange({ fields: [field] })] }))).toContain(
      'Times are those of `Europe/Berlin`.\n',
    );
    expect(markdownOf(planned({ changes: [aChange()] }))).not.toContain('Times are');
  });
});

describe('an applied report as a comment', () => {
  const error = { code: 'not-converged', message: 'it did not take', hint: 'look' } as const;
  const changes = [
    { ...aChange(), outcome: 'applied', attempts: 1 } as const,
    { ...aChange({ tenant: 'globex' }), outcome: 'notConverged', attempts: 1, error } as const,
    { ...aChange({ tenant: 'kiosk' }), outcome: 'notAttempted', attempts: 0 } as const,
  ];

  it('tells what became of each change, and what failed first', () => {
    const text = markdownOf(applied(changes));
    expect(text).toMatch(
      /^### sollist: 1 sync corrected \(2 values\) and verified, 1 not converged, 1 not attempted\n\n#### 1 failure\n/,
    );
    expect(text).toContain(
      '- `globex` `Ebay (Shop)` not converged: it did not take (`not-converged`)<br>Hint: look\n',
    );
    expect(text).toContain('| Sync | Field | Wawi had | Git wants | Outcome | Why | Wanted by |');
    expect(text.match(/✓ corrected|≠ not converged|– not attempted/g)).toHaveLength(6);
  });

  it('says that it was refused, and how to allow it', () => {
    const { plan } = planned({ changes: [aChange()] });
    const refusals = [{ code: 'stale', message: 'it has changed since', hint: 'plan again' }] as const;
    const text = markdownOf({ kind: 'refused', plan, refusals });
    expect(text).toMatch(/^### sollist: refused, nothing was written\n\n#### Refused\n\n- `stale`: it has/);
  });
});

it('leaves a comment behind where a command came to no report', () => {
  const text = unfinishedMarkdown({ code: 'internal', message: 'a bug:\n    at <anonymous>' });
  expect(text).toBe(
    '### sollist: did not finish\n\n`internal`: a bug: at <code>&#60;anonymous&#62;</code>\n',
  );
});

/** What has ever ended a cell, a span, a fold, or been taken for a mention, a reference or a link. */
const nasty = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        ...['|', '`', '``', '```', '\\', '\\|', '</details>', '<details>', '<!--', '-->', '</code>', '<br>'],
        ...['@team', 'a@b.example', '#123', 'GH-1', '!7', ':tada:', '$x$', 'https://evil.example', 'www.x.y'],
        ...[
          '[l](javascript:1)',
          '![i](http://e/p.png)',
          '[^1]',
          '&lt;',
          '&#64;',
          '&',
          '**',
          '_',
          '~~',
          '<a>',
        ],
        ...['\n', '\r\n', '\t', ' ', '  ', '| --- |', '- ', '1. ', '# ', '> ', '\u202e', '\u200b', 'ü', '🙂'],
        ...['\ud800', '\udc00', '\u0000', '\u001b[31m', '\u{e0041}', '(secret)', 'null', 'fine', 'deadbeef'],
      ),
      fc.string({ unit: 'binary', maxLength: 5 }),
    ),
    { maxLength: 12 },
  )
  .map((parts) => parts.join(''));

/** Code in either spelling; nothing inside of it can end it, or a table cell. */
const spans = /`[^`|\\$<>\n]+`|<code>(?:[^`|\\$<>@#:*_~[\]!\n]|&#\d+;|<wbr>|#(?=\d+;))+<\/code>/g;
const skeleton = (text: string) => text.replace(spans, 'CODE');
const decoded = (text: string) =>
  text
    .replace(/<\/?code>|<wbr>|`/g, '')
    .replace(/&#(\d+);/g, (_, number) => String.fromCharCode(Number(number)));

describe('text from a file or a server', () => {
  it('is one piece of code, and all there', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        for (const one of [code(text, 9999), codeElement(text, 9999)]) expect(skeleton(one)).toBe('CODE');
        const shown = printable(text);
        expect([shown, `"${shown}"`]).toContain(decoded(codeElement(text, 9999)));
      }),
    );
  });

  it('is plain words and code in a message', () => {
    fc.assert(
      fc.property(nasty, (text) => {
        const bare = prose(text).replace(spans, '\u0000');
        expect(bare).toMatch(/^[\p{L}\p{M}\p{N}\u0000 .,;:!?'"()%→…–—’-]*$/u);
        expect(bare).not.toMatch(/:[\p{L}\p{N}]|![\p{L}\p{N}]|www|\p{L}\.\p{L}|\p{L}-\d/u);
      }),
    );
  });

  it('keeps every character of a message', () => {
    const message = 'a.b: `c`, (d) "e" .f :g: !7 h! - i-j k-2 ... (l.m), n';
    expect(decoded(prose(message))).toBe(message.replaceAll('`', ''));
    expect(prose(':g: !7 k-2')).toBe('`:g`: `!7` `k-2`');
  });

  it('is cut through no character', () => {
    expect(code('🙂'.repeat(100), 10)).toBe('`🙂🙂🙂🙂…`');
  });

  it.each([
    ['`', '<code>&#96;</code>'],
    ['a|b', '<code>a&#124;b</code>'],
    ['@team', '`@team`'],
    ['', '`""`'],
    [' x', '`" x"`'],
    ['a\nb', '<code>a&#92;nb</code>'],
    ['</details>', '<code>&#60;/details&#62;</code>'],
    ['<a@b.c>', '<code>&#60;a&#64;<wbr>b<wbr>&#46;c&#62;</code>'],
  ])('such as %j becomes %s', (text, spelled) => {
    expect(code(text)).toBe(spelled);
  });

  it('does not change the structure of the comment, wherever it stands', () => {
    const reportOf = (text: (seed: string) => string) => {
      const at = (seed: string) => ({ file: text(seed), line: 3, column: 1 });
      const tenants = ['t0', 't1', 't2', 't3', 't4'].map((name) => `${text(name)}${name}`);
      const [shared, alone] = [tenants.slice(0, 3), tenants.slice(3)];
      // Names that are drawn alike would be one sync on more tenants: another report, and not another structure.
      const sync = (seed: string) => ({
        id: 'i',
        name: `${text(seed)}${seed}`,
        salesChannel: text(`${seed}c`),
      });
      const option = { id: 'o', name: text('o'), type: 'string' };
      const fields = [
        anOptionChange({ option, before: text('b'), after: text('a'), origin: at('f') }),
        anInterval({ origin: at('g') }),
      ];
      const changes = [
        ...shared.map((tenant) => aChange({ tenant, sync: sync('s'), fields })),
        ...alone.map((tenant) => aChange({ tenant, sync: sync(`s${tenant}`), fields })),
      ];
      const problems: Problem[] = numbered(11).map((index) => ({
        code: 'yaml',
        message: `m${index}`, // the same at several places would be told once
        origin: at(`p${index}`),
      }));
      return planned({ changes, problems, revision: text('r') });
    };
    fc.assert(
      fc.property(fc.infiniteStream(nasty), (stream) => {
        const drawn = new Map<string, string>();
        const draw = (seed: string) => {
          if (!drawn.has(seed)) drawn.set(seed, stream.next().value);
          return drawn.get(seed)!;
        };
        const tame = markdownOf(reportOf((seed) => seed));
        expect(skeleton(markdownOf(reportOf(draw)))).toBe(skeleton(tame));
      }),
      runs(60),
    );
  });
});

const bytes = (text: string) => Buffer.byteLength(text);

/** The values that a comment shows, and those that it says it left out. */
function valuesIn(text: string): number {
  const shown = text.match(/^\| .*\.yaml:\d+/gm)?.length ?? 0;
  return shown + Number(/(\d+) values? of/.exec(text)?.[1] ?? 0);
}

function expectWhole(text: string): void {
  expect(text.match(/<details>\n<summary>.*<\/summary>\n\n/g)?.length).toBe(
    text.match(/\n\n<\/details>\n\n/g)?.length,
  );
  for (const line of text.split('\n').filter((one) => one.startsWith('|'))) expect(line).toMatch(/ \|$/);
  expect(text).toMatch(/`sha256:0{64}`\n$/);
}

describe('a comment that would be too long', () => {
  const each = (count: number, name = 't') =>
    numbered(count).map((index) =>
      aChange({ tenant: `${name}${index}`, fields: [anInterval(), anOptionChange({ after: `${index}` })] }),
    );

  it('is cut between rows, and says how much is left out', () => {
    const text = markdownOf(planned({ changes: each(3000) }));
    expect(text.length).toBeLessThanOrEqual(60_000);
    expect(text.length).toBeGreaterThan(58_000);
    expect(text).toMatch(/^\*\*Left out, .*\*\* \d+ values of \d+ syncs on \d+ tenants\. /m);
    expect(valuesIn(text)).toBe(6000);
    expectWhole(text);
  });

  it('counts bytes as well', () => {
    const text = markdownOf(planned({ changes: each(2000, '漢字漢字🙂'.repeat(10)) }));
    expect(bytes(text)).toBeLessThan(65_536);
    expect(text.length).toBeLessThan(60_000);
    expect(valuesIn(text)).toBe(4000);
    expectWhole(text);
  });

  it('shows changes beside ten thousand problems, failures and names', () => {
    const problems = numbered(10_000).map(() => aProblem());
    const failures: Failure[] = numbered(10_000).map((n) => ({
      tenant: `f${n}`,
      code: 'timeout',
      message: `m${n}`,
    }));
    const changes = onTenants(10_000);
    const text = markdownOf(planned({ changes, problems, failures }));
    expect(text).toContain('#### `Ebay (Shop)` on 10000 of 20000 tenants');
    expect(text).toMatch(/Left out.* \d+ problems, \d+ failures, the names of \d+ tenants\. /);
    expect(text.length).toBeLessThanOrEqual(60_000);
    expectWhole(text);
  });

  it('stays whole and within any limit', () => {
    const changes = [
      ...onTenants(15),
      ...each(15),
      aChange({ fields: numbered(15).map(() => anInterval()) }),
    ];
    const report = planned({ changes, problems: numbered(15).map(() => aProblem()) });
    fc.assert(
      fc.property(fc.integer({ min: 1200, max: 12_000 }), (units) => {
        const text = markdownOf(report, { units, bytes: 65_536 });
        expect(text.length).toBeLessThanOrEqual(units);
        expectWhole(text);
      }),
    );
  });
});

it('a plan compared with a commit leads with what this change brings, and folds what differed before', () => {
  const fields = [anInterval({ broughtBy: 'before' }), anOptionChange({ broughtBy: 'change' })];
  const base = 'b'.repeat(40);
  const summary = { fromChange: 3, fromBefore: 3 };
  const text = markdownOf(planned({ changes: onTenants(3, { fields }), base, summary }));
  const [open, folded] = text.split(
    '<details>\n<summary>Differed before this change: 3 values of 3 syncs on 3 tenants</summary>',
  );
  expect(open).toContain('(3 values by this change, 3 from before)');
  expect(open).toContain('| `Create orders` | `false` | `true` | this change | `syncs/acme/ebay.yaml:5` |');
  expect(open).not.toContain('`interval`');
  expect(folded).toContain(
    '| `Ebay (Shop)` on 3 tenants | `interval` | `10m` | `5m` | drifted before | `syncs/acme/ebay.yaml:3` |\n\n</details>',
  );
  expect(folded).toContain(`Compared with \`${base}\``.replace('C', 'c'));
  expect(text).not.toContain('Not known');
});
