import { appendFileSync, existsSync, mkdirSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { useTempFolder } from '../../../test/support/folder.ts';
import { aChange } from '../../../test/support/history.ts';
import { runs } from '../../../test/support/runs.ts';
import { near } from './part.io.ts';
import { createRecent } from './recent.io.ts';

const place = useTempFolder();
const start = Date.parse('2026-03-04T12:00:00Z');
const current = 'journal.jsonl';

/** What happens to a journal: times are in minutes, and also of clocks that were put back. */
const step = fc.record({
  kind: fc.constantFrom(
    ...(['add', 'add', 'add', 'junk', 'cut', 'whole', 'rotate', 'forget', 'another', 'ask', 'ask'] as const),
  ),
  at: fc.integer({ min: 0, max: 60 }),
});

it('what is read on, file by file, comes to the same as to read all anew', async () => {
  const law = fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 40 }), async (steps) => {
    rmSync(place(), { recursive: true });
    mkdirSync(place());
    const again = createRecent(place());
    const append = (text: string) => appendFileSync(place(current), text);
    let [number, rotated, since] = [0, 0, 0];
    for (const { kind, at } of steps) {
      const time = new Date(start + at * near).toISOString();
      // Each line ends with a seal of its own, as the journal's do.
      const record = { ...aChange({ time }), number, seal: `${number}`.padStart(64, '0') };
      const line = JSON.stringify(record);
      number += 1;
      if (kind === 'add') append(`${line}\n`);
      if (kind === 'junk') append(`no record ${number}\n`);
      if (kind === 'cut') append(line.slice(0, 30));
      if (kind === 'whole') append(`\n${line}`);
      // A file may come to have the number of one that is gone. It has a size of its own.
      if (kind === 'another') writeFileSync(place(current), `${line}${' '.repeat(number)}\n`.repeat(9));
      if (kind === 'rotate' && existsSync(place(current)))
        renameSync(place(current), place(`journal-${++rotated}.jsonl`));
      if (kind === 'forget') rmSync(place(`journal-${rotated}.jsonl`), { force: true });
      if (kind !== 'ask') continue;
      since = Math.max(since, at - 30);
      const asked = { tenants: [], syncs: [], since: start + since * near, limit: 2 };
      expect(await again(asked)).toEqual(await createRecent(place())(asked));
    }
  });
  await fc.assert(law, runs(60));
});
