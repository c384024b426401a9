import { mkdirSync, symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { aSync, aTenant } from '../../../test/support/build.ts';
import { fakeClock } from '../../../test/support/clock.ts';
import { useHome } from '../../../test/support/home.ts';
import { createCalendar } from '../../base/calendar.ts';
import { plain } from '../../base/paint.ts';
import { failed } from '../../base/result.ts';
import { createCheckFile } from '../../desired/checkFiles.ts';
import { loadDesired } from '../../desired/load.io.ts';
import { updateJson, updateText } from './report.ts';
import { type Updating, update } from './update.io.ts';

const { flags, path, read, write } = useHome();
const ebay = 'sync: { name: Ebay }\ninterval: 5m\n';
const tenantId = 'tenantId: 3f0c3c1e-0b1d-4b7e-9c55-6a1f6f3d2a1';

async function updated(changes: Partial<Updating> = {}) {
  write('sollist.yaml', `tenants: { acme: { ${tenantId}0 }, globex: { ${tenantId}1 } }\n`);
  const calendar = createCalendar();
  const reading = { clock: fakeClock(0), calendar, checkFile: createCheckFile(calendar) };
  const loaded = await loadDesired({ ...flags(), env: {} }, reading);
  return update(loaded, {
    ...{ isPreview: false, narrowing: { syncs: [], fields: [] }, secretPatterns: [] },
    readSecret: async () => failed('KEY is not set'),
    observe: async () => ({
      tenants: [aTenant([aSync()]), aTenant([aSync()], { name: 'globex' })],
      opened: new Map(),
      failures: [],
    }),
    ...changes,
  });
}

test('live values are written into the file that wants others, or shown where nothing is to be written', async () => {
  write('syncs/acme/ebay.yaml', ebay);
  expect((await updated({ isPreview: true })).accepted).toHaveLength(1);
  expect(read('syncs/acme/ebay.yaml')).toBe(ebay);
  expect((await updated()).accepted).toHaveLength(1);
  expect(read('syncs/acme/ebay.yaml')).toBe(ebay.replace('5m', '10m'));
  expect((await updated()).files).toEqual([]);
});

test('while a document is bad, nobody is asked', async () => {
  write('syncs/acme/ebay.yaml', 'sync: {}\n');
  const observe = () => expect.unreachable();
  expect(await updated({ observe })).toMatchObject({ files: [], problems: [{}] });
});

test('a problem of one tenant stops that tenant and no other, and the result is incomplete', async () => {
  write('syncs/acme/ebay.yaml', `${ebay}configs: { Nothing of the kind: 1 }\n`);
  write('syncs/globex/ebay.yaml', ebay);
  const report = await updated();
  expect(read('syncs/globex/ebay.yaml')).toBe(ebay.replace('5m', '10m'));
  expect(read('syncs/acme/ebay.yaml')).toContain('5m');
  expect(updateJson(report)).toMatchObject({ result: 'incomplete', problems: [{ tenant: 'acme' }] });
  const look = { paint: plain, textOf: () => undefined, width: 80 };
  expect(updateText(report, look)).toMatch(
    /1 value of Wawi written into 1 file\. 1 tenant with problems, so nothing is accepted from there\.\n$/,
  );
});

test('a secret that cannot be read is a warning and no obstacle', async () => {
  write('syncs/acme/ebay.yaml', `${ebay}configs: { Create orders: { env: KEY } }\n`);
  const { warnings, accepted } = await updated();
  expect(warnings).toMatchObject([{ code: 'secret' }]);
  expect(accepted).toHaveLength(1);
});

test('a file that two links lead to is one file: both tenants have its new value', async () => {
  write('shared.yaml', ebay);
  for (const tenant of ['acme', 'globex']) {
    mkdirSync(path('syncs', tenant), { recursive: true });
    symlinkSync(path('shared.yaml'), path('syncs', tenant, 'ebay.yaml'));
  }
  const { problems, accepted } = await updated();
  expect([problems, accepted.length]).toEqual([[], 2]);
  expect(read('shared.yaml')).toBe(ebay.replace('5m', '10m'));
});
