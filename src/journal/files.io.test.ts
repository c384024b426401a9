import { linkSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { useFolder } from '../../test/support/journal.ts';
import { verifyJournal } from './verify.io.ts';

const place = useFolder();

describe('a reader', () => {
  it('meets no file twice that is put aside while it looks', async () => {
    await place.fill(3);
    linkSync(place.path('journal.jsonl'), place.path('journal-1.jsonl'));
    expect(await verifyJournal(place.path())).toMatchObject({ result: 'whole', files: 1, records: 4 });
  });
});
