import { readdirSync, writeFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { useFolder } from '../../test/support/journal.ts';
import { noLink } from './chain.ts';
import { readHead, writeHead } from './head.io.ts';

const place = useFolder();
const hash = 'a'.repeat(64);

it('a head is read as it was written, and replaced as a whole', async () => {
  expect(await readHead(place.path())).toBeUndefined();
  await writeHead(place.path(), noLink);
  expect(await readHead(place.path())).toEqual(noLink);
  await writeHead(place.path(), { number: 7, hash });
  expect(await readHead(place.path())).toEqual({ number: 7, hash });
  expect(readdirSync(place.path())).toEqual(['journal.head.json']);
});

it.each(['', '{', '{"count":1}', '{"count":1,"hash":"short"}', `{"count":1.5,"hash":"${hash}"}`])(
  '%j is no head',
  async (text) => {
    writeFileSync(place.path('journal.head.json'), text);
    expect(await readHead(place.path())).toBeUndefined();
  },
);
