import { describe, expect, it } from 'vitest';
import { aSync, aTenant } from '../../../test/support/build.ts';
import { type Asking, answered } from '../../../test/support/explained.ts';
import type { ExplainQuestion } from './question.ts';

const now = '2026-11-26T12:00:00+01:00';
const files = { 'all.yaml': 'tenants: all\nsync: { name: Ebay, salesChannel: Shop }\ninterval: 10m\n' };
const acme = aTenant();
const globex = aTenant([aSync({ name: 'Amazon' })], { name: 'globex' });
const failure = { tenant: 'globex', code: 'timeout', message: 'no answer' } as const;

function tell(question: Partial<ExplainQuestion>, asking: Partial<Asking> = {}) {
  const { syncs, problems } = answered(
    { sync: 'Ebay', ...question },
    { files, now, observed: [acme, globex], ...asking },
  );
  return { tenants: syncs.map(({ tenant }) => tenant), codes: problems.map(({ code }) => code), syncs };
}

describe('what is told', () => {
  it('is of each tenant that has the sync, and those that do not answer by the documents', () => {
    expect(tell({}).tenants).toEqual(['acme']);
    const { tenants, syncs } = tell({}, { observed: [acme], names: ['acme', 'globex'] });
    expect(tenants).toEqual(['acme', 'globex']);
    expect(syncs.map(({ isAnswered }) => isAnswered)).toEqual([true, false]);
  });

  it.each<[string, Partial<ExplainQuestion>, Partial<Asking>, string]>([
    ['no tenant has the sync', { sync: 'Ebey' }, {}, 'unknown-sync'],
    ['a tenant has several', {}, { observed: [aTenant([aSync(), aSync({ id: 'b' })])] }, 'ambiguous-sync'],
    ['it has no such field', { field: 'Intervall' }, {}, 'unknown-field'],
  ])('is a problem where %s', (_, question, asking, code) => {
    expect(tell(question, asking)).toMatchObject({ tenants: [], codes: [code] });
  });

  it('is only that nobody answered, where nobody did and no document names it', () => {
    const nobody = { observed: [], names: ['globex'], parts: { failures: [failure] } };
    expect(tell({ sync: 'Ebey' }, nobody)).toMatchObject({ tenants: [], codes: [] });
  });

  it('is one field, where that is asked for by its name or identifier', () => {
    const [option] = acme.syncs[0]!.options;
    for (const field of ['interval', option!.name, option!.id.toUpperCase()]) {
      expect(tell({ field }).syncs[0]!.fields).toHaveLength(1);
    }
  });
});

it('what only holds now is not said of another moment, and a refusal holds back what differs', () => {
  const until = Date.parse('2026-11-26T13:00:00+01:00');
  const holds = {
    ofTenant: () => [{ rule: 'refused' } as const, { rule: 'backOff', until } as const],
    ofField: () => ({ rule: 'failing', until }) as const,
  };
  const rules = (asking: Partial<Asking>) => {
    const [sync] = tell({}, { holds, ...asking }).syncs;
    return [...sync!.holds, sync!.fields[0]!.held].map((held) => held?.rule);
  };
  expect(rules({})).toEqual(['backOff', 'failing']);
  expect(rules({ at: '2026-11-27T12:00:00+01:00' })).toEqual([undefined]);
  const other = { 'all.yaml': files['all.yaml'].replace('10m', '5m') };
  expect(rules({ files: other })).toEqual(['refused', 'backOff', 'failing']);
});
