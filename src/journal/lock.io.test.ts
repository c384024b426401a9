import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  lstatSync,
  lutimesSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { anEntry, historyIn, optionRef, useFolder } from '../../test/support/journal.ts';
import { needs } from '../../test/support/needs.ts';
import { create, holderOf } from './lock.io.ts';
import { verifyJournal } from './verify.io.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const place = useFolder();

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
    expect(await verifyJournal(place.path())).toMatchObject({ result: 'whole' });
    const records = await historyIn(place.path());
    for (const tenant of ['a', 'b', 'c', 'd']) {
      const mine = records.flatMap((record) =>
        record.kind === 'change' && record.tenant === tenant ? [record.after] : [],
      );
      expect(mine).toEqual(Array.from({ length: 40 }, (_, n) => `value ${n}`));
    }
    expect(readdirSync(place.path()).filter((name) => name.includes('lock'))).toEqual([]);
  });

  it('one that writes, rotates and removes files breaks nothing for whoever reads meanwhile', async () => {
    const child = start('a', 'forever', undefined, { env: { MAX_BYTES: '3000' } });
    const daemon = place.open();
    for (let round = 1; round <= 15; round++) {
      await child.until(round * 10);
      expect(await verifyJournal(place.path()), `round ${round}`).toMatchObject({ result: 'whole' });
      // What it says is safe by now is there to be read, and maybe more.
      const safe = Number(child.lines.at(-1));
      const cause = await daemon.journal.causes();
      const field = optionRef('a', 's', 'o');
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
      expect(await verifyJournal(place.path()), `round ${round}`).toMatchObject({ result: 'whole' });
      const { journal, told } = place.open();
      await journal.record(anEntry());
      expect(told).toEqual([]);
      expect(await verifyJournal(place.path()), `round ${round}`).toMatchObject({ result: 'whole' });
    }
    const there = new Set(
      (await historyIn(place.path())).map((record) =>
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
      expect(readdirSync(place.path())).toContain('journal.lock');
      const { journal, told } = place.open();
      await journal.record(anEntry());
      expect(told).toEqual([]);
      expect(await verifyJournal(place.path())).toMatchObject({ result: 'whole', records: 2 });
    },
  );

  it.each([-7_200, 7_200])(
    'one of whom nothing is known, and whose lock is %d s from now by the clock, does not stop the next',
    async (seconds) => {
      const lock = place.path('journal.lock');
      symlinkSync('elsewhere:1:1:left:1', lock);
      const then = Date.now() / 1_000 + seconds;
      lutimesSync(lock, then, then);
      const { journal, told } = place.open();
      await journal.record(anEntry());
      expect(told).toEqual([]);
      expect(await verifyJournal(place.path())).toMatchObject({ result: 'whole', records: 2 });
    },
  );

  it('one that holds the lock for long is waited for, then reported, and what was kept is written later', async () => {
    const child = start('a', 'hold');
    await child.until(1);
    const { journal, told } = place.open({ lockWaitMs: 100 });
    await journal.record(anEntry());
    expect(told).toEqual(['the journal cannot be written; corrections go on']);
    child.kill('SIGTERM');
    await child.ended;
    rmSync(place.path('journal.lock'), { force: true });
    await journal.causes();
    expect(told.slice(1)).toEqual(['the journal can be written again']);
    expect(await verifyJournal(place.path())).toMatchObject({ result: 'whole', records: 2 });
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
    expect(await verifyJournal(place.path())).toMatchObject({ result: 'whole', notes: [] });
    const before = (await historyIn(place.path())).length;
    expect(before).toBeLessThan(20);
    execFileSync('prlimit', ['--pid', String(child.pid), '--fsize=unlimited']);
    await child.ask('record');
    expect(child.stderr().split('\n')[1]).toBe('the journal can be written again');
    expect(await historyIn(place.path())).toHaveLength(21);
    expect(await verifyJournal(place.path())).toMatchObject({ result: 'whole', notes: [] });
  });

  it('a folder that may not be written to is told of once, and stops nobody', async () => {
    chmodSync(place.path(), 0o555);
    chmodSync(scripts, 0o755);
    // Root may write anywhere, so it starts it as nobody.
    const nobody = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {};
    const child = start('a', 'asked', undefined, nobody);
    await child.until(1);
    await child.ask('record');
    await child.ask('record');
    expect(child.stderr()).toBe('the journal cannot be written; corrections go on\n');
    chmodSync(place.path(), 0o777);
    await child.ask('causes');
    expect(await historyIn(place.path())).toHaveLength(2);
  });

  function start(
    tenant: string,
    what: string,
    shell?: readonly string[],
    as: { uid?: number; gid?: number; env?: Record<string, string> } = {},
  ) {
    const args = [join(scripts, 'writer.mjs'), place.path(), tenant, what];
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

it('a lock is a plain file on Windows, where links ask for rights', async () => {
  const lock = place.path('a.lock');
  expect(await create(lock, 'me', 'win32')).toBe(true);
  expect(lstatSync(lock).isFile()).toBe(true);
  expect(await create(lock, 'other', 'win32')).toBe(false);
  expect(await holderOf(lock)).toBe('me');
});
