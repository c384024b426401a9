import { expect, it } from 'vitest';
import { aClaim, anOption, aSync, aTenant, env, located, plain, wants } from '../../../test/support/build.ts';
import type { SyncDocument } from '../../model/document.ts';
import { createWhySecret, secretPlaces } from './secrets.ts';

const id = 'aaaaaaaa-0000-4000-8000-000000000001';
const tenants = [
  aTenant([aSync({ options: [anOption({ name: 'Prefix' })] })]),
  aTenant([aSync({ options: [anOption({ id: id.toUpperCase(), name: 'API password' })] })]),
];

it('what any sync of any tenant calls a secret is one wherever its identifier stands', () => {
  const why = createWhySecret(tenants, []);
  expect(why(id)).toBeDefined();
  expect(why('Prefix')).toBeUndefined();
  expect(why('API password')).toBeDefined();
});

it('places of secrets in clear are known by file, those of references are none', () => {
  const asked = wants(undefined, { Password: plain('canary'), Token: env('TOKEN'), Prefix: plain('x') });
  const document: SyncDocument = {
    ...asked,
    tenants: { kind: 'all' },
    sync: located(aClaim().sync.value),
    windows: [],
  };
  const [password] = asked.configs;
  expect([...secretPlaces([document], createWhySecret(tenants, []))]).toEqual([
    ['syncs/test.yaml', [password!.value.origin]],
  ]);
});
