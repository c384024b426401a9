import { appendFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { historyIn, useFolder } from '../../test/support/journal.ts';
import { readJournal } from './read.io.ts';

const place = useFolder();

it('a journal that is not there is none', async () => {
  expect(await readJournal(place.path('nowhere'), () => {})).toBe(false);
});

it('records are met oldest first, and lines that are none are passed over', async () => {
  await place.fill(2);
  appendFileSync(place.path('journal.jsonl'), 'no record\n{"kind":"change"}\n');
  const records = await historyIn(place.path());
  expect(records.map(({ number }) => number)).toEqual([2, 3]);
  expect(await readJournal(place.path(), () => {})).toBe(true);
});
