import { expect, test } from 'vitest';
import { aSync, aTenant } from '../../test/support/build.ts';
import { fakeClock } from '../../test/support/clock.ts';
import { useHome } from '../../test/support/home.ts';
import { createCalendar } from '../base/calendar.ts';
import { createCheckFile } from '../desired/checkFiles.ts';
import { loadDesired } from '../desired/load.io.ts';
import { pull } from './pull.io.ts';

const { flags, path, read, write } = useHome();
const amazon = aSync({ id: '4c90c3cc-0d44-4b50-8888-8dd25736052a', name: 'Amazon' });

async function pulled(active: readonly (boolean | undefined)[] = [false, true]) {
  write('sollist.yaml', 'tenants: { acme: { tenantId: 3f0c3c1e-0b1d-4b7e-9c55-6a1f6f3d2a10 } }\n');
  const calendar = createCalendar();
  const reading = { clock: fakeClock(0), calendar, checkFile: createCheckFile(calendar) };
  const loaded = await loadDesired({ ...flags(), env: {} }, reading);
  const syncs = [aSync(), amazon].map((sync, index) => {
    const told = active[index];
    return told === undefined ? sync : { ...sync, active: told };
  });
  const tenants = [aTenant(syncs)];
  const observe = async () => ({ tenants, opened: new Map(), failures: [] });
  return pull(loaded, { syncs: `${path('syncs')}/`, secretPatterns: [], isNewOnly: false, observe });
}

test('each sync is written to a file of its own, also where there is no folder yet', async () => {
  const { files, problems } = await pulled();
  expect(files).toEqual([path('syncs/acme/amazon-shop.yaml'), path('syncs/acme/ebay-shop.yaml')]);
  expect(problems).toEqual([]);
  expect(read('syncs/acme/ebay-shop.yaml')).toContain('interval: 10m\nactive: false\n');
});

test('where one file is in the way none is written, and that one is named', async () => {
  write('syncs/acme/amazon-shop.yaml', '# mine\n');
  const { files, problems } = await pulled();
  expect(files).toEqual([]);
  expect(problems).toMatchObject([
    { code: 'file-exists', origin: { file: path('syncs/acme/amazon-shop.yaml') } },
  ]);
});

test('a sync that a document describes is left to it, with a warning that says where', async () => {
  write('syncs/mine.yaml', 'tenant: acme\nsync: { name: Ebay }\ninterval: 5m\n');
  const { files, warnings } = await pulled();
  expect(files).toEqual([path('syncs/acme/amazon-shop.yaml')]);
  expect(warnings).toMatchObject([{ code: 'described', origin: { file: path('syncs/mine.yaml') } }]);
});

test('while a document is bad nothing is written', async () => {
  write('syncs/mine.yaml', 'sync: {}\n');
  expect(await pulled()).toMatchObject({
    files: [],
    problems: [{ origin: { file: path('syncs/mine.yaml') } }],
  });
});

test.each([
  [[undefined, undefined], 'Wawi does not tell whether the syncs of acme are active, so nothing says so'],
  [[true, undefined], 'Wawi does not tell whether Amazon (Shop) of acme is active, so nothing says so'],
])('where it is told of %j whether syncs are active, a warning says so', async (active, message) => {
  const { files, warnings } = await pulled(active);
  expect(files).toHaveLength(2);
  expect(warnings).toEqual([{ code: 'left-out', message, tenant: 'acme' }]);
  expect(read('syncs/acme/amazon-shop.yaml')).not.toContain('active');
});
