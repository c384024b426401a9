import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { describe, expect, it, test } from 'vitest';
import {
  aChange,
  anEntry,
  anInterval,
  anOption,
  filesIn,
  intervalRef,
  linesIn,
  optionRef,
  textOf,
  useFolder,
} from '../../test/support/journal.ts';

const place = useFolder();

describe('the cause of drift', () => {
  const interval = intervalRef('acme', 's1');
  const five = 'PT5M';

  it('is unknown for what was never written, Wawi for what was written last, else git', async () => {
    const { journal } = place.open();
    expect((await journal.causes())(interval, five)).toBe('unknown');
    await journal.record(anEntry([anInterval({ after: 300 })]));
    expect((await journal.causes())(interval, five)).toBe('live');
    await journal.record(anEntry([anInterval({ after: 900 })]));
    expect((await journal.causes())(interval, five)).toBe('git');
    expect((await journal.causes())({ ...interval, tenant: 'globex' }, five)).toBe('unknown');
  });

  it('comes with the time of the last write, where that is a time', async () => {
    const { journal } = place.open();
    expect((await journal.writes())(interval)).toBeUndefined();
    await journal.record(anEntry([anInterval({ after: 300 })]));
    expect((await journal.writes())(interval)).toBe(linesIn(place.path())[0]!.time);
    const line = textOf(place.path()).trimEnd();
    for (const time of ['7', '"yesterday"', '"\\u001b[2J"', 'null']) {
      const odd = line.replace(/"time":"[^"]*"/g, `"time":${time}`);
      writeFileSync(place.path(filesIn(place.path())[0]!), `${odd}\n`);
      expect((await place.open().journal.writes())(interval)).toBeUndefined();
    }
  });

  it('is one for an option on all syncs of its tenant, since the ERP stores it once', async () => {
    await place.open().journal.record(anEntry([anOption({ after: null })]));
    const cause = await place.open().journal.causes();
    expect(cause(optionRef('acme', 'another', 'o1'), null)).toBe('live');
  });

  it('comes from what another process has written meanwhile too, over rotations', async () => {
    const daemon = place.open({ maxBytes: 2_000 });
    const other = place.open({ maxBytes: 2_000 });
    await daemon.journal.record(anEntry([anInterval({ after: 300 })]));
    expect((await daemon.journal.causes())(interval, five)).toBe('live');
    for (const after of [900, 600, 1200, 60, 120, 180])
      await other.journal.record(anEntry([anInterval({ after })]));
    expect(filesIn(place.path()).length).toBeGreaterThan(1);
    expect((await daemon.journal.causes())(interval, 'PT3M')).toBe('live');
    await other.journal.record(anEntry([anInterval({ after: 300 })]));
    expect((await daemon.journal.causes())(interval, five)).toBe('live');
  });

  it('is read anew from a journal that was taken away, or replaced', async () => {
    const { journal } = place.open();
    await journal.record(anEntry([anInterval({ after: 300 })]));
    await journal.causes();
    rmSync(place.path(), { recursive: true });
    expect((await journal.causes())(interval, five)).toBe('unknown');
    mkdirSync(place.path());
    await place.open().journal.record(anEntry([anInterval({ after: 600 })]));
    expect((await journal.causes())(interval, five)).toBe('git');
  });

  it('is not led astray by torn, foreign and older lines', async () => {
    const older =
      '{"time":"2026-01-01T00:00:00Z","revision":null,"tenant":"acme","sync":{"id":"s1","name":"Ebay","salesChannel":null},"field":"interval","before":null,"after":"PT5M","outcome":"applied","cause":"unknown"}';
    const odd = [
      'null',
      '7',
      '[]',
      '{}',
      '{"outcome":"applied"}',
      '{"outcome":"applied","sync":null}',
      '\u0000',
      '',
    ];
    writeFileSync(place.path('journal.jsonl'), `${[older, ...odd, older.slice(0, 50)].join('\n')}`);
    const { journal, told } = place.open();
    expect((await journal.causes())(interval, five)).toBe('live');
    expect(told).toEqual([]);
  });
});

test('what was read once is not read again, only what was added', async () => {
  const { journal } = place.open();
  await journal.record(anEntry([anInterval({ after: 300 })]));
  await journal.causes();
  const [file] = filesIn(place.path());
  // Whoever read it all anew would find another value in the first line.
  writeFileSync(place.path(file!), textOf(place.path()).replace('"after":"PT5M"', '"after":"PT9M"'));
  const sync = { id: 's2', name: 'Amazon', salesChannel: null };
  await journal.record({ revision: 'r', changes: [aChange({ sync })] });
  const cause = await journal.causes();
  expect(cause(intervalRef('acme', 's1'), 'PT5M')).toBe('live');
  expect(cause(intervalRef('acme', 's2'), 'PT5M')).toBe('live');
  expect((await place.open().journal.causes())(intervalRef('acme', 's1'), 'PT5M')).toBe('git');
});
