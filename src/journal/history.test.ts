import { readFileSync } from 'node:fs';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { aChange, anOption, aPass } from '../../test/support/history.ts';
import { runs } from '../../test/support/runs.ts';
import { createCalendar } from '../base/calendar.ts';
import { plain } from '../base/paint.ts';
import { createSelection, type HistoryFilter, historyJson, historyRecord } from './history.ts';
import { historyText } from './text.ts';

const isHistory = historyValidator();
const here = { now: 0, timezone: 'Europe/Berlin', calendar: createCalendar() };
const look = { paint: plain, width: 200, here };

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
    expect(selection.history()).toEqual({ records: [], total: 0, meant: { name: 'Ebay' } });
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
        expect(historyText({ records: [record], total: 1 }, look)).toMatch(/\n$/);
      }),
      runs(500),
    );
  });
});

function historyValidator() {
  const schema = (name: string) =>
    JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8'));
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema(schema('plan'));
  return ajv.compile(schema('history'));
}
