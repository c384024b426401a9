import { linkSync, lstatSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fakeClock } from '../../test/support/clock.ts';
import { useHome } from '../../test/support/home.ts';
import { runs } from '../../test/support/runs.ts';
import { createCalendar } from '../base/calendar.ts';
import type { FileChanges } from '../files/fileChanges.ts';
import { slashed } from '../files/paths.ts';
import { createCheckFile } from './checkFiles.ts';
import { createDesiredReader, type Loaded, loadDesired } from './load.io.ts';

const { flags, path, write } = useHome();
const tenants = 'tenants: { acme: { tenantId: 3f0c3c1e-0b1d-4b7e-9c55-6a1f6f3d2a10 } }\n';

function load() {
  const calendar = createCalendar();
  const reading = { clock: fakeClock(0), calendar, checkFile: createCheckFile(calendar) };
  return loadDesired({ ...flags(), env: {} }, reading);
}

test('documents are read for the tenants of the settings', async () => {
  write('sollist.yaml', tenants);
  write('syncs/a.yaml', 'sync: { name: Ebay }\ninterval: 5m\n');
  const { desired } = await load();
  expect(desired.problems).toEqual([]);
  expect(desired.claims).toMatchObject([{ tenant: 'acme', sync: { value: { name: 'Ebay' } } }]);
});

test('what is wrong with settings and documents is told together, and both have their lines to show', async () => {
  write('sollist.yaml', `${tenants}schedule: often\n`);
  write('syncs/a.yaml', 'sync: {}\n');
  const { desired, textOf } = await load();
  const files = desired.problems.map(({ origin }) => origin!.file);
  expect(files).toEqual(['sollist.yaml', 'syncs/a.yaml'].map((file) => slashed(path(file))));
  expect(files.map(textOf)).toEqual([`${tenants}schedule: often\n`, 'sync: {}\n']);
});

/** All that somebody could find out of what was read. */
function told({ desired, textOf, here, ...loaded }: Loaded) {
  const { times, ...rest } = desired;
  const { now, timezone } = here;
  const windows = desired.documents.flatMap((one) => one.windows);
  return {
    ...loaded,
    ...{ now, timezone, desired: rest },
    spans: windows.map(times.spanOf),
    covered: windows.map((window) => times.isCovered(window, windows.slice(0, 2))),
    texts: [...desired.tree.files.map((file) => file.path), slashed(path('sollist.yaml'))].map(textOf),
  };
}

const texts = [
  'sync: { name: Ebay }\ninterval: 5m\n',
  'sync: { name: Ebay }\ninterval: 10m\n',
  'tenants: all\nsync: { name: Ebay }\ninterval: 15m\nconfigs: { 3f0c3c1e-0b1d-4b7e-9c55-6a1f6f3d2a10: 1 }\n',
  'tenants: { land: de }\nsync: { name: Amazon }\nconfigs: { 3f0c3c1e-0b1d-4b7e-9c55-6a1f6f3d2a10: 2 }\n',
  'tenants: { land: at }\nsync: { name: Amazon }\ninterval: 1h\n',
  'tenant: acme\nsync: { name: Ebay }\nactive: true\nwindows: [{ start: 0 8 * * *, duration: 2h, interval: 1m }]\n',
  'tenant: bolt\nsync: { name: Ebay }\nwindows: [{ start: 0 9 * * *, duration: 2h, active: false }, { start: 0 8 * * *, duration: 9h, interval: 2m }]\n',
  'tenant: acme\nsync: { name: Otto }\nsuspend: { reason: freeze, until: 2026-03-04T13:00 }\ninterval: 2m\n',
  '---\nsync: { name: A }\ninterval: 1m\n---\nsync: { name: B }\nconfigs: { Password: { env: SECRET }, Url: "ftp://u:p@h" }\n',
  'sync: { name: Ebay }\ninterval: often\n',
  'sync: {',
  '',
  Buffer.from([0xff, 0xfe, 0x41]),
];
const settings = [
  'timezone: UTC\ntenants: { acme: { tenantId: 3f0c3c1e-0b1d-4b7e-9c55-6a1f6f3d2a10, labels: { land: de } }, bolt: { tenantId: 3f0c3c1e-0b1d-4b7e-9c55-6a1f6f3d2a11 } }\n',
  'timezone: Europe/Berlin\ntenants: { acme: { tenantId: 3f0c3c1e-0b1d-4b7e-9c55-6a1f6f3d2a10, labels: { land: at } } }\nsafety: { allow: { changes: 9, until: 2026-03-04T12:30, reason: move } }\n',
  'tenants: {',
];
const names = ['a.yaml', 'acme/a.yaml', 'acme/b.yaml', 'bolt/a.yaml', 'c.YML', 'common/deep/a.yaml'];

/** What is done: to the clock, to a file by itself, or to what lies where. */
const edit = fc.record({
  kind: fc.constantFrom(
    'save',
    'save',
    'save',
    'save',
    'settings',
    'pass',
    'remove',
    'folder',
    'link',
    'twin',
  ),
  name: fc.nat(names.length - 1),
  text: fc.nat(texts.length - 1),
});

type DrawnEdit = typeof edit extends fc.Arbitrary<infer One> ? One : never;

/** Does it, and gives what may have changed. */
function doEdit({ kind, name, text }: DrawnEdit): FileChanges {
  const file = path('syncs', names[name]!);
  const other = path('syncs', names[text % names.length]!);
  const stats = lstatSync(file, { throwIfNoEntry: false });
  if (kind === 'settings') {
    write('sollist.yaml', settings[text % settings.length]!);
    return 'unknown';
  }
  if (kind === 'save' && stats?.isFile()) {
    writeFileSync(file, texts[text]!);
    const isLinked = names.some((one) =>
      lstatSync(path('syncs', one), { throwIfNoEntry: false })?.isSymbolicLink(),
    );
    return isLinked ? 'unknown' : new Set([file]);
  }
  rmSync(file, { force: true, recursive: true });
  if (kind === 'save') writeFileSync(file, texts[text]!);
  if (kind === 'folder') mkdirSync(file);
  if (kind === 'link') symlinkSync(other, file);
  if (kind === 'twin' && lstatSync(other, { throwIfNoEntry: false })?.isFile()) linkSync(other, file);
  return 'unknown';
}

test('what is read of the files that may have changed is what a fresh read of all of them gives', {
  tags: 'slow',
}, async () => {
  const calendar = createCalendar();
  const law = fc.asyncProperty(fc.array(fc.tuple(edit, fc.boolean()), { maxLength: 12 }), async (edits) => {
    rmSync(path('syncs'), { recursive: true, force: true });
    write('sollist.yaml', settings[0]!);
    for (const [index, name] of names.entries())
      write(`syncs/${name}`, texts[[2, 0, 5, 6, 1, 3][index]!] as string);
    const clock = fakeClock(Date.parse('2026-03-04T07:00:00Z'));
    const source = { ...flags(), env: {} };
    const reading = () => ({ clock, calendar, checkFile: createCheckFile(calendar) });
    const read = createDesiredReader(source, reading());
    await read('unknown');
    let changes: FileChanges = new Set();
    for (const [one, isRead] of edits) {
      if (one.kind === 'pass') clock.pass(one.text * 1_800_000);
      const changed = one.kind === 'pass' ? new Set<string>() : doEdit(one);
      changes =
        changes === 'unknown' || changed === 'unknown' ? 'unknown' : new Set([...changes, ...changed]);
      if (!isRead) continue;
      expect(told(await read(changes))).toEqual(told(await loadDesired({ ...source }, reading())));
      changes = new Set();
    }
  });
  const done = (kind: DrawnEdit['kind'], name: number, text: number) =>
    [{ kind, name, text }, true] as [DrawnEdit, boolean];
  const windowsOpen = [done('pass', 0, 2), done('pass', 0, 9)];
  const rivalGoes = [done('remove', 5, 0), done('save', 2, 1), done('remove', 2, 0)];
  await fc.assert(law, { ...runs(8), examples: [[windowsOpen], [rivalGoes]] });
});
