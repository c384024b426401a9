import { appendFileSync, cpSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, test } from 'vitest';
import { anEntry, linesIn, resealed, rewrite, textOf, useFolder } from '../../test/support/journal.ts';
import { verifyJournal } from './verify.io.ts';

const place = useFolder();

describe('the journal shows', () => {
  test.each([
    ['an edit', (lines: string[]) => lines.with(3, lines[3]!.replace('PT5M', 'PT9M')), 4],
    ['an edit in white space alone', (lines: string[]) => lines.with(3, lines[3]!.replace(',', ', ')), 4],
    ['an edit that was sealed again', (lines: string[]) => lines.with(3, resealed(lines[3]!)), 5],
    [
      'an edit of the last line that was sealed again',
      (lines: string[]) => lines.with(5, resealed(lines[5]!)),
      6,
    ],
    ['a cut in the middle', (lines: string[]) => lines.toSpliced(2, 2), 3],
    ['a cut at the beginning', (lines: string[]) => lines.slice(1), 1],
    ['a cut at the end', (lines: string[]) => lines.slice(0, -2), 4],
    ['two lines swapped', (lines: string[]) => lines.toSpliced(2, 2, lines[3]!, lines[2]!), 3],
    ['a line twice', (lines: string[]) => lines.toSpliced(2, 0, lines[2]!), 4],
    ['a line of somebody else', (lines: string[]) => lines.toSpliced(2, 0, '{"kind":"change"}'), 3],
    ['an empty line', (lines: string[]) => lines.toSpliced(2, 0, ''), 3],
    ['that nothing is left', () => [], 0],
  ])('%s, by the line', async (_, tamper, line) => {
    await place.fill(5);
    rewrite(place.path(), tamper(textOf(place.path()).trimEnd().split('\n')));
    expect(await verifyJournal(place.path())).toMatchObject({
      result: 'broken',
      break: { file: 'journal.jsonl', line },
    });
  });

  it('a cut at the end for ever, though more was written after it', async () => {
    await place.fill(5);
    rewrite(place.path(), textOf(place.path()).trimEnd().split('\n').slice(0, -2));
    const { journal, told } = place.open();
    await journal.record(anEntry());
    expect(told).toEqual(['the end of the journal is missing; `history --verify` tells where']);
    expect(await verifyJournal(place.path())).toMatchObject({
      result: 'broken',
      break: { line: 5, message: '2 records are missing before this line' },
    });
  });

  it('a cut together with the head that told of it, to the daemon that wrote both', async () => {
    const { journal } = place.open();
    for (let n = 0; n < 3; n++) await journal.record(anEntry());
    const before = mkdtempSync(join(tmpdir(), 'journal-'));
    cpSync(place.path(), before, { recursive: true });
    await journal.record(anEntry());
    cpSync(before, place.path(), { recursive: true });
    rmSync(before, { recursive: true });
    expect(await verifyJournal(place.path())).toMatchObject({ result: 'whole' });
    await journal.record(anEntry());
    expect(await verifyJournal(place.path())).toMatchObject({ result: 'broken', break: { line: 5 } });
  });

  it('that the head is gone, also after more was written', async () => {
    await place.fill(2);
    rmSync(place.path('journal.head.json'));
    expect(await verifyJournal(place.path())).toMatchObject({
      result: 'broken',
      break: { file: 'journal.head.json' },
    });
    await place.open().journal.record(anEntry());
    expect(await verifyJournal(place.path())).toMatchObject({
      result: 'broken',
      break: { file: 'journal.jsonl', line: 4 },
    });
  });

  it('that the journal is gone and the head is left', async () => {
    await place.fill(2);
    rmSync(place.path('journal.jsonl'));
    expect(await verifyJournal(place.path())).toMatchObject({ result: 'broken', break: { line: 0 } });
  });

  it('lines that somebody else has added, also after more was written', async () => {
    await place.fill(2);
    appendFileSync(place.path('journal.jsonl'), '{"kind":"change"}\n{"kind":"change"}\n');
    expect(await verifyJournal(place.path())).toMatchObject({ result: 'broken', break: { line: 4 } });
    await place.open().journal.record(anEntry());
    expect(await verifyJournal(place.path())).toMatchObject({ result: 'broken', break: { line: 4 } });
  });

  it('nothing wrong where nothing is: all records follow one another', async () => {
    await place.fill(5);
    const lines = linesIn(place.path());
    expect(await verifyJournal(place.path())).toEqual({
      result: 'whole',
      files: 1,
      records: 6,
      last: { number: 6, hash: lines[5]!.hash },
      notes: [],
    });
    expect(await verifyJournal(place.path('none'))).toEqual({
      result: 'missing',
      files: 0,
      records: 0,
      notes: [],
    });
  });

  it('nothing wrong with lines from before there was a chain', async () => {
    writeFileSync(place.path('journal.jsonl'), '{"tenant":"acme"}\n{"tenant":"globex"}\n');
    await place.open().journal.record(anEntry());
    expect(await verifyJournal(place.path())).toMatchObject({
      result: 'whole',
      records: 2,
      notes: ['journal.jsonl:1: lines from before the chain, or cut short'],
    });
    const lines = textOf(place.path()).split('\n');
    rewrite(place.path(), lines.with(0, '{"tenant":"other"}').slice(0, -1));
    expect(await verifyJournal(place.path())).toMatchObject({ result: 'broken', break: { line: 1 } });
  });
});
