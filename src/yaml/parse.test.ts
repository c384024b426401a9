import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { runs } from '../../test/support/runs.ts';
import { mostProblems } from '../problems/problem.ts';
import { createLocate } from './locate.ts';
import { type ParsedYaml, parseYaml } from './parse.ts';

function parse(text: string): ParsedYaml {
  return parseYaml(text, createLocate('a.yaml', text));
}

/** Seconds of work, which other programs on the machine do not lengthen. */
function work(task: () => void): number {
  const before = process.cpuUsage();
  task();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

/** What is wrong and where, one line for each problem. */
function told(text: string): readonly string[] {
  return parse(text).problems.map(
    ({ origin, code, message }) => `${origin!.line}:${origin!.column} ${code}: ${message}`,
  );
}

function dataOf(text: string): unknown {
  const { documents, problems } = parse(text);
  expect(problems).toEqual([]);
  expect(documents).toHaveLength(1);
  return documents[0]!.data;
}

describe('a slip in the YAML is told once, where it is mended', () => {
  test.each([
    ['a tab', 'sync:\n\tname: E\n', '2:1 yaml: a tab is used as indentation'],
    ['an unclosed quote', 'a:\n  b: "x\n  c: 1\n', '2:6 yaml: the quote that opens here is never closed'],
    [
      'an unclosed quote before another',
      'a: "x\nb: "y"\n',
      '1:4 yaml: the quote that opens here is never closed',
    ],
    ['an unclosed bracket', 'a: { b: 1\nc: 2\n', '2:1 yaml: a `}` is missing before this'],
    ['a colon in a value', 'a:\n  b: c: d\n', '2:6 yaml: a second `key: value` on one line'],
    ['no space after a colon', 'a: 1\nb:2\n', '2:1 yaml: a space is missing after the colon'],
    ['no colon', 'a: 1\nb\n', '2:1 yaml: a key without a colon, or a value that is not indented'],
    [
      'a shallower line',
      'a:\n    b: 1\n  c: 2\n',
      '3:1 yaml: the indentation does not match the lines above',
    ],
    [
      'a deeper line',
      'a:\n  b: 1\n   c: 2\n',
      '2:6 yaml: the line below is indented too far for what stands here',
    ],
    ['a comment without space', 'a: "x"#c\n', '1:7 yaml: a space is missing before #'],
    ['an escape', 'a: "C:\\dir"\n', '1:7 yaml: an escape that YAML does not know'],
    ['a value with @', 'a: @b\n', '1:4 yaml: a value without quotes cannot start with this character'],
    ['a bracket too many', 'a: 1\n}\n', '2:1 yaml: this is out of place'],
    ['an alias without a name', 'a: *\n', '1:4 yaml: an anchor or alias without a name'],
    ['a long key', `${'k'.repeat(2000)}: 1\n`, '1:1 yaml: a key is longer than 1024 characters'],
    ['a null byte', 'a: 1\nb: \0\n', '2:4 yaml: a control character (U+0000)'],
    ['line ends of an old Mac', 'a: 1\rb: 2\r', '1:5 yaml: a carriage return without a line feed'],
    ['YAML 1.1', '%YAML 1.1\n---\na: 1\n', '1:1 yaml: YAML 1.1 gives values another meaning (`yes`, `012`)'],
  ])('%s', (_what, text, problem) => {
    expect(told(text)[0]).toBe(problem);
  });

  it('once for a line, however often the parser stumbles on it', () => {
    expect(told(`a: ${'[] '.repeat(50)}\n`)).toHaveLength(1);
    const text = '<<<<<<< HEAD\na: 1\n||||||| base\na: 2\n=======\na: 3\n>>>>>>> topic\n';
    const lines = parse(text).problems.map((problem) => problem.origin!.line);
    expect(new Set(lines).size).toBe(lines.length);
  });

  it('by name, for the markers that git leaves', () => {
    const text = 'a: 1\n<<<<<<< HEAD\nb: 5m\n=======\nb: 6m\n>>>>>>> topic\n';
    const marker = 'yaml: a conflict marker of git is left in the file';
    expect(told(text)).toEqual([`2:1 ${marker}`, `4:1 ${marker}`, `6:1 ${marker}`]);
    expect(told(text.replaceAll('\n', '\r\n'))).toEqual(told(text));
  });

  it('and the documents beside it are read', () => {
    const { documents, problems } = parse('a: 1\n---\nb: [\n---\nc: 3\n');
    expect(problems).toMatchObject([{ code: 'yaml', origin: { line: 4 } }]);
    expect(documents.map((one) => one.data)).toEqual([{ a: 1 }, { c: 3 }]);
  });

  it('never in words that quote the file', () => {
    for (const text of [
      'key: hunter2: x\n',
      'key: @hunter2\n',
      'key: "hunter2\n',
      'key: *hunter2\n',
      'a: !hunter2 x\n',
    ]) {
      const { problems } = parse(text);
      expect(problems).toHaveLength(1);
      expect(JSON.stringify(problems)).not.toContain('hunter2');
    }
  });
});

describe('keys', () => {
  test.each([
    ['plain', 'interval: 5m\na: 1\ninterval: 6m\n', '3:1'],
    ['in quotes', 'interval: 5m\n"interval": 6m\n', '2:1'],
    ['in flow', '{ interval: 5m, interval: 5m }\n', '1:17'],
    ['`__proto__`', '__proto__: 1\n__proto__: 2\n', '2:1'],
  ])('that are there twice are a problem at the second: %s', (_how, text, place) => {
    const { problems } = parse(text);
    expect(problems).toMatchObject([{ code: 'duplicate-key', hint: 'the first is in line 1' }]);
    expect(told(text)[0]).toMatch(new RegExp(`^${place} `));
  });

  it('that are twice below the name of a secret are not quoted', () => {
    const { problems } = parse('Access key:\n  hunter2: 1\n  hunter2: 1\n');
    expect(problems[0]!.message).toBe('a key is there twice in one map');
  });

  test.each([
    ['a list', '? [a]\n: x\n', '1:3 key: a key is a list'],
    ['a map', '? { a: b }\n: x\n', '1:3 key: a key is a map'],
    ['nothing', ': x\n', '1:1 key: a key is empty'],
  ])('must be text, not %s', (_what, text, problem) => {
    expect(told(text)).toEqual([problem]);
  });

  it('that look like something else are text as written', () => {
    expect(dataOf('1: a\n012: b\ntrue: c\n~: d\n')).toEqual({ '1': 'a', '012': 'b', true: 'c', '~': 'd' });
  });

  it('named `__proto__` are keys like any other, and change no prototype', () => {
    const data = dataOf('a: { __proto__: { polluted: 1 } }\n__proto__: 2\n') as Record<string, object>;
    expect(Object.keys(data)).toEqual(['a', '__proto__']);
    expect(Object.getPrototypeOf(data)).toBe(Object.prototype);
    expect('polluted' in data.a!).toBe(false);
    expect('polluted' in {}).toBe(false);
  });
});

describe('values', () => {
  test.each([
    ['012', '012', 12],
    ['1.0', '1.0', 1],
    ['1e3', '1e3', 1000],
    ['0x1F', '0x1F', 31],
    ['True', 'True', true],
    ['FALSE', 'FALSE', false],
    ['yes', 'yes', 'yes'],
    ['.inf', '.inf', '.inf'],
    ['2026-01-01', '2026-01-01', '2026-01-01'],
    ['~', '~', null],
    ['null', 'null', null],
    ['', '', null],
    ['"null"', 'null', 'null'],
    ["'012'", '012', '012'],
    ['!!str 012', '012', '012'],
    ['!!str', '', ''],
    ['"a\\tb"', 'a\tb', 'a\tb'],
    ["'it''s'", "it's", "it's"],
  ])('%s keep their spelling and have their meaning in YAML 1.2', (source, text, data) => {
    const { documents, problems } = parse(`a: ${source}\n`);
    expect(problems).toEqual([]);
    const root = documents[0]!;
    expect(root.kind === 'map' && root.entries.get('a')!.value).toMatchObject({ kind: 'scalar', text, data });
  });

  test.each([
    ['!foo 1', '2:9'],
    ['!!binary aGVsbG8=', '2:13'],
    ['!!int "5"', '2:10'],
    ['!!null x', '2:11'],
    ['!!seq x', '2:10'],
    ['!!str { b: 1 }', '2:10'],
    ['!!set { b, c }', '2:10'],
  ])('with the tag of %s are a problem: it would change what they mean', (source, place) => {
    expect(told(`b: 1\na: ${source}\n`)).toEqual([
      `${place} tag: the tag before this value means nothing here`,
    ]);
  });
});

describe('aliases', () => {
  it('stand for what their anchor holds, within one document', () => {
    expect(dataOf('a: &x { b: 1 }\nc: *x\nd: [*x]\n')).toEqual({ a: { b: 1 }, c: { b: 1 }, d: [{ b: 1 }] });
    expect(told('a: &x 1\n---\nb: *x\n')).toEqual(['3:4 alias: no anchor above has this name']);
  });

  it('without an anchor are a problem, with a word for those who meant a star', () => {
    const { problems } = parse('a: *.jpg\n');
    expect(problems).toMatchObject([
      { code: 'alias', hint: expect.stringContaining('quotes'), origin: { column: 4 } },
    ]);
  });

  it('inside what they stand for are a problem', () => {
    const inside = 'alias: an alias inside the very value it stands for';
    expect(told('a: &x { b: *x }\n')).toEqual([`1:12 ${inside}`]);
    expect(told('a: &x [[*x]]\n')).toEqual([`1:9 ${inside}`]);
    expect(told('a: &x\n  <<: *x\n')).toEqual([`2:7 ${inside}`]);
  });

  it('that explode are a problem, at once', () => {
    const levels = [...'bcdefghijklmnopqrstuvwxyz'].map((name, index) => {
      const above = `*${String.fromCharCode(97 + index)}`;
      return `${name}: &${name} [${Array(9).fill(above).join(', ')}]\n`;
    });
    const seconds = work(() => {
      expect(told(`a: &a [x, x, x, x, x, x, x, x, x]\n${levels.join('')}`)).toEqual([
        expect.stringContaining('alias: aliases blow the file up by more than 100000 values'),
      ]);
    });
    expect(seconds).toBeLessThan(1);
  });

  it('that explode through merges, or over many documents, are a problem too', () => {
    const wide = Array.from({ length: 1000 }, (_, index) => `k${index}: 1`).join(', ');
    expect(told(`a: &a { ${wide} }\nb:\n${'  - { <<: *a }\n'.repeat(200)}`)).toHaveLength(1);
    const { problems } = parse(`a: &a { ${wide} }\nb: [${'*a, '.repeat(40)}]\n---\n`.repeat(4));
    expect(problems[0]).toMatchObject({ code: 'alias', origin: { line: 5 } });
  });
});

describe('merge keys', () => {
  test.each([
    ['a map', '<<: { a: 1, b: 2 }\na: 3\n', { a: 3, b: 2 }],
    ['an alias', 'x: &x { a: 1 }\ny: { <<: *x, b: 2 }\n', { x: { a: 1 }, y: { a: 1, b: 2 } }],
    ['a list, whose first map wins', '<<: [{ a: 1 }, { a: 2, b: 3 }]\n', { a: 1, b: 3 }],
    ['nothing where they stand in quotes', '"<<": 1\n', { '<<': 1 }],
  ])('bring in %s', (_what, text, data) => {
    expect(dataOf(text)).toEqual(data);
  });

  it('take nothing but maps', () => {
    expect(told('<<: 5\n')).toEqual(['1:5 merge-key: `<<` takes a map, or a list of maps']);
    expect(told('<<: [{ a: 1 }, 5]\n')).toEqual(['1:16 merge-key: `<<` takes a map, or a list of maps']);
  });

  it('may bring in `__proto__`, as a key', () => {
    expect(Object.keys(dataOf('<<: { __proto__: { a: 1 } }\n') as object)).toEqual(['__proto__']);
  });
});

describe('files', () => {
  test.each([
    '',
    '\n',
    '# only\n# comments\n',
    '---\n',
    '---\n---\n...\n---\n# x\n',
    '...\n',
    '~\n',
    '  \n\t\n',
    '\ufeff',
  ])('may say nothing: %j', (text) => {
    expect(parse(text)).toEqual({ documents: [], problems: [], omitted: 0 });
  });

  it('may hold several documents, empty ones among them', () => {
    expect(parse('---\na: 1\n---\n---\nb: 2\n...\n---\nc: 3\n').documents.map((one) => one.data)).toEqual([
      { a: 1 },
      { b: 2 },
      { c: 3 },
    ]);
  });

  it('mean the same with line ends of Windows, in the same places', () => {
    const text = 'a: 1\nb:\n  - x\n  - y: "z\n      w"\n';
    expect(dataOf(text.replaceAll('\n', '\r\n'))).toEqual(dataOf(text));
    const wrong = 'a: 1\na: 2\nb: *x\n';
    expect(told(wrong.replaceAll('\n', '\r\n'))).toEqual(told(wrong));
  });

  it('with a problem in each line show the first ones and count the rest', () => {
    const { problems, omitted } = parse('a: 1\n'.repeat(80));
    expect(problems).toHaveLength(mostProblems);
    expect(omitted).toBe(29);
  });
});

describe('no file is too much', { tags: 'slow' }, () => {
  const megabytes = 3_000_000;
  const fill = (unit: string, length = megabytes) => unit.repeat(Math.floor(length / unit.length));

  test.each([
    ['open brackets', fill('['), 'too-deep'],
    ['open maps', fill('{a: '), 'too-deep'],
    ['dashes', fill('- '), 'too-deep'],
    ['question marks', fill('? '), 'too-deep'],
    [
      'ever deeper lines',
      Array.from({ length: 4000 }, (_, n) => `${' '.repeat(n)}a:`).join('\n'),
      'too-deep',
    ],
    ['closing brackets', fill(']'), 'yaml'],
    ['a flow list', `[${fill('a, ')}]`, 'too-large'],
    ['entries', '- a\n'.repeat(500_000), 'too-large'],
    ['keys', fill('a: 1\n'), 'too-large'],
    ['documents', fill('--- a\n'), 'too-large'],
    ['empty lines', fill('\n'), 'too-large'],
    ['aliases', fill('*a '), 'too-large'],
    ['null bytes', fill('\0'), 'yaml'],
    ['an unclosed quote', `"${fill('a')}`, 'yaml'],
    ['wrong escapes', `"${fill('\\q')}"`, 'yaml'],
  ])('megabytes of %s are a problem within seconds', (_what, text, code) => {
    const seconds = work(() => expect(parse(text).problems[0]).toMatchObject({ code }));
    expect(seconds).toBeLessThan(6);
  });

  it('10 MB that make sense are read', () => {
    const most = 10_000_000;
    expect(dataOf(`a: ${fill('x', most)}\n`)).toEqual({ a: fill('x', most) });
    expect(dataOf(`a: 1\n${fill(`# ${'padding '.repeat(12)}\n`, most)}`)).toEqual({ a: 1 });
  });
});

/** Text that looks like YAML often enough to lead everywhere. */
const soup = fc
  .array(
    fc.constantFrom(
      ...[
        'a',
        'sync',
        ': ',
        ':',
        '- ',
        '-',
        '? ',
        '\n',
        '\n  ',
        '\n    ',
        '\r\n',
        ' ',
        '\t',
        '{',
        '}',
        '[',
        ']',
        ', ',
      ],
      ...[
        '"',
        "'",
        '&x ',
        '*x',
        '*',
        '!t ',
        '!!str ',
        '|\n',
        '>-\n',
        '#',
        ' # c',
        '---\n',
        '...\n',
        '%YAML 1.2\n',
      ],
      ...['<<: ', '<<<<<<< H\n', '~', '012', 'true', '\\', '@', '%', '\ufeff', '\0', 'ü', '😀', '__proto__'],
    ),
    { maxLength: 60 },
  )
  .map((tokens) => tokens.join(''));

test.each([
  ['arbitrary text', fc.string({ unit: 'binary', maxLength: 200 })],
  ['what looks like YAML', soup],
])('%s never makes it throw, and problems lie inside the file', (_what, texts) => {
  fc.assert(
    fc.property(texts, (text) => {
      const lines = text.split('\n');
      for (const { origin, message } of parse(text).problems) {
        expect(message).not.toBe('');
        expect(origin!.line).toBeGreaterThan(0);
        expect(origin!.line).toBeLessThanOrEqual(lines.length);
        expect(origin!.column).toBeGreaterThan(0);
        expect(origin!.column).toBeLessThanOrEqual(lines[origin!.line - 1]!.length + 1);
      }
    }),
    runs(1000),
  );
});
