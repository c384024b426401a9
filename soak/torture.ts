// Files that change in all the ways in which they change, while passes read them, for long: no pass may ever read what did not
// lie at rest, and what comes last must be read. What stands still for two minutes has got stuck.
//   npm run soak:torture [-- --seconds 120 --seed 7]
import { parseArgs } from 'node:util';
import { torture } from '../test/support/torture/torture.ts';

const { values: flags } = parseArgs({
  options: {
    seconds: { type: 'string', default: '120' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
  },
});
const endsAt = Date.now() + 1_000 * Number(flags.seconds);
const kinds = [
  { kind: 'files', mode: 'events' },
  { kind: 'files', mode: 'events' },
  { kind: 'files', mode: 'poll' },
  { kind: '..data', mode: 'events' },
] as const;
const sums = { deeds: 0, states: 0, quick: 0 };
const deeds = 40;
for (let round = 0; Date.now() < endsAt; round += 1) {
  const seed = `${Number(flags.seed) + round}`;
  const stuck = setTimeout(() => {
    console.error(`stuck with seed ${seed}`);
    process.exit(1);
  }, 120_000);
  const found = await Promise.all(kinds.map((options) => torture({ seed, deeds, ...options })));
  clearTimeout(stuck);
  for (const { wrong, states, quick } of found) {
    sums.deeds += deeds;
    sums.states += states;
    sums.quick += quick;
    if (wrong.length === 0) continue;
    console.error(`with seed ${seed} passes read what did not lie at rest:\n${wrong.join('\n')}`);
    process.exitCode = 1;
  }
}
console.log(
  `torture: ${sums.deeds} deeds, ${sums.states} states read, ${sums.quick} passes read some files only`,
);
