import { expect, test } from 'vitest';
import { fakeClock } from '../../test/support/clock.ts';
import { useHome } from '../../test/support/home.ts';
import { createCalendar } from '../base/calendar.ts';
import { createCheckFile } from './checkFiles.ts';
import { loadDesired } from './load.io.ts';

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
  expect(files).toEqual([path('sollist.yaml'), path('syncs/a.yaml')]);
  expect(files.map(textOf)).toEqual([`${tenants}schedule: often\n`, 'sync: {}\n']);
});
