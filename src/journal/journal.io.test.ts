import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  chmodSync,
  cpSync,
  existsSync,
  linkSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, test } from 'vitest';
import { at } from '../../test/support/build.ts';
import { needs } from '../../test/support/needs.ts';
import type { JournalRecordJson } from '../generated/journal.ts';
import type { FieldChange, OptionChange } from '../model/change.ts';
import { durationOfSeconds } from '../model/duration.ts';
import { Concealed } from '../model/secret.ts';
import type { AppliedChange } from '../reconcile/outcome.ts';
import type { Entry } from '../reconcile/ports.ts';
import type { HistoryRecord } from './history.ts';
import { type JournalOptions, openJournal } from './journal.io.ts';
import { readJournal } from './read.io.ts';
import { verifyJournal } from './verify.io.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const noon = new Date('2026-03-04T12:00:00Z');

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'journal-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a record', () => {
  it('carries what was seen and done, when, by which pass and revision, and what woke it', async () => {
    const { journal } = open();
    await journal.record({
      revision: 'abc123',
      changes: [aChange({ fields: [anInterval({ before: 600, after: 300 }), anOption()] })],
      pass: { id: 'p1', reasons: ['schedule', 'files'], result: 'applied' },
    });
    const [file, interval, option] = linesIn(folder);
    const about = { time: '2026-03-04T12:00:00.000Z', pass: 'p1', reasons: ['schedule', 'files'] };
    expect(file).toMatchObject({ kind: 'file', number: 1, previous: null, formatVersion: '1.0' });
    expect(interval).toEqual({
      kind: 'change',
      number: 2,
      ...about,
      revision: 'abc123',
      tenant: 'acme',
      sync: { id: 's1', name: 'Ebay', salesChannel: 'Shop' },
      field: 'interval',
      before: 'PT10M',
      after: 'PT5M',
      secret: false,
      outcome: 'applied',
      cause: 'live',
      previous: file!.hash,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(option).toMatchObject({
      field: 'configs',
      option: { id: 'o1', name: 'Create orders' },
      before: 'false',
      after: 'true',
      previous: interval!.hash,
    });
  });

  it('is one line of JSON as the schema has it, whose hash anybody can work out', async () => {
    const { journal } = open();
    await journal.record(anEntry());
    await journal.record({ revision: null, changes: [{ ...aChange(), outcome: 'failed', error: told }] });
    await journal.record({
      revision: null,
      changes: [],
      pass: { ...aPass, result: 'refused', told: [told] },
    });
    const isRecord = new Ajv2020({ strict: false });
    addFormats.default(isRecord);
    const validate = isRecord.compile(
      JSON.parse(readFileSync(join(root, 'schemas/journal.schema.json'), 'utf8')),
    );
    for (const line of textOf(folder).trimEnd().split('\n')) {
      expect(validate(JSON.parse(line)), isRecord.errorsText(validate.errors)).toBe(true);
      const [, rest, hash] = /^(.*),"hash":"(.*)"\}$/.exec(line)!;
      expect(createHash('sha256').update(`${rest}}`).digest('hex')).toBe(hash);
    }
  });

  it('shows nothing of a secret, before or after, and still tells whether one is the same', async () => {
    const { journal } = open();
    const [old, now] = [new Concealed('old-canary'), new Concealed('new-canary')];
    await journal.record(
      anEntry([anOption({ before: old, after: now, secret: { ref: { env: 'X' }, folder: '/' } })]),
    );
    expect(textOf(folder)).not.toContain('canary');
    expect(linesIn(folder)[1]).toMatchObject({ before: '(secret)', after: '(secret)', secret: true });
    const cause = await open().journal.causes();
    const field = { tenant: 'acme', sync: 's1', option: 'o1' };
    expect(cause(field, new Concealed('new-canary'))).toBe('live');
    expect(cause(field, new Concealed('old-canary'))).toBe('git');
    expect(cause(field, '(secret)')).toBe('git');
  });

  it('keeps the beginning of a very long value, and knows the whole again', async () => {
    const long = 'x'.repeat(1_000_000);
    await open().journal.record(anEntry([anOption({ before: `${long}b`, after: `${long}a` })]));
    expect(textOf(folder).length).toBeLessThan(10_000);
    const cause = await open().journal.causes();
    const field = { tenant: 'acme', sync: 's1', option: 'o1' };
    expect([cause(field, `${long}a`), cause(field, `${long}b`)]).toEqual(['live', 'git']);
  });

  it('is not made where nothing happened', async () => {
    const { journal } = open();
    await journal.record({ revision: null, changes: [{ ...aChange(), outcome: 'notAttempted' }] });
    await journal.record({ revision: null, changes: [], pass: { ...aPass, result: 'inSync' } });
    await journal.record({ revision: null, changes: [], pass: aPass }); // all was held back
    expect(readdirSync(folder)).toEqual([]);
  });

  it('is made of a pass that has something to tell, yet no change', async () => {
    await open().journal.record({
      revision: 'r',
      changes: [],
      pass: { ...aPass, result: 'refused', told: [told] },
    });
    expect(linesIn(folder)[1]).toMatchObject({
      kind: 'pass',
      pass: 'p1',
      reasons: ['schedule'],
      result: 'refused',
      told: [told],
    });
  });

  it('has no outcome for drift that is only observed, and that is no write of ours', async () => {
    const { outcome: _, ...observed } = aChange();
    await open().journal.record({ revision: 'r', changes: [observed] });
    expect(linesIn(folder)[1]).not.toHaveProperty('outcome');
    expect((await open().journal.causes())({ tenant: 'acme', sync: 's1' }, durationOfSeconds(300))).toBe(
      'unknown',
    );
  });
});

describe('the cause of drift', () => {
  const interval = { tenant: 'acme', sync: 's1' };
  const five = durationOfSeconds(300);

  it('is unknown for what was never written, Wawi for what was written last, else git', async () => {
    const { journal } = open();
    expect((await journal.causes())(interval, five)).toBe('unknown');
    await journal.record(anEntry([anInterval({ after: 300 })]));
    expect((await journal.causes())(interval, five)).toBe('live');
    await journal.record(anEntry([anInterval({ after: 900 })]));
    expect((await journal.causes())(interval, five)).toBe('git');
    expect((await journal.causes())({ ...interval, tenant: 'globex' }, five)).toBe('unknown');
  });

  it('comes with the time of the last write, where that is a time', async () => {
    const { journal } = open();
    expect((await journal.writes())(interval)).toBeUndefined();
    await journal.record(anEntry([anInterval({ after: 300 })]));
    expect((await journal.writes())(interval)).toBe(linesIn(folder)[0]!.time);
    const line = textOf(folder).trimEnd();
    for (const time of ['7', '"yesterday"', '"\\u001b[2J"', 'null']) {
      const odd = line.replace(/"time":"[^"]*"/g, `"time":${time}`);
      writeFileSync(join(folder, filesIn(folder)[0]!), `${odd}\n`);
      expect((await open().journal.writes())(interval)).toBeUndefined();
    }
  });

  it('is one for an option on all syncs of its tenant, since the ERP stores it once', async () => {
    await open().journal.record(anEntry([anOption({ after: null })]));
    const cause = await open().journal.causes();
    expect(cause({ tenant: 'acme', sync: 'another', option: 'o1' }, null)).toBe('live');
  });

  it('comes from what another process has written meanwhile too, over rotations', async () => {
    const daemon = open({ maxBytes: 2_000 });
    const other = open({ maxBytes: 2_000 });
    await daemon.journal.record(anEntry([anInterval({ after: 300 })]));
    expect((await daemon.journal.causes())(interval, five)).toBe('live');
    for (const after of [900, 600, 1200, 60, 120, 180])
      await other.journal.record(anEntry([anInterval({ after })]));
    expect(filesIn(folder).length).toBeGreaterThan(1);
    expect((await daemon.journal.causes())(interval, durationOfSeconds(180))).toBe('live');
    await other.journal.record(anEntry([anInterval({ after: 300 })]));
    expect((await daemon.journal.causes())(interval, five)).toBe('live');
  });

  it('is read anew from a journal that was taken away, or replaced', async () => {
    const { journal } = open();
    await journal.record(anEntry([anInterval({ after: 300 })]));
    await journal.causes();
    rmSync(folder, { recursive: true });
    expect((await journal.causes())(interval, five)).toBe('unknown');
    mkdirSync(folder);
    await open().journal.record(anEntry([anInterval({ after: 600 })]));
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
    writeFileSync(join(folder, 'journal.jsonl'), `${[older, ...odd, older.slice(0, 50)].join('\n')}`);
    const { journal, told } = open();
    expect((await journal.causes())(interval, five)).toBe('live');
    expect(told).toEqual([]);
  });
});

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
    await fill(5);
    rewrite(folder, tamper(textOf(folder).trimEnd().split('\n')));
    expect(await verifyJournal(folder)).toMatchObject({
      result: 'broken',
      break: { file: 'journal.jsonl', line },
    });
  });

  it('a cut at the end for ever, though more was written after it', async () => {
    await fill(5);
    rewrite(folder, textOf(folder).trimEnd().split('\n').slice(0, -2));
    const { journal, told } = open();
    await journal.record(anEntry());
    expect(told).toEqual(['the end of the journal is missing; `history --verify` tells where']);
    expect(await verifyJournal(folder)).toMatchObject({
      result: 'broken',
      break: { line: 5, message: '2 records are missing before this line' },
    });
  });

  it('a cut together with the head that told of it, to the daemon that wrote both', async () => {
    const { journal } = open();
    for (let n = 0; n < 3; n++) await journal.record(anEntry());
    const before = mkdtempSync(join(tmpdir(), 'journal-'));
    cpSync(folder, before, { recursive: true });
    await journal.record(anEntry());
    cpSync(before, folder, { recursive: true });
    rmSync(before, { recursive: true });
    expect(await verifyJournal(folder)).toMatchObject({ result: 'whole' });
    await journal.record(anEntry());
    expect(await verifyJournal(folder)).toMatchObject({ result: 'broken', break: { line: 5 } });
  });

  it('that the head is gone, also after more was written', async () => {
    await fill(2);
    rmSync(join(folder, 'journal.head.json'));
    expect(await verifyJournal(folder)).toMatchObject({
      result: 'broken',
      break: { file: 'journal.head.json' },
    });
    await open().journal.record(anEntry());
    expect(await verifyJournal(folder)).toMatchObject({
      result: 'broken',
      break: { file: 'journal.jsonl', line: 4 },
    });
  });

  it('that the journal is gone and the head is left', async () => {
    await fill(2);
    rmSync(join(folder, 'journal.jsonl'));
    expect(await verifyJournal(folder)).toMatchObject({ result: 'broken', break: { line: 0 } });
  });

  it('lines that somebody else has added, also after more was written', async () => {
    await fill(2);
    appendFileSync(join(folder, 'journal.jsonl'), '{"kind":"change"}\n{"kind":"change"}\n');
    expect(await verifyJournal(folder)).toMatchObject({ result: 'broken', break: { line: 4 } });
    await open().journal.record(anEntry());
    expect(await verifyJournal(folder)).toMatchObject({ result: 'broken', break: { line: 4 } });
  });

  it('nothing wrong where nothing is: all records follow one another', async () => {
    await fill(5);
    const lines = linesIn(folder);
    expect(await verifyJournal(folder)).toEqual({
      result: 'whole',
      files: 1,
      records: 6,
      last: { number: 6, hash: lines[5]!.hash },
      notes: [],
    });
    expect(await verifyJournal(join(folder, 'none'))).toEqual({
      result: 'missing',
      files: 0,
      records: 0,
      notes: [],
    });
  });

  it('nothing wrong with lines from before there was a chain', async () => {
    writeFileSync(join(folder, 'journal.jsonl'), '{"tenant":"acme"}\n{"tenant":"globex"}\n');
    await open().journal.record(anEntry());
    expect(await verifyJournal(folder)).toMatchObject({
      result: 'whole',
      records: 2,
      notes: ['journal.jsonl:1: lines from before the chain, or cut short'],
    });
    const lines = textOf(folder).split('\n');
    rewrite(folder, lines.with(0, '{"tenant":"other"}').slice(0, -1));
    expect(await verifyJournal(folder)).toMatchObject({ result: 'broken', break: { line: 1 } });
  });
});

describe('a full file', () => {
  it('is put aside, the chain goes on over all files, and the oldest are removed', async () => {
    const { journal } = open({ maxBytes: 3_000, maxFiles: 3 });
    for (let n = 0; n < 30; n++) await journal.record(anEntry());
    const names = filesIn(folder);
    expect(names).toHaveLength(3);
    expect(names).not.toContain('journal-1.jsonl');
    for (const name of names) expect(readFileSync(join(folder, name)).length).toBeLessThanOrEqual(3_000);
    const verification = await verifyJournal(folder);
    expect(verification).toMatchObject({ result: 'whole', files: 3 });
    expect(verification.notes).toEqual([
      expect.stringMatching(/^\d+ records are missing in older files, which/),
    ]);
  });

  it('that was removed from the middle shows, and so does one that was cut at its beginning', async () => {
    const { journal } = open({ maxBytes: 2_000 });
    for (let n = 0; n < 12; n++) await journal.record(anEntry());
    const second = join(folder, 'journal-2.jsonl');
    const text = readFileSync(second, 'utf8');
    rmSync(second);
    expect(await verifyJournal(folder)).toMatchObject({ break: { file: 'journal-3.jsonl', line: 1 } });
    writeFileSync(second, text.slice(text.indexOf('\n') + 1));
    rmSync(join(folder, 'journal-1.jsonl'));
    expect(await verifyJournal(folder)).toMatchObject({ break: { file: 'journal-2.jsonl', line: 1 } });
  });

  it('that was put aside just before a crash does not break the chain', async () => {
    await fill(3);
    renameSync(join(folder, 'journal.jsonl'), join(folder, 'journal-1.jsonl'));
    expect(await verifyJournal(folder)).toMatchObject({ result: 'whole', records: 4 });
    await open().journal.record(anEntry());
    expect(await verifyJournal(folder)).toMatchObject({ result: 'whole', files: 2, records: 6 });
  });
});

describe('a reader', () => {
  it('meets no file twice that is put aside while it looks', async () => {
    await fill(3);
    linkSync(join(folder, 'journal.jsonl'), join(folder, 'journal-1.jsonl'));
    expect(await verifyJournal(folder)).toMatchObject({ result: 'whole', files: 1, records: 4 });
  });
});

describe('after a crash', { tags: 'slow' }, () => {
  it('at any byte of the last record the journal is whole, says so, and goes on', async () => {
    await fill(2);
    const before = readFileSync(join(folder, 'journal.jsonl'));
    const head = readFileSync(join(folder, 'journal.head.json'));
    await open().journal.record(anEntry([anInterval({ after: 900 })]));
    const after = readFileSync(join(folder, 'journal.jsonl'));
    const cuts = Array.from({ length: after.length - before.length + 1 }, (_, n) => before.length + n);
    await inTurns(cuts, async (bytes) => {
      const directory = join(folder, `cut at ${bytes}`);
      mkdirSync(directory);
      writeFileSync(join(directory, 'journal.jsonl'), after.subarray(0, bytes));
      writeFileSync(join(directory, 'journal.head.json'), head);
      expect(await verifyJournal(directory), directory).toMatchObject({ result: 'whole' });
      const isTorn = bytes > before.length && bytes < after.length - 1;
      const isThere = bytes >= after.length - 1;
      const { journal, told } = open({ directory });
      const cause = (await journal.causes())({ tenant: 'acme', sync: 's1' }, durationOfSeconds(900));
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
    await fill(1);
    const whole = readFileSync(join(folder, 'journal.jsonl'));
    const nothing = '{"formatVersion":"1.0","count":0,"hash":null}\n';
    const cuts = Array.from({ length: Math.ceil(whole.length / 3) }, (_, n) => n * 3);
    await inTurns(cuts, async (bytes) => {
      const directory = join(folder, `cut at ${bytes}`);
      mkdirSync(directory);
      writeFileSync(join(directory, 'journal.jsonl'), whole.subarray(0, bytes));
      writeFileSync(join(directory, 'journal.head.json'), nothing);
      expect(await verifyJournal(directory), directory).toMatchObject({ result: 'whole' });
      await open({ directory }).journal.record(anEntry());
      expect(await verifyJournal(directory), directory).toMatchObject({ result: 'whole' });
    });
  }, 60_000);

  it('a line cut short that was known to be whole is no crash, and shows', async () => {
    await fill(3);
    const { length } = readFileSync(join(folder, 'journal.jsonl'));
    truncateSync(join(folder, 'journal.jsonl'), length - 10);
    expect(await verifyJournal(folder)).toMatchObject({ result: 'broken', break: { line: 4 } });
    await open().journal.record(anEntry());
    expect(await verifyJournal(folder)).toMatchObject({ result: 'broken' });
  });
});

describe('with other processes', { tags: 'slow' }, () => {
  let scripts: string;
  const running = new Set<ChildProcess>();
  beforeAll(async () => {
    scripts = mkdtempSync(join(tmpdir(), 'journal-writer-'));
    await build({
      stdin: { contents: writer, resolveDir: root, loader: 'ts' },
      outfile: join(scripts, 'writer.mjs'),
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'error',
    });
  });
  afterEach(() => {
    for (const child of running) child.kill('SIGKILL');
    running.clear();
  });
  afterAll(() => rmSync(scripts, { recursive: true, force: true }));

  it('four at once lose no record and keep the chain', async () => {
    const ended = ['a', 'b', 'c', 'd'].map((tenant) => start(tenant, '40').ended);
    for (const { code, stderr } of await Promise.all(ended))
      expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await verifyJournal(folder)).toMatchObject({ result: 'whole' });
    const records = await historyIn(folder);
    for (const tenant of ['a', 'b', 'c', 'd']) {
      const mine = records.flatMap((record) =>
        record.kind === 'change' && record.tenant === tenant ? [record.after] : [],
      );
      expect(mine).toEqual(Array.from({ length: 40 }, (_, n) => `value ${n}`));
    }
    expect(readdirSync(folder).filter((name) => name.includes('lock'))).toEqual([]);
  });

  it('one that writes, rotates and removes files breaks nothing for whoever reads meanwhile', async () => {
    const child = start('a', 'forever', undefined, { env: { MAX_BYTES: '3000' } });
    const daemon = open();
    for (let round = 1; round <= 15; round++) {
      await child.until(round * 10);
      expect(await verifyJournal(folder), `round ${round}`).toMatchObject({ result: 'whole' });
      // What it says is safe by now is there to be read, and maybe more.
      const safe = Number(child.lines.at(-1));
      const cause = await daemon.journal.causes();
      const field = { tenant: 'a', sync: 's', option: 'o' };
      const known = Array.from({ length: 1000 }, (_, n) => cause(field, `value ${safe + n}`));
      expect(
        known.filter((one) => one === 'live'),
        `round ${round}`,
      ).toHaveLength(1);
    }
    expect(daemon.told).toEqual([]);
    child.kill();
    await child.ended;
  });

  it('one killed while it writes leaves a whole journal with all that it was told to be safe', async () => {
    const safe: string[] = [];
    for (let round = 0; round < 8; round++) {
      const child = start(`round${round}`, 'forever');
      await child.until(3 + round * 2);
      child.kill();
      await child.ended;
      safe.push(...child.lines.map((line) => `round${round} value ${line}`));
      expect(await verifyJournal(folder), `round ${round}`).toMatchObject({ result: 'whole' });
      const { journal, told } = open();
      await journal.record(anEntry());
      expect(told).toEqual([]);
      expect(await verifyJournal(folder), `round ${round}`).toMatchObject({ result: 'whole' });
    }
    const there = new Set(
      (await historyIn(folder)).map((record) =>
        record.kind === 'change' ? `${record.tenant} ${record.after}` : '',
      ),
    );
    expect(safe.filter((one) => !there.has(one))).toEqual([]);
    expect(safe.length).toBeGreaterThan(60);
  });

  it.runIf(existsSync('/proc/self/stat'))(
    'one killed with the lock in its hands does not stop the next',
    async () => {
      const child = start('a', 'hold');
      await child.until(1);
      child.kill();
      await child.ended;
      expect(readdirSync(folder)).toContain('journal.lock');
      const { journal, told } = open();
      await journal.record(anEntry());
      expect(told).toEqual([]);
      expect(await verifyJournal(folder)).toMatchObject({ result: 'whole', records: 2 });
    },
  );

  it('one that holds the lock for long is waited for, then reported, and what was kept is written later', async () => {
    const child = start('a', 'hold');
    await child.until(1);
    const { journal, told } = open({ lockWaitMs: 100 });
    await journal.record(anEntry());
    expect(told).toEqual(['the journal cannot be written; corrections go on']);
    child.kill('SIGTERM');
    await child.ended;
    rmSync(join(folder, 'journal.lock'), { force: true });
    await journal.causes();
    expect(told.slice(1)).toEqual(['the journal can be written again']);
    expect(await verifyJournal(folder)).toMatchObject({ result: 'whole', records: 2 });
  });

  it('a disk that is full is told of once, and what was kept is written when it is not', async ({ skip }) => {
    needs(skip, 'prlimit');
    const child = start('a', 'asked', [
      '-c',
      'ulimit -S -f 4; trap "" XFSZ; exec "$0" "$@"',
      process.execPath,
    ]);
    await child.until(1);
    for (let n = 0; n < 20; n++) await child.ask('record');
    expect(child.stderr()).toBe('the journal cannot be written; corrections go on\n');
    expect(await verifyJournal(folder)).toMatchObject({ result: 'whole', notes: [] });
    const before = (await historyIn(folder)).length;
    expect(before).toBeLessThan(20);
    execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited']);
    await child.ask('record');
    expect(child.stderr().split('\n')[1]).toBe('the journal can be written again');
    expect(await historyIn(folder)).toHaveLength(21);
    expect(await verifyJournal(folder)).toMatchObject({ result: 'whole', notes: [] });
  });

  it('a folder that may not be written to is told of once, and stops nobody', async () => {
    chmodSync(folder, 0o555);
    chmodSync(scripts, 0o755);
    // Root may write anywhere, so it starts it as nobody.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const child = start('a', 'asked', undefined, nobody);
    await child.until(1);
    await child.ask('record');
    await child.ask('record');
    expect(child.stderr()).toBe('the journal cannot be written; corrections go on\n');
    chmodSync(folder, 0o777);
    await child.ask('causes');
    expect(await historyIn(folder)).toHaveLength(2);
  });

  function start(
    tenant: string,
    what: string,
    shell?: readonly string[],
    as: { uid?: number; gid?: number; env?: Record<string, string> } = {},
  ) {
    const args = [join(scripts, 'writer.mjs'), folder, tenant, what];
    const child = shell
      ? spawn('sh', [...shell, ...args], { stdio: 'pipe', ...as })
      : spawn(process.execPath, args, { stdio: 'pipe', ...as });
    running.add(child);
    const lines: string[] = [];
    let stderr = '';
    let look = () => {};
    createInterface({ input: child.stdout }).on('line', (line) => {
      lines.push(line);
      look();
    });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      stderr += text;
    });
    const ended = new Promise<{ code: number | null; stderr: string }>((resolve) => {
      child.once('close', (code) => {
        running.delete(child);
        resolve({ code, stderr });
      });
    });
    const until = (count: number) =>
      new Promise<void>((resolve, reject) => {
        look = () => lines.length >= count && resolve();
        look();
        void ended.then(() => reject(new Error(`ended after ${lines.length} lines: ${stderr}`)));
      });
    return {
      pid: child.pid,
      lines,
      ended,
      until,
      stderr: () => stderr,
      kill: (signal: NodeJS.Signals = 'SIGKILL') => child.kill(signal),
      async ask(word: string) {
        const count = lines.length + 1;
        child.stdin.write(`${word}\n`);
        await until(count);
      },
    };
  }
});

describe('a journal that cannot be written', () => {
  it('is told of once when that starts and once when it ends, throws nothing and forgets nothing', async () => {
    const place = join(folder, 'state');
    writeFileSync(place, 'a file where the folder should be');
    const { journal, told } = open({ directory: place });
    for (const after of [300, 600, 900]) await journal.record(anEntry([anInterval({ after })]));
    const cause = await journal.causes();
    expect(cause({ tenant: 'acme', sync: 's1' }, durationOfSeconds(900))).toBe('live');
    expect(told.sort()).toEqual([
      'the journal cannot be read; causes may be unknown',
      'the journal cannot be written; corrections go on',
    ]);
    rmSync(place);
    await journal.causes();
    expect(told.slice(2).sort()).toEqual([
      'the journal can be read again',
      'the journal can be written again',
    ]);
    expect((await historyIn(place)).map((record) => record.kind === 'change' && record.after)).toEqual([
      'PT5M',
      'PT10M',
      'PT15M',
    ]);
  });

  it('keeps so much and no more, and says afterwards how much it lost', async () => {
    const place = join(folder, 'state');
    writeFileSync(place, '');
    const { journal } = open({ directory: place, maxPending: 2 });
    for (const after of [60, 120, 180, 240, 300]) await journal.record(anEntry([anInterval({ after })]));
    rmSync(place);
    await journal.close();
    expect(linesIn(place)).toMatchObject([
      { kind: 'file' },
      { kind: 'lost', count: 3 },
      { after: 'PT4M' },
      { after: 'PT5M' },
    ]);
    expect(await verifyJournal(place)).toMatchObject({
      result: 'whole',
      notes: ['journal.jsonl:2: 3 records could not be written'],
    });
  });

  test.each([
    ['a folder', () => mkdirSync(join(folder, 'journal.jsonl'))],
    ['a pipe', () => execFileSync('mkfifo', [join(folder, 'journal.jsonl')])],
    ['a link that leads to itself', () => symlinkSync('journal.jsonl', join(folder, 'journal.jsonl'))],
    ['a head that is a folder', () => mkdirSync(join(folder, 'journal.head.json'))],
  ])('because of %s in its place stops nobody', async (_, spoil) => {
    spoil();
    const { journal, told } = open();
    await journal.record(anEntry());
    expect((await journal.causes())({ tenant: 'acme', sync: 's1' }, durationOfSeconds(300))).toBe('live');
    expect(told).toContain('the journal cannot be written; corrections go on');
  });
});

test('20,000 records are written quickly, and causes read only what was added', {
  tags: 'slow',
}, async () => {
  const { journal } = open();
  const startedAt = performance.now();
  for (let pass = 0; pass < 20; pass++) {
    await journal.causes();
    const changes = Array.from({ length: 1_000 }, (_, n) =>
      aChange({ sync: { id: `${pass}-${n}`, name: 'Ebay', salesChannel: null } }),
    );
    await journal.record({ revision: 'r', changes });
  }
  const writtenAt = performance.now();
  const cause = await journal.causes();
  expect(cause({ tenant: 'acme', sync: '19-999' }, durationOfSeconds(300))).toBe('live');
  expect(cause({ tenant: 'acme', sync: '0-0' }, durationOfSeconds(300))).toBe('live');
  expect(performance.now() - writtenAt).toBeLessThan(100);
  expect(writtenAt - startedAt).toBeLessThan(15_000);
});

/** Writes records until it is told to end, and prints a line for each that is safe. */
const writer = `
import { createInterface } from 'node:readline';
import { openJournal } from './src/journal/journal.io.ts';
import { withLock } from './src/journal/lock.io.ts';

const [, , directory, tenant, what] = process.argv as string[];
const say = (_: object, message: string) => void process.stderr.write(message + '\\n');
const journal = openJournal({ directory: directory!, log: { info: say, warn: say }, clock: Date, lockWaitMs: 10_000, maxBytes: Number(process.env.MAX_BYTES ?? 10_000_000) });
const origin = { file: 'a.yaml', line: 1, column: 1 };
const record = (n: number) =>
  journal.record({
    revision: null,
    changes: [
      {
        tenant: tenant!, mode: 'enforce', origin, outcome: 'applied', sync: { id: 's', name: 'Ebay', salesChannel: null },
        fields: [{ field: 'configs', option: { id: 'o', name: 'Text', type: 'string' }, before: null, after: 'value ' + n, cause: 'git', origin }],
      },
    ],
  });
if (what === 'hold') {
  const held = new Promise<void>((resolve) => {
    process.on('SIGTERM', resolve);
    setInterval(() => {}, 1_000).unref();
  });
  const alive = setInterval(() => {}, 1_000);
  await withLock(directory + '/journal.lock', 1_000, async () => {
    console.log('held');
    await held;
  });
  clearInterval(alive);
} else if (what === 'asked') {
  console.log('ready');
  let n = 0;
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'causes') await journal.causes();
    else await record(n++);
    console.log('done');
  }
} else {
  const count = what === 'forever' ? Infinity : Number(what);
  for (let n = 0; n < count; n++) {
    await record(n);
    console.log(String(n));
  }
}
`;

const told = { code: 'max-changes', message: 'too many changes' } as const;
const aPass = { id: 'p1', reasons: ['schedule'], result: 'applied' };

function open(options: Partial<JournalOptions> = {}) {
  const told: string[] = [];
  const say = (_: object, message: string) => void told.push(message);
  const journal = openJournal({
    directory: folder,
    log: { info: say, warn: say },
    clock: { now: () => noon.getTime() },
    ...options,
  });
  return { journal, told };
}

/** Some at a time, since each waits for the disk. */
async function inTurns<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const lane = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: 32 }, lane));
}

/** A journal of so many changes, and the record that begins it. */
async function fill(count: number): Promise<void> {
  const { journal } = open();
  for (let n = 0; n < count; n++) await journal.record(anEntry());
}

function anEntry(fields: readonly FieldChange[] = [anInterval()]): Entry {
  return { revision: 'abc123', changes: [aChange({ fields })], pass: aPass };
}

function aChange(changes: Partial<AppliedChange> = {}): AppliedChange {
  const sync = { id: 's1', name: 'Ebay', salesChannel: 'Shop' };
  return {
    tenant: 'acme',
    sync,
    mode: 'enforce',
    origin: at(),
    fields: [anInterval()],
    outcome: 'applied',
    attempts: 1,
    ...changes,
  };
}

function anInterval({ before = 600, after = 300 }: { before?: number; after?: number } = {}): FieldChange {
  return {
    field: 'interval',
    before: durationOfSeconds(before),
    after: durationOfSeconds(after),
    cause: 'live',
    origin: at(),
  };
}

function anOption(changes: Partial<OptionChange> = {}): FieldChange {
  return {
    field: 'configs',
    option: { id: 'o1', name: 'Create orders', type: 'bool' },
    before: 'false',
    after: 'true',
    cause: 'git',
    origin: at(),
    ...changes,
  };
}

function textOf(directory: string): string {
  return readFileSync(join(directory, 'journal.jsonl'), 'utf8');
}

/** Undefined for a line that is no JSON. */
function linesIn(directory: string): (JournalRecordJson | undefined)[] {
  const lines = textOf(directory).trimEnd().split('\n');
  return lines.map((line) => {
    try {
      return JSON.parse(line) as JournalRecordJson;
    } catch {
      return undefined;
    }
  });
}

function rewrite(directory: string, lines: readonly string[]): void {
  writeFileSync(join(directory, 'journal.jsonl'), lines.map((line) => `${line}\n`).join(''));
}

/** As somebody would who knows how lines are sealed. */
function resealed(line: string): string {
  const text = line.replace('PT5M', 'PT9M').replace(/,"hash":".*$/, '}');
  return `${text.slice(0, -1)},"hash":"${createHash('sha256').update(text).digest('hex')}"}`;
}

function filesIn(directory: string): string[] {
  return readdirSync(directory).filter((name) => name.endsWith('.jsonl'));
}

async function historyIn(directory: string): Promise<HistoryRecord[]> {
  const records: HistoryRecord[] = [];
  await readJournal(directory, (record) => records.push(record));
  return records;
}
