import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import stringWidth from 'string-width';
import { describe, expect, it, test } from 'vitest';
import { namesOfOddWidth } from '../../test/support/names.ts';
import { runs } from '../../test/support/runs.ts';
import { createCalendar } from '../base/calendar.ts';
import { plain } from '../base/paint.ts';
import { ok } from '../base/result.ts';
import {
  createSelection,
  type HistoryFilter,
  type HistoryRecord,
  historyJson,
  historyRecord,
  parseMoment,
} from './history.ts';
import { historyText, verificationText } from './text.ts';

const isHistory = historyValidator();

describe('the history for people', () => {
  it('is one line a change, newest last, below its day', () => {
    const records = [
      aChange({ time: '2026-03-04T12:00:05.000Z' }),
      aChange({
        ...anOption('Create orders', 'false', 'true'),
        outcome: 'failed',
        error: told,
        cause: 'live',
      }),
      aPass({ time: '2026-03-05T08:00:00.000Z', result: 'refused', told: [told] }),
    ];
    expect(textOf(records)).toBe(`2026-03-04
12:00:05 acme / Ebay (Shop)  interval 10m → 5m           applied           by 1a2b3c4 (schedule)  changed in git
12:00:05 acme / Ebay (Shop)  Create orders false → true  failed [timeout]  by 1a2b3c4 (schedule)  changed in Wawi
2026-03-05
08:00:00 pass: refused: it took too long [timeout]  by 1a2b3c4 (schedule)
1 applied, 1 failed, 1 pass: refused.
`);
  });

  it('tells who did it: a pass and what woke it, or a person at the command line', () => {
    const by = (changes: Partial<HistoryRecord>) => textOf([aChange(changes as object)]).split('\n')[1];
    expect(by({ reasons: ['files', 'schedule'], cause: 'unknown' } as object)).toMatch(
      / {2}by 1a2b3c4 \(files, schedule\)$/,
    );
    expect(by({ pass: null, reasons: [], cause: 'unknown' } as object)).toMatch(/ {2}by 1a2b3c4 \(apply\)$/);
    expect(by({ revision: null, cause: 'unknown' } as object)).toMatch(/applied {2}\(schedule\)$/);
    expect(by({ revision: 'rev-main-2026', cause: 'unknown' } as object)).toContain(
      'by rev-main-2026 (schedule)',
    );
  });

  it('shows values as plans do, secrets masked, and drift that was only observed', () => {
    const { outcome: _, ...observed } = aChange(anOption('Key', '(secret)', '(secret)'));
    const text = textOf([
      { ...observed, secret: true } as HistoryRecord,
      aChange(anOption('Text', null, 'null')),
      aChange({ before: 'odd', after: 'odder' }),
    ]);
    expect(text).toContain('Key (secret) → (secret)  observed');
    expect(text).toContain('Text null → "null"');
    expect(text).toContain('interval odd → odder');
  });

  it('says how many there were where it shows only the newest', () => {
    const selection = createSelection({ tenants: [], syncs: [], limit: 2 });
    for (let n = 1; n <= 9; n++) selection.add(aChange({ after: `PT${n}M` }));
    const lines = historyText(selection.history(), { paint: plain, width: 200, clock }).split('\n');
    expect(lines.slice(1, 3).map((line) => /→ \dm/.exec(line)?.[0])).toEqual(['→ 8m', '→ 9m']);
    expect(lines[3]).toBe('The last 2 of 9: 2 applied.');
  });

  test.each([30, 60, 80, 100, 120])('fits a terminal of %i columns', (width) => {
    const long = aChange({
      tenant: 'a-tenant-with-a-long-name',
      sync: { id: 's', name: 'A sync that has a long name too', salesChannel: 'Shop of 𝒜 and 👩‍👩‍👧' },
      ...anOption('An option of a long name', 'x'.repeat(90), 'y'.repeat(90)),
      outcome: 'notConverged',
      error: told,
      cause: 'live',
    });
    const lines = textOf(
      [aChange(), long, aPass({ told: [{ code: 'c', message: 'm'.repeat(200) }] })],
      width,
    ).split('\n');
    for (const line of lines.slice(0, -2)) expect([...line].length, line).toBeLessThanOrEqual(width);
    if (width >= 80) expect(lines[1]).toMatch(/^12:00:05 acme \/ Ebay \(Shop\).*interval 10m → 5m.*applied/);
  });

  test.each([60, 80, 120])('stands in columns of %i cells, whatever the names take', (width) => {
    const records = namesOfOddWidth.map((name) =>
      aChange({ tenant: name, sync: { id: 's', name, salesChannel: name } }),
    );
    const lines = textOf(records, width).split('\n').slice(1, -2);
    expect(lines).toHaveLength(namesOfOddWidth.length);
    const starts = lines.map((line) => stringWidth(line.slice(0, line.indexOf('interval'))));
    expect(new Set(starts).size).toBe(1);
    for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(width);
  });

  it('shows nothing that would move the cursor or colour, wherever it comes from', () => {
    const evil = '\u001b[31m\n\r\u202e';
    const text = textOf([
      aChange({
        tenant: evil,
        sync: { id: evil, name: evil, salesChannel: evil },
        revision: evil,
        reasons: [evil],
      }),
      aChange({
        ...anOption(evil, evil, `${evil}x`),
        outcome: 'failed',
        error: { code: evil, message: evil },
      }),
      aPass({ result: evil, told: [{ code: evil, message: evil }] }),
    ]);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(text.trimEnd().split('\n')).toHaveLength(5);
  });
});

describe('the history selects', () => {
  const records = [
    aChange({ time: '2026-03-01T00:00:00.000Z', tenant: 'acme' }),
    aChange({ time: '2026-03-02T00:00:00.000Z', tenant: 'globex' }),
    aChange({
      time: '2026-03-03T00:00:00.000Z',
      tenant: 'acme',
      sync: { id: 'AB-1', name: 'Amazon', salesChannel: null },
    }),
    aPass({ time: '2026-03-04T00:00:00.000Z' }),
  ];
  const at = (text: string) => Date.parse(text);
  test.each<[string, Partial<HistoryFilter>, number[]]>([
    ['everything where nothing is asked for', {}, [0, 1, 2, 3]],
    ['by tenant, without passes, which have none', { tenants: ['acme'] }, [0, 2]],
    ['by several tenants', { tenants: ['acme', 'globex'] }, [0, 1, 2]],
    ["by a sync's name", { syncs: ['Ebay'] }, [0, 1]],
    ["by a sync's name and channel", { syncs: ['Ebay (Shop)', 'Amazon'] }, [0, 1, 2]],
    ['by its identifier, whatever the case', { syncs: ['ab-1'] }, [2]],
    ['from a time on', { since: at('2026-03-02T00:00:00Z') }, [1, 2, 3]],
    ['before a time', { until: at('2026-03-02T00:00:00Z') }, [0]],
    ['the newest', { limit: 1, tenants: ['acme'] }, [2]],
    ['none', { limit: 0 }, []],
  ])('%s', (_, filter, expected) => {
    const selection = createSelection({ tenants: [], syncs: [], ...filter });
    for (const record of records) selection.add(record);
    expect(selection.history().records).toEqual(expected.map((index) => records[index]));
  });

  it('nothing by a name that there is not, and says which was probably meant', () => {
    const selection = createSelection({ tenants: [], syncs: ['ebay'] });
    for (const record of records) selection.add(record);
    expect(selection.history()).toEqual({ records: [], total: 0, meant: 'Ebay' });
  });

  it('the newest as a slice of all would have them (a law)', () => {
    fc.assert(
      fc.property(fc.nat(40), fc.nat(12), (count, limit) => {
        const all = Array.from({ length: count }, (_, number) => aChange({ number }));
        const selection = createSelection({ tenants: [], syncs: [], limit });
        all.forEach(selection.add);
        const { records, total } = selection.history();
        expect([records, total]).toEqual([all.slice(Math.max(0, count - limit)), count]);
      }),
    );
  });
});

describe('a moment', () => {
  const context = {
    now: Date.parse('2026-03-04T12:00:00Z'),
    timezone: 'Europe/Berlin',
    calendar: createCalendar(),
  };
  test.each([
    ['2d', '2026-03-02T12:00:00.000Z'],
    ['36h', '2026-03-03T00:00:00.000Z'],
    ['PT90M', '2026-03-04T10:30:00.000Z'],
    ['2026-03-01', '2026-02-28T23:00:00.000Z'],
    ['2026-03-01T08:00', '2026-03-01T07:00:00.000Z'],
    ['2026-03-01T08:00:00Z', '2026-03-01T08:00:00.000Z'],
  ])('%s is %s', (text, expected) => {
    expect(parseMoment(text, context)).toEqual(ok(Date.parse(expected)));
  });

  test.each(['', '2', 'yesterday', '-2d', '2026-02-30', '\u001b[2J'])('%j is none, in words', (text) => {
    const moment = parseMoment(text, context);
    expect(moment).toMatchObject({
      why: expect.stringMatching(/^`.*` is no time: write so long ago, like 36h/),
    });
    expect(JSON.stringify(moment)).not.toContain('\\u001b');
  });
});

describe('a line of the journal', () => {
  it('is read without what only the journal needs', () => {
    const line = { ...aChange(), previous: 'a', hash: 'b', proof: { salt: 'c', digest: 'd' }, secret: true };
    expect(historyRecord(line)).toEqual({ ...aChange(), secret: true });
    expect(historyRecord({ ...aPass(), previous: 'a', hash: 'b' })).toEqual(aPass());
  });

  it('may be older than kinds, numbers and passes', () => {
    const { kind: _k, number: _n, pass: _p, reasons: _r, secret: _s, ...older } = aChange();
    expect(historyRecord(older)).toEqual({ ...aChange(), number: null, pass: null, reasons: [] });
    expect(historyRecord({ ...older, proof: {} })).toMatchObject({ secret: true });
  });

  it('is nothing where it is about no change and no pass', () => {
    for (const line of [
      {},
      { kind: 'file', time: '2026-03-04T12:00:00Z' },
      { ...aChange(), time: 'now' },
      [],
    ]) {
      expect(historyRecord(line as object as Record<string, unknown>)).toBeUndefined();
    }
  });

  it('never crashes a reader, and what is read of it is as the schema has it (a law)', () => {
    const odd = fc.dictionary(
      fc.constantFrom(...Object.keys({ ...aChange(), ...aPass(), option: 1, error: 1, proof: 1 })),
      fc.oneof(
        fc.jsonValue(),
        fc.constantFrom('2026-03-04T12:00:00Z', 'pass', 'change', 'interval', 'applied'),
      ),
    );
    const near = fc.record({
      base: fc.constantFrom(aChange(), aPass(), aChange(anOption('A', 'b', 'c'))),
      odd,
    });
    fc.assert(
      fc.property(near, ({ base, odd }) => {
        const record = historyRecord({ ...base, ...odd });
        if (!record) return;
        expect(isHistory(historyJson([record])), JSON.stringify(isHistory.errors)).toBe(true);
        expect(textOf([record])).toMatch(/\n$/);
      }),
      runs(500),
    );
  });
});

describe('a verification for people', () => {
  it('says that the journal is whole, how much there is, and the hash to keep', () => {
    const last = { number: 1234, hash: 'f'.repeat(64) };
    const text = verificationText(
      { result: 'whole', files: 3, records: 1234, last, notes: ['n'] },
      '.sollist',
      plain,
    );
    expect(text).toBe(
      `note: n\nThe journal is whole: 1234 records in 3 files.\nThe last one is 1234, with the hash ${last.hash}.\n`,
    );
  });

  it('says where it is broken, as a place in a file', () => {
    const broken = { file: 'journal.jsonl', line: 12, message: 'this line is no record, or was changed' };
    const text = verificationText(
      { result: 'broken', files: 1, records: 11, break: broken, notes: [] },
      'state',
      plain,
    );
    expect(text).toBe(
      'state/journal.jsonl:12: this line is no record, or was changed\nThe journal is broken, after 11 records.\n',
    );
  });
});

const told = { code: 'timeout', message: 'it took too long' };

type ChangeRecord = HistoryRecord & { kind: 'change' };
type PassRecord = HistoryRecord & { kind: 'pass' };

function aChange(changes: Partial<ChangeRecord> = {}): ChangeRecord {
  return {
    kind: 'change',
    number: 2,
    time: '2026-03-04T12:00:05.000Z',
    pass: 'p1',
    reasons: ['schedule'],
    revision: '1a2b3c4d5e6f1a2b3c4d5e6f1a2b3c4d5e6f1a2b',
    tenant: 'acme',
    sync: { id: 's1', name: 'Ebay', salesChannel: 'Shop' },
    field: 'interval',
    before: 'PT10M',
    after: 'PT5M',
    secret: false,
    outcome: 'applied',
    cause: 'git',
    ...changes,
  };
}

function anOption(name: string, before: string | null, after: string | null): Partial<ChangeRecord> {
  return { field: 'configs', option: { id: 'o1', name }, before, after };
}

function aPass(changes: Partial<PassRecord> = {}): PassRecord {
  return {
    kind: 'pass',
    number: 3,
    time: '2026-03-04T12:00:05.000Z',
    pass: 'p1',
    reasons: ['schedule'],
    revision: '1a2b3c4d5e6f1a2b3c4d5e6f1a2b3c4d5e6f1a2b',
    result: 'refused',
    ...changes,
  };
}

function clock(at: number) {
  const [date, time] = new Date(at).toISOString().split('T');
  return { date: date!, time: time!.slice(0, 8) };
}

function textOf(records: readonly HistoryRecord[], width = 200): string {
  return historyText({ records, total: records.length }, { paint: plain, width, clock });
}

function historyValidator() {
  const schema = (name: string) =>
    JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8'));
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(schema('plan'));
  return ajv.compile(schema('history'));
}
