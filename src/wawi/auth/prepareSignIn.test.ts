import { expect, test } from 'vitest';
import { failureOf, inCloud, onPremise, recorded } from '../../../test/support/wawi/client.ts';
import { failed } from '../../base/result.ts';
import type { TenantSettings } from '../../model/settings.ts';
import { prepareSignIn } from './prepareSignIn.ts';

const url = 'https://erp.example';
const prepare = ({ connection }: TenantSettings, options = recorded()) =>
  prepareSignIn(connection, () => expect.unreachable(), options);

test('what is the same gives the same key, and anything else another', async () => {
  const tenants = [
    inCloud({ url }),
    inCloud({ url, clientId: 'b' }),
    inCloud({ url, scope: 's' }),
    inCloud({ url, tokenUrl: `${url}/other` }),
    onPremise({ url }),
    onPremise({ url: `${url}/other` }),
  ];
  const keys = async () => Promise.all(tenants.map(async (tenant) => (await prepare(tenant)).key));
  expect(await keys()).toEqual(await keys());
  expect(new Set(await keys()).size).toBe(tenants.length);
  const rotated = await prepare(inCloud({ url }), recorded({ secrets: { SECRET: 'new' } }));
  expect(await keys()).not.toContain(rotated.key);
});

test.each([
  [inCloud({ url }), 'the client secret cannot be read: it is not set'],
  [onPremise({ url }), 'the API key cannot be read: it is not set'],
  [
    { ...onPremise({ url }), connection: { baseUrl: url, version: '2.0', auth: { kind: 'none' } } } as const,
    'nothing says how to sign in',
  ],
])('what is missing is said', async (tenant, words) => {
  const options = recorded({ readSecret: async () => failed('it is not set') });
  const failure = await failureOf(prepare(tenant, options));
  expect(failure).toMatchObject({ code: 'unauthorized', retriable: false });
  expect(failure.message).toContain(words);
});

test('a key that no header carries is found out when it is used', async () => {
  const { make } = await prepare(onPremise({ url }), recorded({ secrets: { KEY: 'ü' } }));
  const failure = await failureOf(make().authorization(new AbortController().signal));
  expect(failure.message).toContain('characters that no HTTP header can carry');
});
