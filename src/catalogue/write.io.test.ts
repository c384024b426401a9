import { expect, test } from 'vitest';
import { aTenant } from '../../test/support/build.ts';
import { useHome } from '../../test/support/home.ts';
import { createCalendar } from '../base/calendar.ts';
import { loadSettings } from '../settings/load.io.ts';
import { writeCatalogues } from './write.io.ts';

const { flags, path, read, write } = useHome();
const down = { tenant: 'globex', code: 'timeout', message: 'no answer' } as const;

async function writeBelow(syncs: string, settings = 'tenants: { acme: { tenantId: a } }\n') {
  write('sollist.yaml', settings);
  const asked: string[] = [];
  const observe = async () => {
    asked.push('observed');
    return { tenants: [aTenant()], opened: new Map(), failures: [down] };
  };
  const fileNamesOf = (names: readonly string[]) => new Map(names.map((name) => [name, `the-${name}`]));
  const loaded = await loadSettings({ ...flags(), env: {} }, createCalendar());
  return { written: await writeCatalogues(loaded, { syncs, fileNamesOf, observe }), asked };
}

test('each tenant that answers gets its file, and the others are told of', async () => {
  const { written } = await writeBelow(`${path('syncs')}/`);
  const file = `${path('syncs')}/.catalogue/the-acme.json`;
  expect(written).toEqual({ files: [file], problems: [], warnings: [], failures: [down], answered: 1 });
  expect(JSON.parse(read('syncs/.catalogue/the-acme.json')).tenant).toBe('acme');
});

test('nobody is asked while the settings are bad', async () => {
  const { written, asked } = await writeBelow(path('syncs'), 'tenants: [\n');
  expect([written.problems, asked]).toMatchObject([[{ code: 'yaml' }], []]);
});

test('what is in the way of the folder or of a file is a problem that names it', async () => {
  write('file', '');
  expect((await writeBelow(path('file'))).written.problems).toMatchObject([{ code: 'not-written' }]);
  write('syncs/.catalogue/the-acme.json/x', '');
  const { written } = await writeBelow(path('syncs'));
  const message = expect.stringContaining('.catalogue/the-acme.json');
  expect(written).toMatchObject({ files: [], problems: [{ code: 'not-written', message }] });
});
