import { appendFileSync, renameSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useFolder } from '../../test/support/journal.ts';
import { noLink, tornFrom } from './chain.ts';
import { endOfRotated, findEnd } from './end.io.ts';
import { openFile } from './files.io.ts';

const place = useFolder();

async function end() {
  const file = await openFile(place.path(), 'journal.jsonl');
  return findEnd(file!).finally(() => file!.handle.close());
}

it('the end of a file is its last record', async () => {
  await place.fill(3);
  expect(await end()).toEqual({ link: { number: 4, hash: expect.any(String) }, terminated: true });
});

it('what stands behind the last record is torn, however long it is', async () => {
  await place.fill(1);
  const torn = '{"kind":"change"'.padEnd(200_000, 'x');
  appendFileSync(place.path('journal.jsonl'), torn);
  expect(await end()).toMatchObject({
    link: { number: 2 },
    terminated: false,
    torn: tornFrom(Buffer.from(torn)),
  });
});

it('an empty file ends before its first record', async () => {
  writeFileSync(place.path('journal.jsonl'), '');
  expect(await end()).toEqual({ link: noLink, terminated: true });
});

it('of the full files the newest that holds a record counts', async () => {
  expect(await endOfRotated(place.path())).toEqual(noLink);
  await place.fill(2);
  renameSync(place.path('journal.jsonl'), place.path('journal-1.jsonl'));
  writeFileSync(place.path('journal-2.jsonl'), 'no record\n');
  expect(await endOfRotated(place.path())).toMatchObject({ number: 3 });
});
