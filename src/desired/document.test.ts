import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { runs } from '../../test/support/runs.ts';
import { createCalendar } from '../base/calendar.ts';
import type { SyncDocument } from '../model/document.ts';
import { durationOfSeconds } from '../model/duration.ts';
import { type CheckedFile, createCheckFile } from './checkFiles.ts';

const calendar = createCalendar();
const now = Date.parse('2026-06-01T00:00:00Z');

function check(text: string): CheckedFile {
  const file = { path: 'syncs/acme/a.yaml', folder: 'acme', directory: '/srv/syncs/acme', text, hash: '' };
  return createCheckFile(calendar)(file, { now, timezone: 'Europe/Berlin' });
}

/** Problems below a first line that says which sync, one line for each. */
function told(text: string): readonly string[] {
  return check(`sync: { name: E }\n${text}\n`).problems.map(
    ({ origin, code, message }) => `${origin!.line}:${origin!.column} ${code}: ${message}`,
  );
}

function documentOf(text: string): SyncDocument {
  const { documents, problems } = check(text);
  expect(problems).toEqual([]);
  expect(documents).toHaveLength(1);
  return documents[0]!;
}

describe('a document that is fine', () => {
  it('is read with the place of each thing it wants', () => {
    const document = documentOf(`tenant: acme
sync: { name: Ebay, salesChannel: Shop }
interval: 5m
configs:
  Create orders: true
  Access key: { env: EBAY_KEY }
mode: observe
suspend: { reason: freeze, until: 2026-12-01T00:00:00+01:00 }
windows:
  - { start: "0 8 * * 1-5", duration: 10h, interval: 30m }
`);
    const at = (line: number, column: number) => ({ file: 'syncs/acme/a.yaml', line, column });
    expect(document).toMatchObject({
      tenants: { kind: 'named', names: [{ value: 'acme', origin: at(1, 9) }] },
      sync: { value: { kind: 'name', name: 'Ebay', salesChannel: 'Shop' }, origin: at(2, 7) },
      interval: { value: durationOfSeconds(300), origin: at(3, 11) },
      configs: [
        {
          option: { value: 'Create orders', origin: at(5, 3) },
          value: { value: { kind: 'plain', text: 'true' }, origin: at(5, 18) },
        },
        {
          option: { value: 'Access key', origin: at(6, 3) },
          value: {
            value: { kind: 'secret', ref: { env: 'EBAY_KEY' }, folder: '/srv/syncs/acme' },
            origin: at(6, 15),
          },
        },
      ],
      mode: { value: 'observe', origin: at(7, 7) },
      suspend: { value: { reason: 'freeze', until: Date.parse('2026-11-30T23:00:00Z') }, origin: at(8, 10) },
      windows: [
        {
          start: { value: '0 8 * * 1-5', origin: at(10, 14) },
          duration: durationOfSeconds(36_000),
          interval: { value: durationOfSeconds(1800), origin: at(10, 54) },
          configs: [],
        },
      ],
    });
  });

  test.each([
    ['tenants: [acme, globex]', { kind: 'named', names: [{ value: 'acme' }, { value: 'globex' }] }],
    ['tenants: { tier: gold, region: de }', { kind: 'labels', labels: { tier: 'gold', region: 'de' } }],
    ['tenants: all', { kind: 'all' }],
    ['# none', { kind: 'place', folder: 'acme' }],
  ])('%s', (line, tenants) => {
    expect(documentOf(`sync: { id: x }\n${line}\n`).tenants).toMatchObject(tenants);
  });

  it('may be written with the line ends of Windows', () => {
    const text =
      'sync: { name: E }\nconfigs:\n  A: 1\nwindows:\n  - start: 0 8 * * *\n    duration: 1h\n    interval: 5m\n';
    expect(documentOf(text.replaceAll('\n', '\r\n'))).toEqual(documentOf(text));
  });

  it('keeps the spelling of values, since only the live state knows their type', () => {
    const values = ['012', '1.0', 'True', '~', '"null"', '""', 'null', '1,50', '0x1F'];
    const { configs } = documentOf(
      `sync: { name: E }\nconfigs: { ${values.map((v, i) => `${i}: ${v}`).join(', ')} }`.replace(
        ': 1,50',
        ': "1,50"',
      ),
    );
    expect(configs.map((entry) => entry.value.value)).toEqual(
      ['012', '1.0', 'True', null, 'null', '', null, '1,50', '0x1F'].map((text) => ({ kind: 'plain', text })),
    );
  });

  it('may be one of several; an empty one is none', () => {
    expect(check('sync: { id: a }\n---\n# later\n---\nsync: { id: b }\n').documents).toHaveLength(2);
    expect(check('').documents).toEqual([]);
  });

  it('may have options named like what every object has', () => {
    const { configs } = documentOf(
      'sync: { id: a }\nconfigs: { __proto__: 1, constructor: 2, toString: 3 }\n',
    );
    expect(configs.map((entry) => entry.option.value)).toEqual(['__proto__', 'constructor', 'toString']);
  });
});

describe('keys', () => {
  test.each([
    ['intervall: 5m', '2:1 unknown-key: unknown key `intervall`', 'did you mean `interval`?'],
    ['Interval: 5m', '2:1 unknown-key: unknown key `Interval`', 'did you mean `interval`?'],
    ['suspend: { reason: x, untill: y }', '2:23 unknown-key: unknown key `untill`', 'did you mean `until`?'],
    [
      'windows: [{ start: "0 8 * * *", duraton: 1h, duration: 1h }]',
      '2:33 unknown-key: unknown key `duraton`',
      'did you mean `duration`?',
    ],
    ['mode:enforce: x', '2:1 unknown-key: unknown key `mode:enforce`', 'a space is missing after `mode:`'],
    [
      'zzzzzz: 1',
      '2:1 unknown-key: unknown key `zzzzzz`',
      'there is `tenant`, `tenants`, `sync`, `interval`, `active`, `configs`, `mode`, `suspend`, `windows`',
    ],
    [
      '__proto__: { interval: 5m }',
      '2:1 unknown-key: unknown key `__proto__`',
      expect.stringContaining('there is'),
    ],
    ['constructor: 1', '2:1 unknown-key: unknown key `constructor`', expect.stringContaining('there is')],
  ])('that nobody knows: %s', (line, problem, hint) => {
    expect(told(line)).toEqual([problem]);
    expect(check(`sync: { name: E }\n${line}\n`).problems[0]!.hint).toEqual(hint);
  });

  it('behind `__proto__` count for nothing', () => {
    expect(check('__proto__: { sync: { name: E } }\n').problems).toMatchObject([
      { code: 'missing-key', message: 'the document lacks `sync`' },
      { code: 'unknown-key' },
    ]);
    expect(check('sync: { __proto__: { name: E } }\n').problems[0]!.message).toBe(
      '`sync` needs either `name` or `id`',
    );
  });

  it('that are very long are shown in part', () => {
    const { problems } = check(`sync: { name: E }\n? ${'k'.repeat(1000)}\n: 1\n`);
    expect(problems).toMatchObject([{ code: 'unknown-key' }]);
    expect(problems[0]!.message.length).toBeLessThan(100);
  });

  test.each([
    ['tenant: a\ntenants: [b]', '3:1 bad-value: both `tenant` and `tenants` are there'],
    ['suspend: {}', '2:10 missing-key: `suspend` lacks `reason`'],
    [
      'windows: [{ start: "0 8 * * *", duration: 1h }]',
      '2:11 bad-value: an entry of `windows` needs either `interval` or `active` or `configs`',
    ],
    ['windows: [{ duration: 1h, configs: {} }]', '2:11 missing-key: an entry of `windows` lacks `start`'],
    [
      'windows: [{ start: "0 8 * * *", configs: {} }]',
      '2:11 missing-key: an entry of `windows` lacks `duration`',
    ],
  ])('that do not go together, or are missing: %s', (text, problem) => {
    expect(told(text)).toEqual([problem]);
  });
});

test.each([
  ['interval: 5m', '1:1 missing-key: the document lacks `sync`'],
  ['{}', '1:1 missing-key: the document lacks `sync`'],
  ['sync: {}', '1:7 bad-value: `sync` needs either `name` or `id`'],
  ['sync: { salesChannel: S }', '1:7 bad-value: `sync` needs either `name` or `id`'],
  ['sync: { name: E, id: x }', '1:18 bad-value: both `name` and `id` are there'],
  ['sync: { id: x, salesChannel: S }', '1:16 bad-value: `salesChannel` only goes with `name`'],
  ['sync: E', '1:7 wrong-type: `sync` must be a map, but is text'],
  ['sync:', '1:6 wrong-type: `sync` must be a map, but is empty'],
  ['sync: { name: 5 }', '1:15 wrong-type: `name` must be text, but is a number'],
  ['sync: { name: "" }', '1:15 empty: `name` is empty'],
  ['- sync: { name: E }', '1:1 wrong-type: a document must be a map, but is a list'],
  ['hello', '1:1 wrong-type: a document must be a map, but is text'],
  [
    'sync: { name: E }\nconfigs: { a: { env: "1 x" } }',
    '2:15 bad-reference: `a` holds no reference to a secret: a variable is named by letters, digits and underscores',
  ],
])('what is wrong is said in whole sentences: %s', (text, problem) => {
  const { problems } = check(`${text}\n`);
  expect(
    problems.map(({ origin, code, message }) => `${origin!.line}:${origin!.column} ${code}: ${message}`),
  ).toEqual([problem]);
});

test.each([
  ['interval: [5m]', '2:11 wrong-type: `interval` must be text, but is a list'],
  ['interval: true', '2:11 wrong-type: `interval` must be text, but is `true`'],
  ['interval:', '2:10 wrong-type: `interval` must be text, but is empty'],
  ['configs: [a]', '2:10 wrong-type: `configs` must be a map, but is a list'],
  ['active:', '2:8 wrong-type: `active` must be true or false, but is empty'],
  ['active: null', '2:9 wrong-type: `active` must be true or false, but is empty'],
  ['active: yes', '2:9 wrong-type: `active` must be true or false, but is text'],
  ['active: 1', '2:9 wrong-type: `active` must be true or false, but is a number'],
  ['active: [true]', '2:9 wrong-type: `active` must be true or false, but is a list'],
  [
    'windows: [{ start: "0 8 * * *", duration: 1h, active: off }]',
    '2:55 wrong-type: `active` must be true or false, but is text',
  ],
  ['windows: 5', '2:10 wrong-type: `windows` must be a list, but is a number'],
  ['windows: [5]', '2:11 wrong-type: an entry of `windows` must be a map, but is a number'],
  ['mode: enforced', '2:7 bad-value: `mode` is `enforced`, but must be one of `enforce`, `observe`'],
  ['suspend: yes', '2:10 wrong-type: `suspend` must be a map, but is text'],
  ['tenant: 5', '2:9 wrong-type: `tenant` must be text, but is a number'],
  ['tenant: ""', '2:9 empty: `tenant` is empty'],
  ['tenants: 5', '2:10 wrong-type: `tenants` must be text or a list or a map, but is a number'],
  ['tenants: gold', '2:10 bad-value: `tenants` is `gold`, but must be a list of names, labels or `all`'],
  ['tenants: []', '2:10 empty: `tenants` is empty'],
  ['tenants: {}', '2:10 empty: `tenants` is empty'],
  ['tenants: [a, b, a]', '2:17 duplicate: `a` is there twice in `tenants`'],
  ['tenants: { tier: 5 }', '2:18 wrong-type: `tier` must be text, but is a number'],
  ['tenants: { interval: 5 }', '2:22 wrong-type: `interval` must be text, but is a number'],
])('the wrong type: %s', (line, problem) => {
  expect(told(line)).toEqual([problem]);
});

describe('durations', () => {
  test.each([
    ['interval: 5', '2:11 duration: `5` has no unit', 'write 5s, 5m or 5h'],
    ["interval: '5'", '2:11 duration: `5` has no unit', 'write 5s, 5m or 5h'],
    ['interval: 1.5', '2:11 duration: `1.5` has no unit', 'write 1.5s, 1.5m or 1.5h'],
    ['interval: "1,5"', '2:11 duration: `1,5` has no unit', 'write 1.5s, 1.5m or 1.5h'],
    ['interval: 0', '2:11 duration: `0` has no unit', 'the shortest duration is 1s'],
    ['interval: -5m', '2:11 duration: `-5m` is negative', 'a duration runs from 1 s to 10 years'],
    ['interval: 0s', '2:11 duration: `0s` is too short', 'the shortest duration is 1s'],
    ['interval: 99999d', '2:11 duration: `99999d` is too long', 'the longest duration is 10 years (3653d)'],
    ['interval: soon', '2:11 duration: `soon` is not a duration', expect.stringContaining('5m')],
    [
      'windows: [{ start: "0 8 * * *", duration: 5, active: false }]',
      '2:43 duration: `5` has no unit',
      'write 5s, 5m or 5h',
    ],
    [
      'windows: [{ start: "0 8 * * *", duration: 1h, interval: 0s }]',
      '2:57 duration: `0s` is too short',
      expect.anything(),
    ],
  ])('%s', (line, problem, hint) => {
    expect(told(line)).toEqual([problem]);
    expect(check(`sync: { name: E }\n${line}\n`).problems[0]!.hint).toEqual(hint);
  });

  it('that go on for ever are shown in part', () => {
    expect(told(`interval: ${'9'.repeat(100_000)}s`)[0]!.length).toBeLessThan(120);
  });
});

describe('windows', () => {
  const starting = (pattern: string) =>
    told(`windows: [{ start: ${JSON.stringify(pattern)}, duration: 1h, active: true }]`);

  test.each([
    ['0 0 31 2 *', 'names a date that does not exist, so it never comes'],
    ['foo', 'is not a cron expression: it takes 5 fields, or 6 with seconds'],
    ['@daily', 'is not a cron expression: it takes 5 fields, or 6 with seconds'],
    ['* * * * * * *', 'is not a cron expression: it takes 5 fields, or 6 with seconds'],
    ['61 * * * *', 'is not a cron expression: invalid value for minute: 61'],
  ])('that start at %s', (pattern, reason) => {
    expect(starting(pattern)).toEqual([`2:20 cron: \`${pattern}\` ${reason}`]);
  });

  it('may start at any other time', () => {
    for (const pattern of ['0 8 * * 1-5', '30 0 8 * * MON-FRI', '0 0 29 2 *', '0 0 L * *'])
      expect(starting(pattern)).toEqual([]);
  });
});

describe('suspensions', () => {
  it('that have ended are a warning, and do not stop anything', () => {
    const { documents, problems, warnings } = check(
      'sync: { name: E }\nsuspend: { reason: x, until: 2026-05-31 }\n',
    );
    expect(problems).toEqual([]);
    expect(warnings).toMatchObject([{ code: 'ended', origin: { line: 2, column: 30 } }]);
    expect(documents[0]!.suspend!.value.until).toBe(Date.parse('2026-05-30T22:00:00Z'));
  });

  it('that end later, or never, are none', () => {
    expect(check('sync: { name: E }\nsuspend: { reason: x, until: 2026-06-02 }\n').warnings).toEqual([]);
    expect(check('sync: { name: E }\nsuspend: { reason: x }\n').warnings).toEqual([]);
  });

  test.each([
    ['soon', 'timestamp: `soon` is no date or time'],
    ['2026-02-30', 'timestamp: `2026-02-30` is no date or time'],
    ['2026', 'wrong-type: `until` must be text, but is a number'],
    ['~', 'wrong-type: `until` must be text, but is empty'],
  ])('cannot end at %s', (until, problem) => {
    expect(told(`suspend: { reason: x, until: ${until} }`)).toEqual([`2:30 ${problem}`]);
  });
});

describe('a secret', () => {
  it('is referred to by a variable or a file', () => {
    const { configs } = documentOf('sync: { id: x }\nconfigs: { A: { env: A_KEY }, B: { file: ../b } }\n');
    expect(configs.map((entry) => entry.value.value)).toEqual([
      { kind: 'secret', ref: { env: 'A_KEY' }, folder: '/srv/syncs/acme' },
      { kind: 'secret', ref: { file: '../b' }, folder: '/srv/syncs/acme' },
    ]);
  });

  test.each([
    '{ env: 1 }',
    '{ env: hunter-2 }',
    '{ env: }',
    '{ env: { hunter2: 1 } }',
    '{ env: A, file: hunter2 }',
    '{ env: A, hunter2: 1 }',
    '{ evn: hunter2 }',
    '{ file: "" }',
    '{ file: [hunter2] }',
    '{ hunter2: 1 }',
    '{}',
    '[hunter2]',
  ])('that is referred to wrongly is told by its place, never by what stands there: %s', (value) => {
    for (const [text, origin] of [
      [`sync: { id: x }\nconfigs:\n  Key: ${value}\n`, { line: 3, column: 8 }],
      [
        `sync: { id: x }\nwindows:\n  - start: 0 8 * * *\n    duration: 1h\n    configs: { Key: ${value} }\n`,
        { line: 5, column: 21 },
      ],
    ] as const) {
      const { problems } = check(text);
      expect(problems).toMatchObject([
        { sensitive: true, origin, message: expect.stringMatching(/^`Key` /) },
      ]);
      expect(JSON.stringify(problems)).not.toMatch(/hunter/);
    }
  });
});

describe('a file with many problems', () => {
  it('has them in its order, and all of them', () => {
    const { problems } = check('interval: 0s\nmode: x\nsync: { nam: E }\n---\ninterval: *a\n---\nzz: 1\n');
    expect(problems.map((problem) => problem.origin!.line)).toEqual([1, 2, 3, 3, 5, 7, 7]);
  });

  it('shows fifty and counts the rest', () => {
    const { problems } = check(
      `sync: { id: x }\nwindows:\n${'  - { start: x, duration: 0s, configs: {} }\n'.repeat(40)}`,
    );
    expect(problems).toHaveLength(51);
    expect(problems[50]).toMatchObject({
      code: 'more-problems',
      message: '30 more problems in syncs/acme/a.yaml',
    });
    const dense = check(`sync: { id: x }\n${'interval: 5m\n'.repeat(52)}`).problems;
    expect(dense.at(-1)!.message).toBe('1 more problem in syncs/acme/a.yaml');
  });

  it('is checked within seconds, however many', { tags: 'slow' }, () => {
    const before = process.cpuUsage();
    const starts = Array.from(
      { length: 10_000 },
      (_, n) => `  - { start: ${n % 60} ${n % 24} 31 2 *, duration: 0, configs: {} }\n`,
    );
    const long = '1,'.repeat(1_000_000);
    expect(check(`sync: { id: x }\nwindows:\n${starts.join('')}`).problems).toHaveLength(51);
    expect(check(`sync: { id: x }\nconfigs:\n${'  k: [v]\n'.repeat(20_000)}`).problems).toHaveLength(51);
    expect(
      check(`sync: { id: x }\nwindows: [{ duration: 1h, start: "${long}", configs: {} }]`).problems,
    ).toHaveLength(1);
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(5);
  });
});

const words = fc.constantFrom(
  ...[
    'sync: ',
    'name: ',
    'id: ',
    '{ name: E }',
    '{ id: x }',
    'interval: ',
    '5m',
    '5',
    '0s',
    'configs: ',
    'A: ',
    '{ env: A }',
  ],
  ...[
    'mode: ',
    'enforce',
    'windows: ',
    'start: ',
    '"0 8 * * *"',
    '"0 0 31 2 *"',
    'duration: ',
    'suspend: ',
    'reason: ',
  ],
  ...[
    'until: ',
    '2020-01-01',
    'tenants: ',
    'tenant: ',
    'all',
    '__proto__: ',
    '<<: ',
    '&x ',
    '*x',
    '~',
    'true',
    '[',
    ']',
  ],
  ...['{ ', ' }', ', ', '\n', '\n  ', '\n  - ', '\n    ', '- ', '\n---\n', '"', '!t ', '|\n', '\t'],
);

test.each([
  ['arbitrary text', fc.string({ unit: 'binary', maxLength: 200 })],
  ['what looks like a document', fc.array(words, { maxLength: 40 }).map((all) => all.join(''))],
  [
    'what looks more like one',
    fc.array(words, { maxLength: 30 }).map((all) => `sync: { id: x }\n${all.join('')}`),
  ],
])('%s never makes it throw, and problems lie inside the file', (_what, texts) => {
  fc.assert(
    fc.property(texts, (text) => {
      const { problems, warnings } = check(text);
      const lines = text.split('\n');
      for (const { origin } of [...problems, ...warnings]) {
        expect(origin!.line).toBeLessThanOrEqual(lines.length);
        expect(origin!.column).toBeGreaterThan(0);
        expect(origin!.column).toBeLessThanOrEqual(lines[origin!.line - 1]!.length + 1);
      }
    }),
    runs(1000),
  );
});
