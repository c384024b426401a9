import { describe, expect, test } from 'vitest';
import { createFaults } from './faults.ts';
import type { FaultRule } from './kinds.ts';
import { parseFaults } from './rules.ts';

const faults = (spec: string) => parseFaults(spec) as readonly FaultRule[];

describe('faults at rates between', () => {
  const draws = (seed: number, tenants: readonly string[]) => {
    const drawn = createFaults(faults('503=0.2,reset=0.3,latency=0.1'), seed);
    const seen = new Map<string, string[]>(tenants.map((tenant) => [tenant, []]));
    for (let call = 0; call < 500; call += 1) {
      for (const tenant of tenants) seen.get(tenant)!.push(drawn.draw(tenant, 'read').fault?.kind ?? '-');
    }
    return seen;
  };

  test('are the same for the same seed, however tenants take turns', () => {
    const together = draws(5, ['acme', 'globex']);
    expect(draws(5, ['globex']).get('globex')).toEqual(together.get('globex'));
    expect(together.get('acme')).not.toEqual(together.get('globex'));
    expect(draws(6, ['acme']).get('acme')).not.toEqual(together.get('acme'));
  });

  test('come about as often as asked', () => {
    const all = [...draws(1, ['a', 'b', 'c', 'd']).values()].flat();
    const share = (kind: string) => all.filter((seen) => seen === kind).length / all.length;
    expect(share('503')).toBeCloseTo(0.2, 1);
    expect(share('reset')).toBeCloseTo(0.8 * 0.3, 1);
  });
});

test('the first of the table wins, however the rules are written, and waits add to it', () => {
  const { wait, fault } = createFaults(faults('token=1,reset=1,401=1,latency=1:120,latency=1'), 1).draw(
    'acme',
    'read',
  );
  expect([wait, fault?.kind]).toEqual([620, '401']);
});

test('a kind hits the calls that it concerns', () => {
  const drawn = createFaults(faults('ignored=1,token=1'), 1);
  const kinds = (['read', 'write', 'token'] as const).map((call) => drawn.draw('acme', call).fault?.kind);
  expect(kinds).toEqual([undefined, 'ignored', 'token']);
});

test('x2 ends after two, for all tenants together', () => {
  const drawn = createFaults(faults('503=1x2'), 1);
  expect(['a', 'b', 'a'].map((tenant) => drawn.draw(tenant, 'read').fault?.kind)).toEqual([
    '503',
    '503',
    undefined,
  ]);
});
