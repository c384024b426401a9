import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import {
  anEntry,
  anInterval,
  historyIn,
  intervalRef,
  linesIn,
  useFolder,
} from '../../test/support/journal.ts';
import { verifyJournal } from './verify.io.ts';

const place = useFolder();

describe('a journal that cannot be written', () => {
  it('is told of once when that starts and once when it ends, throws nothing and forgets nothing', async () => {
    const directory = place.path('state');
    writeFileSync(directory, 'a file where the folder should be');
    const { journal, told } = place.open({ directory });
    for (const after of [300, 600, 900]) await journal.record(anEntry([anInterval({ after })]));
    const cause = await journal.causes();
    expect(cause(intervalRef('acme', 's1'), 'PT15M')).toBe('live');
    expect(told.sort()).toEqual([
      'the journal cannot be read; causes may be unknown',
      'the journal cannot be written; corrections go on',
    ]);
    rmSync(directory);
    await journal.causes();
    expect(told.slice(2).sort()).toEqual([
      'the journal can be read again',
      'the journal can be written again',
    ]);
    expect((await historyIn(directory)).map((record) => record.kind === 'change' && record.after)).toEqual([
      'PT5M',
      'PT10M',
      'PT15M',
    ]);
  });

  it('keeps so much and no more, and says afterwards how much it lost', async () => {
    const directory = place.path('state');
    writeFileSync(directory, '');
    const { journal } = place.open({ directory, maxPending: 2 });
    for (const after of [60, 120, 180, 240, 300]) await journal.record(anEntry([anInterval({ after })]));
    rmSync(directory);
    await journal.close();
    expect(linesIn(directory)).toMatchObject([
      { kind: 'file' },
      { kind: 'lost', count: 3 },
      { after: 'PT4M' },
      { after: 'PT5M' },
    ]);
    expect(await verifyJournal(directory)).toMatchObject({
      result: 'whole',
      notes: ['journal.jsonl:2: 3 records could not be written'],
    });
  });

  test.each([
    ['a folder', () => mkdirSync(place.path('journal.jsonl'))],
    ['a pipe', () => execFileSync('mkfifo', [place.path('journal.jsonl')])],
    ['a link that leads to itself', () => symlinkSync('journal.jsonl', place.path('journal.jsonl'))],
    ['a head that is a folder', () => mkdirSync(place.path('journal.head.json'))],
  ])('because of %s in its place stops nobody', async (_, spoil) => {
    spoil();
    const { journal, told } = place.open();
    await journal.record(anEntry());
    expect((await journal.causes())(intervalRef('acme', 's1'), 'PT5M')).toBe('live');
    expect(told).toContain('the journal cannot be written; corrections go on');
  });
});
