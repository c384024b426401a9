import { symlinkSync } from 'node:fs';
import { expect, test } from 'vitest';
import { aTenant } from '../../test/support/build.ts';
import { fakeClock } from '../../test/support/clock.ts';
import { useHome } from '../../test/support/home.ts';
import { catalogueText } from './catalogue.ts';
import { validate } from './validate.io.ts';

const { flags, path, write } = useHome();
const tenants = 'tenants: { acme: { tenantId: 3f0c3c1e-0b1d-4b7e-9c55-6a1f6f3d2a10 } }\n';

async function check(...paths: string[]) {
  write('sollist.yaml', tenants);
  const { validation } = await validate(
    { ...flags(), env: {} },
    paths.map((one) => path(one)),
    fakeClock(0),
  );
  return { ...validation, codes: validation.problems.map(({ code }) => code) };
}

test('what catalogues know is told of a good tree, and not of a bad one', async () => {
  write('syncs/.catalogue/acme.json', catalogueText(aTenant()));
  write('syncs/a.yaml', 'sync: { name: Ebbay }\ninterval: 5m\n');
  expect((await check()).codes).toEqual(['unknown-sync']);
  write('syncs/b.yaml', 'sync: { name: Ebay }\ninterval: often\n');
  const { codes, files, documents } = await check();
  expect(codes).not.toContain('unknown-sync');
  expect({ problems: codes.length, files, documents }).toEqual({ problems: 1, files: 3, documents: 1 });
});

test('a catalogue of a tenant that is not configured says nothing', async () => {
  write('syncs/.catalogue/globex.json', catalogueText(aTenant([], { name: 'globex' })));
  write('syncs/a.yaml', 'sync: { name: Ebay }\ninterval: 5m\n');
  expect((await check()).codes).toEqual([]);
});

test('paths limit what is told to what lies there, and one that does not belong here is told of', async () => {
  write('syncs/acme/a.yaml', 'sync: { name: Ebay }\ninterval: often\n');
  write('syncs/b.yaml', 'sync: { name: Amazon }\ninterval: 5m\n');
  write('notes.txt', '');
  expect((await check('syncs/acme')).codes).toHaveLength(1);
  expect((await check('syncs/b.yaml', 'sollist.yaml')).codes).toEqual([]);
  expect((await check('none.yaml', 'notes.txt')).codes).toEqual(['file-missing', 'not-checked']);
});

test('a path names its file whatever leads to it, as on systems where case does not matter', async () => {
  write('syncs/acme/a.yaml', 'sync: { name: Ebay }\ninterval: often\n');
  write('syncs/b.yaml', 'sync: { name: Amazon }\ninterval: often\n');
  symlinkSync(path(), path('other-name'));
  expect((await check('other-name/syncs/acme/a.yaml')).codes).toEqual(['duration']);
  expect((await check('other-name/syncs/acme')).codes).toEqual(['duration']);
  expect((await check('other-name')).codes).toEqual(['duration', 'duration']);
});

test('a path that cannot be followed is told of by its name', async () => {
  write('syncs/a.yaml', 'sync: { name: Ebay }\n');
  symlinkSync('loop.yaml', path('syncs/loop.yaml'));
  expect((await check('syncs')).codes).toEqual(['file-unreadable']);
  expect((await check('syncs/loop.yaml')).codes).toEqual(['file-unreadable']);
  expect((await check('syncs/a.yaml/below', 'x'.repeat(300))).codes).toEqual([
    'file-missing',
    'file-missing',
  ]);
});
