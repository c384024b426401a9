import { mkdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  anEntry,
  anInterval,
  filesIn,
  inTurns,
  intervalRef,
  linesIn,
  useFolder,
} from '../../test/support/journal.ts';
import { verifyJournal } from './verify.io.ts';

const place = useFolder();

describe('a full file', () => {
  it('is put aside, the chain goes on over all files, and the oldest are removed', async () => {
    const { journal } = place.open({ maxBytes: 3_000, maxFiles: 3 });
    for (let n = 0; n < 30; n++) await journal.record(anEntry());
    const names = filesIn(place.path());
    expect(names).toHaveLength(3);
    expect(names).not.toContain('journal-1.jsonl');
    for (const name of names) expect(readFileSync(place.path(name)).length).toBeLessThanOrEqual(3_000);
    const verification = await verifyJournal(place.path());
    expect(verification).toMatchObject({ result: 'whole', files: 3 });
    expect(verification.notes).toEqual([
      expect.stringMatching(/^\d+ records are missing in older files, which/),
    ]);
  });

  it('that was removed from the middle shows, and so does one that was cut at its beginning', async () => {
    const { journal } = place.open({ maxBytes: 2_000 });
    for (let n = 0; n < 12; n++) await journal.record(anEntry());
    const second = place.path('journal-2.jsonl');
    const text = readFileSync(second, 'utf8');
    rmSync(second);
    expect(await verifyJournal(place.path())).toMatchObject({ break: { file: 'journal-3.jsonl', line: 1 } });
    writeFileSync(second, text.slice(text.indexOf('\n') + 1));
    rmSync(place.path('journal-1.jsonl'));
    expect(await verifyJournal(place.path())).toMatchObject({ break: { file: 'journal-2.jsonl', line: 1 } });
  });

  it('that was put aside just before a crash does not break the chain', async () => {
    await place.fill(3);
    renameSync(place.path('journal.jsonl'), place.path('journal-1.jsonl'));
    expect(await verifyJournal(place.path())).toMatchObject({ result: 'whole', records: 4 });
    await place.open().journal.record(anEntry());
    expect(await verifyJournal(place.path())).toMatchObject({ result: 'whole', files: 2, records: 6 });
  });
});

describe('after a crash', { tags: 'slow' }, () => {
  it('at any byte of the last record the journal is whole, says so, and goes on', async () => {
    await place.fill(2);
    const before = readFileSync(place.path('journal.jsonl'));
    const head = readFileSync(place.path('journal.head.json'));
    await place.open().journal.record(anEntry([anInterval({ after: 900 })]));
    const after = readFileSync(place.path('journal.jsonl'));
    const cuts = Array.from({ length: after.length - before.length + 1 }, (_, n) => before.length + n);
    await inTurns(cuts, async (bytes) => {
      const directory = place.path(`cut at ${bytes}`);
      mkdirSync(directory);
      writeFileSync(join(directory, 'journal.jsonl'), after.subarray(0, bytes));
      writeFileSync(join(directory, 'journal.head.json'), head);
      expect(await verifyJournal(directory), directory).toMatchObject({ result: 'whole' });
      const isTorn = bytes > before.length && bytes < after.length - 1;
      const isThere = bytes >= after.length - 1;
      const { journal, told } = place.open({ directory });
      const cause = (await journal.causes())(intervalRef('acme', 's1'), 'PT15M');
      expect(cause, directory).toBe(isThere ? 'live' : 'git');
      await journal.record(anEntry());
      const kinds = linesIn(directory).map((line) => line?.kind);
      expect(kinds.slice(3), directory).toEqual(
        isTorn ? [undefined, 'torn', 'change'] : isThere ? ['change', 'change'] : ['change'],
      );
      const notes = isTorn ? ['journal.jsonl:4: a line that a crash cut short'] : [];
      expect(await verifyJournal(directory), directory).toMatchObject({ result: 'whole', notes });
      expect(told).toEqual([]);
    });
  }, 60_000);

  it('at any byte of the very first record too', async () => {
    await place.fill(1);
    const whole = readFileSync(place.path('journal.jsonl'));
    const nothing = '{"formatVersion":"1.0","count":0,"hash":null}\n';
    const cuts = Array.from({ length: Math.ceil(whole.length / 3) }, (_, n) => n * 3);
    await inTurns(cuts, async (bytes) => {
      const directory = place.path(`cut at ${bytes}`);
      mkdirSync(directory);
      writeFileSync(join(directory, 'journal.jsonl'), whole.subarray(0, bytes));
      writeFileSync(join(directory, 'journal.head.json'), nothing);
      expect(await verifyJournal(directory), directory).toMatchObject({ result: 'whole' });
      await place.open({ directory }).journal.record(anEntry());
      expect(await verifyJournal(directory), directory).toMatchObject({ result: 'whole' });
    });
  }, 60_000);

  it('a line cut short that was known to be whole is no crash, and shows', async () => {
    await place.fill(3);
    const { length } = readFileSync(place.path('journal.jsonl'));
    truncateSync(place.path('journal.jsonl'), length - 10);
    expect(await verifyJournal(place.path())).toMatchObject({ result: 'broken', break: { line: 4 } });
    await place.open().journal.record(anEntry());
    expect(await verifyJournal(place.path())).toMatchObject({ result: 'broken' });
  });
});
