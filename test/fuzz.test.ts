import { readFileSync } from 'node:fs';
import { afterAll, expect, test } from 'vitest';
import { closeInputs, type DoorName, doors, tryInput } from '../soak/fuzz/inputs.ts';
import { runs } from './support/runs.ts';

type Kept = { readonly door: DoorName; readonly seed: string; readonly number: number };

const kept: readonly Kept[] = JSON.parse(
  readFileSync(new URL('../soak/seeds/failed.json', import.meta.url), 'utf8'),
);

afterAll(closeInputs);

test('what failed once is taken by the doors, without a word of a secret and without a write', async () => {
  for (const one of kept) {
    expect(await tryInput(one.door, one.seed, one.number), JSON.stringify(one)).toBeUndefined();
  }
});

test.each(Object.keys(doors) as DoorName[])('so are some inputs of the door %s', async (door) => {
  for (let number = 0; number < runs(100).numRuns; number += 1) {
    expect(await tryInput(door, 'test', number), `number ${number}`).toBeUndefined();
  }
});
