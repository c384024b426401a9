import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { anOption, aSync, aTenant } from '../../../test/support/build.ts';
import { runs } from '../../../test/support/runs.ts';
import { createCalendar } from '../../base/calendar.ts';
import { plain } from '../../base/paint.ts';
import { createCheckFile } from '../../desired/checkFiles.ts';
import { desire } from '../../desired/desire.ts';
import { durationOfSeconds, toIso, toShort, toTimeSpan } from '../../model/duration.ts';
import type { ObservedOption } from '../../model/fields/kind.ts';
import type { ObservedSync, ObservedTenant } from '../../model/observed.ts';
import type { SourceFile } from '../../model/sourceFile.ts';
import type { Drift } from './disagreement.ts';
import { findDrift } from './drift.ts';
import { diffLines } from './lineDiff.ts';
import { updateText } from './report.ts';
import { leftAloneProblem, makeUpdate, type UpdateInput } from './update.ts';

const calendar = createCalendar();
const moment = { now: Date.UTC(2026, 0, 1, 12), timezone: 'Europe/Berlin' };

type Live = { readonly syncs: readonly ObservedSync[]; readonly labels?: Readonly<Record<string, string>> };
type Files = Readonly<Record<string, string>>;
type Options = Partial<Pick<UpdateInput, 'narrowing' | 'secretPatterns' | 'realPath'>> & {
  /** Tenants that exist, but did not answer. */
  readonly silent?: readonly string[];
};

/** What the command line makes of files: the same way from text to documents. */
function soll(files: Files, live: Readonly<Record<string, Live>>, silent: readonly string[]) {
  const sources: readonly SourceFile[] = Object.entries(files).map(([path, text]) => ({
    path: `syncs/${path}`,
    folder: path.includes('/') ? path.split('/')[0] : undefined,
    directory: '/syncs',
    text,
    hash: path,
  }));
  const tree = { files: sources, problems: [], warnings: [], hash: 'sha256:0' };
  const tenants = [
    ...Object.entries(live).map(([name, { labels = {} }]) => ({ name, labels })),
    ...silent.map((name) => ({ name, labels: {} })),
  ];
  return { sources, ...desire(tree, tenants, moment, { checkFile: createCheckFile(calendar), calendar }) };
}

function update(files: Files, live: Readonly<Record<string, Live>>, options: Options = {}) {
  const { sources, problems, documents, claims } = soll(files, live, options.silent ?? []);
  expect(problems).toEqual([]);
  const tenants = observed(live);
  const narrowing = { syncs: [], fields: [] };
  const realPath = (path: string) => path;
  const rest = { secret: () => undefined, secretPatterns: [], narrowing, realPath, ...options };
  const result = makeUpdate({ files: sources, documents, claims, tenants, ...rest });
  const texts: Record<string, string> = { ...files };
  for (const { file, text } of result.files) texts[file.path.slice('syncs/'.length)] = text;
  return { ...result, texts, before: findDrift(tenants, claims, rest.secret, narrowing).drifts };
}

function observed(live: Readonly<Record<string, Live>>): readonly ObservedTenant[] {
  return Object.entries(live).map(([name, { syncs }]) => aTenant(syncs, { name }));
}

/** What a plan finds. */
function drift(files: Files, live: Readonly<Record<string, Live>>) {
  const { problems, claims } = soll(files, live, []);
  const found = findDrift(observed(live), claims, () => undefined, { syncs: [], fields: [] });
  return { problems: [...problems, ...found.problems], fields: found.drifts.map(nameOf).sort() };
}

function nameOf({ tenant, sync, field }: Drift): string {
  return `${tenant}/${sync.name}/${field.field === 'configs' ? field.option.name : field.field}`;
}

const option = (index: number, name: string, type: string, value: string | null, required = false) =>
  anOption({ id: `aaaaaaaa-0000-4000-8000-${String(index).padStart(12, '0')}`, name, type, value, required });

/** Ebay with a text, a number and a switch, as it is live. */
function ebay(
  interval: number | null,
  values: { text?: string | null; number?: string; on?: string; key?: string } = {},
  changes: Partial<ObservedSync> = {},
): ObservedSync {
  return aSync({
    interval: interval === null ? null : durationOfSeconds(interval),
    options: [
      option(1, 'Prefix', 'String', values.text === undefined ? 'A-' : values.text),
      option(2, 'Items per run', 'Int32', values.number ?? '500'),
      option(3, 'Create orders', 'bool', values.on ?? 'true'),
      option(4, 'Access key', 'String', values.key ?? 'canary-live'),
    ],
    ...changes,
  });
}

const otherId = '00000000-0d44-4b50-8888-000000000002';
const one = (sync: ObservedSync) => ({ acme: { syncs: [sync] } });

describe('an update', () => {
  test('changes the values that have drifted, and not a byte beside them', () => {
    const text = [
      '# yaml-language-server: $schema=../schemas/sync.schema.json',
      'tenant:   acme',
      'sync: { name: "Ebay",   salesChannel: Shop }   # the shop',
      "interval:  '5m'  # five minutes\t ",
      'configs:',
      '    "Create orders":   false   ',
      '',
      '    # how many',
      '    Items per run: 0200 # was 100',
      '    Prefix: "A-"',
      'mode: enforce',
      '',
    ].join('\r\n');
    const { texts, accepted } = update({ 'a.yaml': text }, one(ebay(600)));
    expect(accepted.map(nameOf)).toEqual([
      'acme/Ebay/interval',
      'acme/Ebay/Create orders',
      'acme/Ebay/Items per run',
    ]);
    expect(texts['a.yaml']).toBe(
      text.replace("'5m'", "'10m'").replace('false', 'true').replace('0200', '500'),
    );
  });

  test('leaves files alone in which nothing has drifted', () => {
    const { files, accepted, leftAlone } = update(
      { 'a.yaml': 'sync: { name: Ebay }\ninterval: 600s\n' },
      one(ebay(600)),
    );
    expect([files, accepted, leftAlone]).toEqual([[], [], []]);
  });

  test('accepts what is only observed as well', () => {
    const files = { 'a.yaml': 'sync: { name: Ebay }\ninterval: 5m\nmode: observe\n' };
    expect(update(files, one(ebay(600))).texts['a.yaml']).toContain('interval: 10m\n');
  });

  test.each([
    ['5m', '1h30m'],
    ['90s', '1h30m'],
    ['PT5M', 'PT1H30M'],
    ['"PT5M"', '"PT1H30M"'],
    ['00:05:00', '01:30:00'],
    ["'1.00:05:00'", "'01:30:00'"],
    ['|-\n  5m', '"1h30m"'],
  ])('writes an interval in the notation of the document: %j becomes %j', (before, after) => {
    const { texts } = update({ 'a.yaml': `sync: { name: Ebay }\ninterval: ${before}\n` }, one(ebay(5400)));
    expect(texts['a.yaml']).toBe(`sync: { name: Ebay }\ninterval: ${after}\n`);
  });

  test.each([
    ['A', 'B C', 'B C'],
    ['A', 'true', 'true'],
    ['A', '012', '012'],
    ['A', '-5', '-5'],
    ['A', 'null', '"null"'],
    ['A', '', '""'],
    ['A', ' b', '" b"'],
    ['A', 'a: b', '"a: b"'],
    ['A', 'a #b', '"a #b"'],
    ['A', 'a,b', 'a,b'],
    ['A', '- a', '"- a"'],
    ['A', '*a', '"*a"'],
    ['A', '1e999', '"1e999"'],
    ['A', 'a\nb', '"a\\nb"'],
    ['A', '\u202eb', '"\\u202eb"'],
    ['A', '😀 b', '😀 b'],
    ["'A'", 'B', "'B'"],
    ["'A'", "it's: #", "'it''s: #'"],
    ["'A'", 'a\tb', '"a\\tb"'],
    ['"A"', 'B', '"B"'],
    ['"A"', 'a"\\b', '"a\\"\\\\b"'],
    ['!!str A', 'B', '!!str B'],
    ['&unused A', 'B', '&unused B'],
    ['|- # why\n    A\n    A2', 'B\nC', '"B\\nC" # why'],
    ['>\n    A\n\n  # after', 'B', '"B"\n\n  # after'],
    ['\n    A\n    A2 # c', 'B', '\n    B # c'],
  ])('keeps the quotes where they can hold the value: %j and %j make %j', (before, live, after) => {
    const document = (value: string) =>
      `sync: { name: Ebay }\nconfigs:\n  Prefix: ${value}\n  Items per run: 500\n`;
    const { texts } = update({ 'a.yaml': document(before) }, one(ebay(600, { text: live })));
    expect(texts['a.yaml']).toBe(document(after));
    expect(drift(texts, one(ebay(600, { text: live })))).toEqual({ problems: [], fields: [] });
  });

  test.each([
    ['A', 'a,b', '"a,b"'],
    ['A', 'a}', '"a}"'],
    ['A', 'a:b', 'a:b'],
    ["'A'", '[x]', "'[x]'"],
  ])('knows what means something inside braces: %j and %j make %j', (before, live, after) => {
    const document = (value: string) =>
      `sync: { name: Ebay }\nconfigs: {Prefix: ${value}, Items per run: 500}\n`;
    const { texts } = update({ 'a.yaml': document(before) }, one(ebay(600, { text: live })));
    expect(texts['a.yaml']).toBe(document(after));
  });

  test('writes what a document may say of a value that Wawi spells in its own way', () => {
    const files = { 'a.yaml': 'sync: { name: Ebay }\nconfigs: { Create orders: false, Items per run: 1 }\n' };
    const { texts } = update(files, one(ebay(600, { on: '1', number: '+007' })));
    expect(texts['a.yaml']).toBe(
      'sync: { name: Ebay }\nconfigs: { Create orders: true, Items per run: 7 }\n',
    );
  });

  test('finds the place behind characters of two code units, and in the right document', () => {
    const text = [
      '---',
      '{ tenant: acme, sync: { name: "😀", salesChannel: "🛒" }, configs: { "🧾🧾": "😀", Prefix: "😀" } }',
      '---',
      'sync: { name: Ebay }',
      'configs: { Prefix: x, Items per run: 1 }',
      '...',
      '',
    ].join('\n');
    const emoji = aSync({ id: otherId, name: '😀', salesChannel: '🛒', options: [] });
    const own = {
      ...emoji,
      options: [option(7, '🧾🧾', 'String', '😀'), option(8, 'Prefix', 'String', '🎉')],
    };
    const { texts } = update({ 'a.yaml': text }, { acme: { syncs: [own, ebay(600)] } });
    expect(texts['a.yaml']).toBe(
      text
        .replace('Prefix: "😀"', 'Prefix: "🎉"')
        .replace('Prefix: x', 'Prefix: A-')
        .replace('run: 1', 'run: 500'),
    );
  });
});

describe('an update leaves alone and tells', () => {
  /** What is told of the only value that has drifted, with its place. */
  function told(files: Files, live: Readonly<Record<string, Live>>, options: Options = {}) {
    const result = update(files, live, options);
    expect(result.texts).toEqual(files);
    return result.leftAlone.map((left) => {
      const { origin, message, hint } = leftAloneProblem(left);
      expect(message).not.toContain('canary');
      expect(hint).toBeTruthy();
      return `${origin!.file.slice(6)}:${origin!.line}:${origin!.column} ${left.reason.kind}`;
    });
  }

  test.each([
    ['an alias', 'sync: { name: Ebay }\ninterval: &i 5m\nconfigs: { Prefix: *i }\n'],
    [
      'a merge key',
      'sync: { name: Ebay }\nwindows:\n- { start: "0 3 1 1 *", duration: 5m, configs: &c { Prefix: x } }\nconfigs: { <<: *c, Items per run: 500 }\n',
    ],
    [
      'an anchored map',
      'sync: { name: Ebay }\nconfigs: &c { Items per run: 1 }\nwindows:\n- { start: "0 3 1 1 *", duration: 5m, configs: *c }\n',
    ],
  ])('a value that %s brings to other places', (_, text) => {
    expect(told({ 'a.yaml': text }, one(ebay(600, { text: '5m' })))).toEqual([
      expect.stringMatching(/^a\.yaml:\d:\d+ anchor$/),
    ]);
  });

  test('what selects tenants by label, or all, even where all have the same value', () => {
    const live = {
      acme: { syncs: [ebay(600)], labels: { tier: 'gold' } },
      globex: { syncs: [ebay(600)], labels: { tier: 'gold' } },
    };
    const rest = 'sync: { name: Ebay }\ninterval: 5m\n';
    expect(told({ 'a.yaml': `tenants: { tier: gold }\n${rest}` }, live)).toEqual([
      'a.yaml:3:11 labels',
      'a.yaml:3:11 labels',
    ]);
    expect(told({ 'a.yaml': `tenants: all\n${rest}` }, live)).toEqual(['a.yaml:3:11 all', 'a.yaml:3:11 all']);
  });

  test('a value of several tenants that differ, or of which one was not read', () => {
    const files = { 'a.yaml': 'tenants: [acme, globex]\nsync: { name: Ebay }\ninterval: 5m\n' };
    const both = (other: number) => ({ acme: { syncs: [ebay(600)] }, globex: { syncs: [ebay(other)] } });
    expect(told(files, both(300))).toEqual(['a.yaml:3:11 otherTenant']);
    expect(told(files, both(900))).toEqual(['a.yaml:3:11 otherTenant', 'a.yaml:3:11 otherTenant']);
    expect(told(files, one(ebay(600)), { silent: ['globex'] })).toEqual(['a.yaml:3:11 otherTenant']);
    expect(update(files, both(600)).texts['a.yaml']).toContain('interval: 10m');
  });

  test('a tenant whose live state has a problem, and each document that holds for it too', () => {
    const own = 'sync: { name: Ebay }\ninterval: 5m\n';
    const files = {
      'acme/a.yaml': own,
      'acme/gone.yaml': 'sync: { name: Gone }\ninterval: 5m\n',
      'globex/b.yaml': own,
      'both.yaml': 'tenants: [acme, globex]\nsync: { name: Ebay }\nconfigs: { Prefix: x }\n',
    };
    const { texts, leftAlone, problems } = update(files, {
      acme: { syncs: [ebay(600)] },
      globex: { syncs: [ebay(600)] },
    });
    expect(texts).toEqual({ ...files, 'globex/b.yaml': own.replace('5m', '10m') });
    expect(leftAlone.map(({ drift, reason }) => [drift.tenant, reason.kind, reason.text])).toEqual([
      ['globex', 'otherTenant', 'the document holds for acme too, which has problems'],
    ]);
    expect(problems).toMatchObject([{ code: 'unknown-sync', tenant: 'acme' }]);
  });

  test('a value of a file that a link brings to another tenant', () => {
    const text = 'sync: { name: Ebay }\ninterval: 5m\n';
    const files = { 'acme/a.yaml': text, 'globex/b.yaml': text };
    const both = (other: number) => ({ acme: { syncs: [ebay(600)] }, globex: { syncs: [ebay(other)] } });
    const realPath = () => 'syncs/acme/a.yaml';
    expect(told(files, both(300), { realPath })).toEqual(['acme/a.yaml:2:11 otherTenant']);
    const { files: written, accepted } = update(files, both(600), { realPath });
    expect(written.map(({ text }) => text)).toEqual([text.replace('5m', '10m')]);
    expect(accepted.map(nameOf)).toEqual(['acme/Ebay/interval', 'globex/Ebay/interval']);
  });

  test('what a window wants', () => {
    const text =
      'sync: { name: Ebay }\ninterval: 10m\nwindows:\n- { start: "0 * * * *", duration: 1h, interval: 5m }\n';
    expect(told({ 'a.yaml': text }, one(ebay(600)))).toEqual(['a.yaml:4:49 window']);
  });

  test('a reference to a secret, and whatever looks like a secret or is said to be one', () => {
    const configs = (value: string) => ({
      'a.yaml': `sync: { name: Ebay }\nconfigs: { Access key: ${value} }\n`,
    });
    expect(told(configs('canary-git'), one(ebay(600)))).toEqual(['a.yaml:2:24 secret']);
    const byId = 'sync: { name: Ebay }\nconfigs: { aaaaaaaa-0000-4000-8000-000000000004: canary-git }\n';
    expect(told({ 'a.yaml': byId }, one(ebay(600)))).toEqual(['a.yaml:2:50 secret']);
    const prefix = { 'a.yaml': 'sync: { name: Ebay }\nconfigs: { Prefix: canary-git }\n' };
    const live = one(ebay(600, { text: 'canary' }));
    expect(told(prefix, live, { secretPatterns: ['pre*'] })).toEqual(['a.yaml:2:20 secret']);
  });

  test('what has no value in Wawi, or one that no document may hold', () => {
    const all = 'sync: { name: Ebay }\ninterval: 5m\nconfigs: { Prefix: x, Items per run: 1 }\n';
    const live = one(ebay(null, { text: null, number: 'many' }));
    expect(told({ 'a.yaml': all }, live)).toEqual([
      'a.yaml:2:11 noValue',
      'a.yaml:3:20 noValue',
      'a.yaml:3:38 unfit',
    ]);
    const interval = { 'a.yaml': 'sync: { name: Ebay }\ninterval: 5m\n' };
    expect(told(interval, one(ebay(0)))).toEqual(['a.yaml:2:11 unfit']);
    const half = { 'a.yaml': 'sync: { name: Ebay }\nconfigs: { Prefix: x }\n' };
    expect(told(half, one(ebay(600, { text: 'a\ud800' })))).toEqual(['a.yaml:2:20 unfit']);
  });

  test('a place at which nothing is written', () => {
    const files = { 'a.yaml': 'sync: { name: Ebay }\nconfigs:\n  Prefix:\n' };
    const tenants = [{ ...aTenant([ebay(600)]), acceptsNull: true }];
    const { sources, documents, claims } = soll(files, one(ebay(600)), []);
    const { leftAlone } = makeUpdate({
      ...{ files: sources, documents, claims, tenants, secret: () => undefined, secretPatterns: [] },
      ...{ narrowing: { syncs: [], fields: [] }, realPath: (path) => path },
    });
    expect(leftAlone.map(({ reason }) => reason.kind)).toEqual(['empty']);
  });

  test('a sync that is suspended', () => {
    const text = 'sync: { name: Ebay }\ninterval: 5m\nsuspend: { reason: freeze }\n';
    expect(told({ 'a.yaml': text }, one(ebay(600)))).toEqual(['a.yaml:2:11 suspended']);
  });
});

describe('where several places ask for one value, an update', () => {
  const twins = {
    'acme/a.yaml': 'sync: { name: Ebay }\ninterval: 5m\n',
    'b.yaml': 'tenant: acme\nsync: { name: Ebay, salesChannel: Shop }\ninterval: PT5M\n',
  };

  test('changes all of them', () => {
    const { texts } = update(twins, one(ebay(600)));
    expect(texts['acme/a.yaml']).toContain('interval: 10m');
    expect(texts['b.yaml']).toContain('interval: PT10M');
    expect(drift(texts, one(ebay(600)))).toEqual({ problems: [], fields: [] });
  });

  test('changes none of them where one must stay, and says which', () => {
    const files = { ...twins, 'b.yaml': 'tenants: [acme, globex]\nsync: { name: Ebay }\ninterval: 5m\n' };
    const live = { acme: { syncs: [ebay(600)] }, globex: { syncs: [ebay(300)] } };
    const { leftAlone, files: written } = update(files, live);
    expect(written).toEqual([]);
    expect(leftAlone.map(({ reason }) => [reason.kind, reason.related?.file])).toEqual([
      ['otherPlace', 'syncs/b.yaml'],
    ]);
  });

  test('changes an option for all syncs that share it, or for none', () => {
    const other = ebay(600, {}, { id: otherId, salesChannel: 'eBay DE' });
    const live = { acme: { syncs: [ebay(600), other] } };
    const files = {
      'a.yaml': 'sync: { name: Ebay, salesChannel: Shop }\nconfigs: { Prefix: x }\n',
      'b.yaml': 'sync: { name: Ebay, salesChannel: eBay DE }\nconfigs: { Prefix: x }\n',
    };
    expect(drift(update(files, live).texts, live)).toEqual({ problems: [], fields: [] });
    const narrowed = update(files, live, { narrowing: { syncs: ['Ebay (Shop)'], fields: [] } });
    expect(narrowed.leftAlone.map(({ reason }) => reason.kind)).toEqual(['narrowed']);
    const suspended = { ...files, 'b.yaml': `${files['b.yaml']}suspend: { reason: freeze }\n` };
    expect(update(suspended, live).leftAlone.map(({ reason }) => reason.kind)).toEqual([
      'suspended',
      'suspended',
    ]);
  });

  test('changes both spellings of an option in one document', () => {
    const text = 'sync: { name: Ebay }\nconfigs: { Prefix: x, aaaaaaaa-0000-4000-8000-000000000001: x }\n';
    expect(update({ 'a.yaml': text }, one(ebay(600))).texts['a.yaml']).toBe(text.replaceAll(': x', ': A-'));
  });
});

describe('an update is narrowed', () => {
  const files = {
    'a.yaml':
      'sync: { name: Ebay }\ninterval: 5m\nconfigs: { Prefix: x }\n---\nsync: { name: Amazon }\ninterval: 5m\n',
  };
  const live = {
    acme: { syncs: [ebay(600), ebay(600, {}, { id: otherId, name: 'Amazon', salesChannel: 'DE' })] },
  };
  const accepted = (syncs: readonly string[], fields: readonly string[]) => {
    const result = update(files, live, { narrowing: { syncs, fields } });
    return { fields: result.accepted.map(nameOf), told: result.leftAlone.length, problems: result.problems };
  };

  test.each([
    [['Amazon'], [], ['acme/Amazon/interval']],
    [['Amazon (DE)'], [], ['acme/Amazon/interval']],
    [[otherId.toUpperCase()], [], ['acme/Amazon/interval']],
    [[], ['interval'], ['acme/Amazon/interval', 'acme/Ebay/interval']],
    [[], ['Prefix'], ['acme/Ebay/Prefix']],
    [[], ['AAAAAAAA-0000-4000-8000-000000000001'], ['acme/Ebay/Prefix']],
    [['Ebay', 'Amazon'], ['interval'], ['acme/Amazon/interval', 'acme/Ebay/interval']],
  ])('to the syncs %j and the fields %j', (syncs, fields, expected) => {
    const { fields: found, ...rest } = accepted(syncs, fields);
    expect({ fields: [...found].sort(), ...rest }).toEqual({ fields: expected, told: 0, problems: [] });
  });

  test.each([
    [['Ebai'], [], '--sync: no document describes a sync called `Ebai`', 'Ebay'],
    [['Ebay'], ['Prefixx'], '--field: no document gives a value for `Prefixx`', 'Prefix'],
    [['Amazon'], ['Prefix'], '--field: no document gives a value for `Prefix`', 'interval'],
  ])('to %j and %j, which is a problem where there is none', (syncs, fields, message, near) => {
    const { problems, ...rest } = accepted(syncs, fields);
    expect(rest).toEqual({ fields: [], told: 0 });
    expect(problems).toEqual([expect.objectContaining({ message, hint: expect.stringContaining(near) })]);
  });
});

describe('a preview', () => {
  const shown = (files: Files, live: Readonly<Record<string, Live>>, options?: Options) => {
    const report = { isPreview: true, warnings: [], failures: [], ...update(files, live, options) };
    return updateText(report, { paint: plain, width: 80, textOf: (file) => files[file.slice(6)] });
  };

  test('is a diff with three lines around what changes, and blanks every secret in clear', () => {
    const text = [
      'sync: { name: Ebay }',
      'configs:',
      '  Access key: |',
      '    canary-one',
      '    canary-two',
      '  Prefix: x # own',
      '  Items per run: 500 # token: canary-comment',
      ...Array.from({ length: 8 }, (_, index) => `# ${index}`),
      'interval: 5m',
    ].join('\r\n');
    const live = one(ebay(600, { key: 'canary-one\ncanary-two\n' }));
    expect(shown({ 'a.yaml': text }, live)).toMatchInlineSnapshot(`
      "--- syncs/a.yaml
      +++ syncs/a.yaml
      @@ -3,7 +3,7 @@
         Access key: (secret)
       
       
      -  Prefix: x # own
      +  Prefix: A- # own
         Items per run: 500 # token: (secret)
       # 0
       # 1
      @@ -13,4 +13,4 @@
       # 5
       # 6
       # 7
      -interval: 5m
      +interval: 10m
      2 values of Wawi would be written into 1 file; nothing was.
      "
    `);
  });

  test('counts the lines of each hunk on both sides', () => {
    const text = 'a\nb\nc: |\n  1\n  2\nd\ne\nf\ng\nh\ni\nj\nk: 1';
    const start = text.indexOf('|');
    const edits = [
      { start, end: text.indexOf('d\n'), text: '"x"\n' },
      { start: text.length - 1, end: text.length, text: '2' },
    ];
    expect(diffLines(text, edits, []).map(({ before, after }) => ({ before, after }))).toEqual([
      { before: { line: 1, count: 8 }, after: { line: 1, count: 6 } },
      { before: { line: 10, count: 4 }, after: { line: 8, count: 4 } },
    ]);
  });
});

describe('laws of an update', () => {
  test('a plan finds nothing in what was updated, and all that it left', () => {
    fc.assert(
      fc.property(aWorld, ({ files, tokens, live }) => {
        const { before, accepted, leftAlone, texts, files: written } = update(files, live);
        const left = leftAlone.map((one) => nameOf(one.drift)).sort();
        expect([...accepted.map(nameOf), ...left].sort()).toEqual(before.map(nameOf).sort());
        expect(drift(texts, live)).toEqual({ problems: [], fields: left });
        for (const { file, edits, text } of written) {
          const path = file.path.slice(6);
          expect(tokens[path]).toEqual(
            expect.arrayContaining(
              edits.map(({ start, end }) => files[path]!.slice(start, end).replace(/\r?\n$/, '')),
            ),
          );
          expect(outside(text, edits, 'after')).toEqual(outside(file.text, edits, 'before'));
        }
      }),
      runs(150),
    );
  });

  test('an update after an update changes nothing', () => {
    fc.assert(
      fc.property(aWorld, ({ files, live }) => {
        const { texts } = update(files, live);
        expect(update(texts, live).files).toEqual([]);
      }),
      runs(100),
    );
  });
});

type Piece = { readonly start: number; readonly end: number; readonly text: string };

/** The text without what was replaced. */
function outside(text: string, edits: readonly Piece[], side: 'before' | 'after'): readonly string[] {
  let [at, shift] = [0, 0];
  const parts: string[] = [];
  for (const { start, end, text: replaced } of [...edits].sort((a, b) => a.start - b.start)) {
    const length = side === 'before' ? end - start : replaced.length;
    parts.push(text.slice(at, start + shift));
    at = start + shift + length;
    shift += length - (end - start);
    if (side === 'before') shift = 0;
  }
  return [...parts, text.slice(at)];
}

const texts = fc.oneof(
  fc.constantFrom(
    'A-',
    'true',
    'null',
    '~',
    '',
    ' ',
    'a: b',
    'a #b',
    '😀',
    "it's",
    '"',
    '\\',
    'a\nb',
    '- x',
    '012',
  ),
  fc.constantFrom(
    'x, y',
    '[x]',
    '{x}',
    '*x',
    '---',
    '...',
    '%x',
    '@x',
    '?',
    ':',
    'a:',
    '\u00a0',
    '\u2028',
    '<<',
  ),
  fc.string({ unit: 'grapheme', maxLength: 12 }),
  fc.string({ unit: 'grapheme-ascii', maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
);
const whole = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 }).map(String);
const seconds = fc.integer({ min: 1, max: 400_000 });

/** How one value is written. Block scalars and values on the next line only stand in block style. */
const manner = fc.record({
  quotes: fc.constantFrom('plain', 'single', 'double', 'block', 'nextLine', 'tagged', 'anchored'),
  gap: fc.constantFrom(' ', '  ', '    '),
  comment: fc.constantFrom('', ' # why', '   # "5m" 😀', '  '),
});
type Manner = typeof manner extends fc.Arbitrary<infer T> ? T : never;

const notation = fc.constantFrom(toShort, toIso, toTimeSpan);

const aDocument = fc.record({
  tenants: fc.constantFrom(
    'tenant: acme',
    'tenants: [acme, globex]',
    'tenants: all',
    'tenants: { tier: gold }',
  ),
  interval: fc.option(fc.tuple(seconds, notation, manner), { nil: undefined }),
  text: fc.option(fc.tuple(texts, manner), { nil: undefined }),
  number: fc.option(fc.tuple(whole, manner), { nil: undefined }),
  on: fc.option(fc.tuple(fc.constantFrom('true', 'false', 'True', 'FALSE'), manner), { nil: undefined }),
  layout: fc.constantFrom('block', 'flowConfigs', 'flow'),
  share: fc.boolean(),
  window: fc.constantFrom('none', 'open', 'closed'),
  suspended: fc.integer({ min: 0, max: 9 }).map((number) => number === 0),
});
type Document = typeof aDocument extends fc.Arbitrary<infer T> ? T : never;

const live = fc.record({
  interval: fc.option(seconds, { nil: null, freq: 10 }),
  text: fc.option(texts, { nil: null, freq: 10 }),
  number: whole,
  on: fc.constantFrom('true', 'false', '1', 'True'),
});

const syncNames = ['Ebay', 'Amazon', 'Otto'];

/** Documents in many layouts, and a live state that has little to do with them. */
const aWorld = fc
  .record({
    documents: fc.array(aDocument, { minLength: 1, maxLength: 3 }),
    acme: fc.array(live, { minLength: 3, maxLength: 3 }),
    globex: fc.option(fc.array(live, { minLength: 3, maxLength: 3 }), { nil: undefined }),
    oneFile: fc.boolean(),
    lineEnd: fc.constantFrom('\n', '\r\n'),
  })
  .map(({ documents, acme, globex, oneFile, lineEnd }) => {
    const written = documents.map((document, index) => write(document, syncNames[index]!, lineEnd));
    const files: Record<string, string> = {};
    const tokens: Record<string, string[]> = {};
    for (const [index, one] of written.entries()) {
      const path = oneFile ? 'all.yaml' : `${index}.yaml`;
      files[path] = `${files[path] === undefined ? '' : `${files[path]}---${lineEnd}`}${one.text}`;
      tokens[path] = [...(tokens[path] ?? []), ...one.tokens];
    }
    const syncs = (values: typeof acme) => values.map((value, index) => liveSync(value, index));
    const labels = { tier: 'gold' };
    return {
      files,
      tokens,
      live: { acme: { syncs: syncs(acme), labels }, globex: { syncs: syncs(globex ?? acme), labels } },
    };
  });

function liveSync(
  { interval, text, number, on }: typeof live extends fc.Arbitrary<infer T> ? T : never,
  index: number,
): ObservedSync {
  const options: ObservedOption[] = [
    option(index * 10 + 1, 'Prefix', 'String', text),
    option(index * 10 + 2, 'Items 😀', 'Int32', number, true),
    option(index * 10 + 3, 'Create orders', 'bool', on, true),
  ];
  const id = `${String(index).padStart(8, '0')}-0d44-4b50-8888-000000000001`;
  return aSync({
    id,
    name: syncNames[index]!,
    options,
    interval: interval === null ? null : durationOfSeconds(interval),
  });
}

/** The YAML, and the source text of each value in it. */
function write(document: Document, name: string, lineEnd: string) {
  const { layout, interval, window, share, suspended } = document;
  const tokens: string[] = [];
  const isFlow = layout === 'flow';
  const put = (value: string, how: Manner, indent: string, inFlow: boolean) => {
    const [before, token, after] = writeValue(value, how, indent, inFlow);
    tokens.push(token.replaceAll('\n', lineEnd));
    return `${before}${token}${inFlow ? '' : after}`;
  };
  const inFlow = layout !== 'block';
  const entries = [
    ...(document.text ? [['Prefix', document.text] as const] : []),
    ...(document.number ? [['"Items 😀"', document.number] as const] : []),
    ...(document.on ? [['Create orders', document.on] as const] : []),
  ] as (readonly [string, readonly [string, Manner]])[];
  const separator = isFlow ? ', ' : '\n';
  const lines = [document.tenants, `sync: { name: ${name}, salesChannel: "Shop" }`];
  if (interval) {
    const [length, notate, how] = interval;
    lines.push(`interval:${put(notate(durationOfSeconds(length)), how, '  ', isFlow)}`);
  }
  if (entries.length > 0) {
    const list = entries.map(([key, [value, how]]) => `${key}:${put(value, how, '    ', inFlow)}`);
    lines.push(inFlow ? `configs: { ${list.join(', ')} }` : `configs:\n  ${list.join('\n  ')}`);
  }
  if (suspended) lines.push('suspend: { reason: freeze }');
  if (window !== 'none') {
    const start = window === 'open' ? '"0 * * * *"' : '"0 3 1 6 *"';
    const duration = share && interval && !isFlow ? '&shared 1h' : '1h';
    lines.push(
      `windows: [{ start: ${start}, duration: ${duration}, interval: ${duration === '1h' ? '7m' : '*shared'} }]`,
    );
  }
  const text = isFlow ? `{ ${lines.join(separator)} }\n` : `${lines.join('\n')}\n`;
  return { text: text.replaceAll('\n', lineEnd), tokens };
}

/** What stands before the value, the value, and what follows on its line. */
function writeValue(value: string, { quotes, gap, comment }: Manner, indent: string, inFlow: boolean) {
  const double = JSON.stringify(value).replace(
    /[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udfff](?![\udc00-\udfff])(?<![\ud800-\udbff][\udc00-\udfff])/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  const isSimple =
    /^[\p{L}\d][\p{L}\p{N}:.-]*$/u.test(value) && !/^null$/i.test(value) && !value.endsWith(':');
  const isOneLine = /^[^\p{C}\p{Zl}\p{Zp}]*$/u.test(value);
  switch (quotes) {
    case 'plain':
      return [gap, isSimple ? value : double, comment] as const;
    case 'single':
      return [gap, isOneLine ? `'${value.replaceAll("'", "''")}'` : double, comment] as const;
    case 'double':
      return [gap, double, comment] as const;
    case 'block':
      if (inFlow || !isSimple) return [gap, double, comment] as const;
      return [gap, `|-${comment.trimEnd()}\n${indent}${value}`, ''] as const;
    case 'nextLine':
      return inFlow ? ([gap, double, comment] as const) : ([`\n${indent}`, double, comment] as const);
    case 'tagged':
      return [`${gap}!!str `, double, comment] as const;
    case 'anchored':
      return [`${gap}&a `, isSimple ? value : double, comment] as const;
  }
}
