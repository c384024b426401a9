import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterEach, beforeEach, describe, expect, it, test } from 'vitest';
import { history } from '../../src/cli/commands/history.ts';
import { moment } from '../../src/cli/option.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import type { HistoryJson } from '../../src/generated/history.ts';
import { openJournal } from '../../src/journal/journal.io.ts';
import { durationOfSeconds } from '../../src/model/duration.ts';
import { Concealed } from '../../src/model/secret.ts';
import type { Entry } from '../../src/reconcile/ports.ts';
import { at } from '../support/build.ts';
import { fakeClock } from '../support/clock.ts';
import { usualFlags } from '../support/flags.ts';

type HistoryFlags = Parameters<typeof history.run>[0];

let folder: string;
let zone: string | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'history-'));
  zone = process.env.TZ;
  process.env.TZ = 'Europe/Berlin';
});
afterEach(() => {
  if (zone === undefined) delete process.env.TZ;
  else process.env.TZ = zone;
  rmSync(folder, { recursive: true, force: true });
});

describe('history', () => {
  it('prints what was done in local time, newest last, and exits 0', async () => {
    await write('2026-03-04T23:30:05Z', anEntry({ tenant: 'acme', after: 300 }));
    await write('2026-06-05T12:00:00Z', anEntry({ tenant: 'globex', after: 900 }));
    expect(await ask({})).toEqual({
      code: 0,
      stdout: `2026-03-05 (Europe/Berlin)
00:30:05 acme / Ebay (Shop)    interval 10m → 5m   applied  by 1a2b3c4 (schedule)  changed in Wawi
2026-06-05
14:00:00 globex / Ebay (Shop)  interval 10m → 15m  applied  by 1a2b3c4 (schedule)  changed in Wawi
2 applied.
`,
      stderr: '',
    });
  });

  it('filters by tenant, sync and time, in the local zone', async () => {
    await write('2026-03-04T23:30:00Z', anEntry({ tenant: 'acme', after: 300 }));
    await write('2026-03-05T10:00:00Z', anEntry({ tenant: 'acme', after: 600 }));
    await write('2026-03-06T10:00:00Z', anEntry({ tenant: 'globex', after: 900 }));
    const valuesOf = async (flags: Partial<HistoryFlags>) =>
      (await json(flags)).records.map((record) => record.kind === 'change' && record.after);
    expect(await valuesOf({ tenant: ['acme'] })).toEqual(['PT5M', 'PT10M']);
    expect(await valuesOf({ sync: ['Ebay (Shop)'], limit: 1 })).toEqual(['PT15M']);
    expect(await valuesOf({ sync: ['Amazon'] })).toEqual([]);
    expect(
      await valuesOf({ since: moment('back')('2026-03-05'), until: moment('back')('2026-03-06') }),
    ).toEqual(['PT5M', 'PT10M']);
    expect(await valuesOf({ since: moment('back')('20h') })).toEqual(['PT15M']);
    expect(
      await valuesOf({ since: moment('back')('yesterday 11:00'), until: moment('back')('today 00:00') }),
    ).toEqual(['PT10M']);
  });

  it('is one JSON document as its schema has it, with no trace of a secret or its proof', async () => {
    const entry = anEntry({ tenant: 'acme', after: 300 });
    const [change] = entry.changes;
    const secret = {
      field: 'configs' as const,
      option: { id: 'o', name: 'Key', type: 'string' },
      before: new Concealed('canary-1'),
      after: new Concealed('canary-2'),
      cause: 'git' as const,
      origin: at(),
    };
    await write('2026-03-05T10:00:00Z', { ...entry, changes: [{ ...change!, fields: [secret] }] });
    const pass = {
      id: 'p',
      reasons: ['start'],
      result: 'refused' as const,
      told: [{ code: 'c', message: 'm' }],
    };
    await write('2026-03-05T10:00:00Z', { revision: null, changes: [], pass });
    const { stdout } = await ask({ output: 'json' });
    expect(stdout).not.toMatch(/canary|proof|salt|digest/);
    expect((await json({})).records).toMatchObject([
      { kind: 'change', field: 'configs', before: '(secret)', after: '(secret)', secret: true },
      { kind: 'pass', result: 'refused', told: [{ code: 'c' }] },
    ]);
    expect((await ask({})).stdout).toContain('Key (secret) → (secret)');
  });

  it('says so where there is no journal yet, and makes none', async () => {
    const stateDir = join(folder, 'none');
    expect(await ask({ stateDir })).toEqual({
      code: 0,
      stdout: `No journal in ${stateDir}: nothing was corrected from here so far.\n`,
      stderr: '',
    });
    expect(await json({ stateDir })).toEqual({ formatVersion: '1.0', records: [] });
    expect(await ask({ stateDir, verify: true })).toMatchObject({
      code: 0,
      stdout: `No journal in ${stateDir}.\n`,
    });
    expect(readdirSync(folder)).toEqual([]);
  });

  it('says so where nothing matches, and which sync was probably meant', async () => {
    await write('2026-03-05T10:00:00Z', anEntry({ tenant: 'acme', after: 300 }));
    const { code, stdout } = await ask({ sync: ['ebay'] });
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: "Nothing in the journal matches. Did you mean --sync 'Ebay'?\n",
    });
    expect((await ask({ tenant: ['nobody'] })).stdout).toBe('Nothing in the journal matches.\n');
  });

  it('passes over torn and foreign lines', async () => {
    await write('2026-03-05T10:00:00Z', anEntry({ tenant: 'acme', after: 300 }));
    const file = join(folder, 'journal.jsonl');
    const bytes = readFileSync(file);
    const odd = Buffer.from('null\n{}\n[1]\n"x"\n{"kind":"change"}\n\u0000\ufffd\n\n');
    writeFileSync(file, Buffer.concat([odd, Buffer.from([0xff, 0xfe, 10]), bytes, bytes.subarray(0, 300)]));
    const { code, stdout } = await ask({});
    expect({ code, lines: stdout.split('\n').length }).toEqual({ code: 0, lines: 4 });
    expect((await json({})).records).toHaveLength(1);
  });

  test.each(['text', 'json'] as const)(
    'tells in %s that the journal cannot be read, with 1',
    async (output) => {
      mkdirSync(join(folder, 'journal.jsonl'));
      for (const verify of [false, true]) {
        const { code, stdout, stderr } = await ask({ output, verify });
        expect(code).toBe(1);
        expect(stderr).toMatch(
          /^error: the journal cannot be read: .* \[journal-unreadable\]\n {2}hint: check --state-dir/,
        );
        expect(stdout === '' ? '' : JSON.parse(stdout).problems[0].code).toBe(
          output === 'json' ? 'journal-unreadable' : '',
        );
      }
    },
  );

  it('reads where it may not write', async () => {
    await write('2026-03-05T10:00:00Z', anEntry({ tenant: 'acme', after: 300 }));
    const before = readdirSync(folder);
    chmodSync(folder, 0o555);
    expect((await ask({})).code).toBe(0);
    expect((await ask({ verify: true })).code).toBe(0);
    chmodSync(folder, 0o755);
    expect(readdirSync(folder)).toEqual(before);
  });

  it('fits the terminal, and cuts nothing for a reader that is none', async () => {
    await write('2026-03-05T10:00:00Z', anEntry({ tenant: 'a-tenant-of-a-long-name', after: 300 }));
    const onTerminal = await ask({}, { columns: 60, isTerminal: { stdout: true, stderr: true } });
    for (const line of onTerminal.stdout.split('\n')) expect([...line].length).toBeLessThanOrEqual(60);
    const piped = await ask({}, { columns: 60 });
    expect(piped.stdout).toContain(
      'a-tenant-of-a-long-name / Ebay (Shop)  interval 10m → 5m  applied  by 1a2b3c4',
    );
  });
});

describe('history --verify', () => {
  it('exits 0 where the journal is whole, and prints the hash to keep elsewhere', async () => {
    await write('2026-03-05T10:00:00Z', anEntry({ tenant: 'acme', after: 300 }));
    const { code, stdout } = await ask({ verify: true });
    expect(code).toBe(0);
    expect(stdout).toMatch(
      /^The journal is whole: 2 records in 1 file\.\nThe last one is 2, with the hash [0-9a-f]{64}\.\n$/,
    );
    expect(await json({ verify: true })).toMatchObject({
      records: [],
      verification: { result: 'whole', files: 1, records: 2, last: { number: 2 }, notes: [] },
    });
  });

  it('exits 1 with the place of the first break', async () => {
    for (const after of [300, 600, 900])
      await write('2026-03-05T10:00:00Z', anEntry({ tenant: 'acme', after }));
    const file = join(folder, 'journal.jsonl');
    writeFileSync(file, readFileSync(file, 'utf8').replace('PT5M', 'PT6M').replace('PT15M', 'PT16M'));
    const { code, stdout } = await ask({ verify: true });
    expect({ code, stdout }).toEqual({
      code: 1,
      stdout: `${file}:2: this line is no record, or was changed\nThe journal is broken, after 1 record.\n`,
    });
    expect(await json({ verify: true }, 1)).toMatchObject({
      verification: { result: 'broken', break: { file: 'journal.jsonl', line: 2 } },
    });
  });
});

type Asked = { readonly code: number; readonly stdout: string; readonly stderr: string };

async function ask(flags: Partial<HistoryFlags>, changes: Partial<Terminal> = {}): Promise<Asked> {
  let [stdout, stderr] = ['', ''];
  const terminal: Terminal = {
    version: '0',
    env: {},
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    isTerminal: { stdout: false, stderr: false },
    columns: 100,
    stop: new AbortController().signal,
    onHangup: () => () => {},
    clock: fakeClock(Date.parse('2026-03-06T12:00:00Z')),
    random: () => 0,
    ...changes,
  };
  const all = {
    ...{ ...usualFlags, stateDir: folder, color: false, sync: [], verify: false, full: false },
    ...{ since: undefined, until: undefined, limit: undefined },
  };
  const code = await history.run({ ...all, ...flags }, terminal, []);
  return { code, stdout, stderr };
}

async function json(flags: Partial<HistoryFlags>, expectedCode = 0): Promise<HistoryJson> {
  const { code, stdout } = await ask({ ...flags, output: 'json' });
  expect(code).toBe(expectedCode);
  const document = JSON.parse(stdout) as HistoryJson;
  expect(isHistory(document), JSON.stringify(isHistory.errors)).toBe(true);
  return document;
}

const isHistory = (() => {
  const schema = (name: string) =>
    JSON.parse(readFileSync(new URL(`../../schemas/${name}.schema.json`, import.meta.url), 'utf8'));
  const ajv = new Ajv2020({ strict: false });
  addFormats.default(ajv);
  ajv.addSchema(schema('plan'));
  return ajv.compile(schema('history'));
})();

async function write(time: string, entry: Entry): Promise<void> {
  const silent = { info() {}, warn() {} };
  await openJournal({ directory: folder, log: silent, clock: fakeClock(Date.parse(time)) }).record(entry);
}

function anEntry({ tenant, after }: { tenant: string; after: number }): Entry {
  return {
    revision: '1a2b3c4d5e6f1a2b3c4d5e6f1a2b3c4d5e6f1a2b',
    pass: { id: 'p', reasons: ['schedule'], result: 'applied' },
    changes: [
      {
        tenant,
        sync: { id: 's', name: 'Ebay', salesChannel: 'Shop' },
        mode: 'enforce',
        origin: at(),
        outcome: 'applied',
        fields: [
          {
            field: 'interval',
            before: durationOfSeconds(600),
            after: durationOfSeconds(after),
            cause: 'live',
            origin: at(),
          },
        ],
      },
    ],
  };
}
