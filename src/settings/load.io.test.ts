import { expect, test } from 'vitest';
import { useHome } from '../../test/support/home.ts';
import { createCalendar } from '../base/calendar.ts';
import { failed, ok } from '../base/result.ts';
import { Concealed } from '../model/secret.ts';
import { credentialProblems, loadSettings, type SettingsSource } from './load.io.ts';

const { flags, path, write } = useHome();
const two = 'tenants: { acme: { tenantId: a }, globex: { tenantId: b } }\n';
const oauth = 'auth: { clientId: me, clientSecret: { env: SECRET } }\n';

const load = (changes: Partial<SettingsSource> = {}) =>
  loadSettings({ ...flags(), env: {}, ...changes }, createCalendar());
const codesOf = (problems: readonly { readonly code: string }[]) => problems.map(({ code }) => code);

test('a file that was named and is missing is a problem; nobody is asked of tenants then', async () => {
  const { problems, settings } = await load({ config: path('none.yaml') });
  expect(codesOf(problems)).toEqual(['file-missing']);
  expect(settings.tenants).toBeUndefined();
});

test('variables tell of one tenant where the file names none', async () => {
  write('sollist.yaml', '');
  const env = { JTL_TENANT_ID: '3f0c3c1e-0b1d-4b7e-9c55-6a1f6f3d2a10' };
  const { settings, problems } = await load({ env });
  expect(problems).toEqual([]);
  expect(settings.tenants).toMatchObject([{ name: 'default', connection: { tenantId: env.JTL_TENANT_ID } }]);
});

test('--tenant chooses, and a name that nobody has is told with the nearest', async () => {
  write('sollist.yaml', two);
  expect((await load()).chosen.map(({ name }) => name)).toEqual(['acme', 'globex']);
  expect((await load({ tenant: ['globex'] })).chosen.map(({ name }) => name)).toEqual(['globex']);
  const { chosen, problems } = await load({ tenant: ['acmee'] });
  expect([chosen, problems]).toMatchObject([[], [{ hint: expect.stringContaining('acme') }]]);
});

test('a secret that many tenants sign in with is missed once, at its place', async () => {
  write('sollist.yaml', two + oauth);
  const { chosen } = await load();
  const read = async () => ok(new Concealed('x'));
  expect(await credentialProblems(chosen, read)).toEqual([]);
  for (const blank of ['a\nb', 'a\u00a0b'])
    expect(await credentialProblems(chosen, async () => ok(new Concealed(blank)))).toMatchObject([
      { code: 'secret', message: expect.stringContaining('`clientSecret` holds a blank inside: U+00') },
    ]);
  expect(await credentialProblems(chosen, async () => ok(new Concealed('a b')))).toEqual([]);
  let reads = 0;
  const problems = await credentialProblems(chosen, async () => {
    reads += 1;
    return failed('SECRET is not set');
  });
  expect(reads).toBe(1);
  expect(problems).toMatchObject([
    { message: '`clientSecret` cannot be read: SECRET is not set', origin: { line: 2, column: 37 } },
  ]);
});
