import { expect, test } from 'vitest';
import { settingsContext } from '../../test/support/settingsContext.ts';
import { readReach } from './connection.ts';

function reach(lines: readonly string[], given = {}, tenant?: string) {
  const context = settingsContext(lines, given, tenant);
  return { ...readReach(context), problems: context.problems };
}

const client = 'clientId: me, clientSecret: { env: S }';

test('the tenant decides how to sign in, then a variable, then the file', () => {
  const lines = [`auth: { ${client} }`, 'tenants: { acme: { auth: { apiKey: { env: OWN } } } }'];
  const key = { 'auth.apiKey': { text: '…', by: 'SOLLIST_API_KEY' } };
  expect(reach(lines).auth).toMatchObject({ kind: 'oauth', clientId: 'me' });
  expect(reach(lines, key).auth).toEqual({
    kind: 'apiKey',
    apiKey: { ref: { env: 'SOLLIST_API_KEY' }, folder: '' },
  });
  expect(reach(lines, key, 'acme').auth).toMatchObject({ kind: 'apiKey', apiKey: { ref: { env: 'OWN' } } });
});

test('half a client is no way to sign in', () => {
  expect(reach(['auth: { clientId: me }']).auth).toEqual({ kind: 'none' });
});

test('a client and a key at one place are refused, once', () => {
  const context = settingsContext([`auth: { ${client}, apiKey: { env: K } }`]);
  readReach(context);
  readReach(context);
  expect(context.problems).toMatchObject([{ code: 'two-sign-ins', origin: { line: 1 } }]);
});

test('plain http is allowed for the address beside which it is allowed, and for no other', () => {
  const lines = [
    'api: { baseUrl: "http://all.example", allowInsecure: true }',
    'tenants: { acme: { api: { baseUrl: "http://acme.example" } } }',
  ];
  expect(reach(lines)).toMatchObject({ baseUrl: 'http://all.example', problems: [] });
  expect(reach(lines, {}, 'acme').problems).toMatchObject([{ code: 'url', origin: { line: 2 } }]);
});

test('a bad address of all is told once, however many tenants have it', () => {
  const context = settingsContext(['api: { baseUrl: "ftp://all.example" }']);
  readReach(context);
  readReach(context);
  expect(context.problems).toMatchObject([{ code: 'url', origin: { line: 1 } }]);
});

test('addresses and ids lose the blanks around them, whoever says them', () => {
  const lines = [
    'api: { baseUrl: "\ufeff https://all.example/erp\u00a0\\n" }',
    'auth: { clientId: " me\u200b", clientSecret: { env: S }, scope: "a b\u2028" }',
  ];
  expect(reach(lines)).toMatchObject({
    baseUrl: 'https://all.example/erp',
    auth: { clientId: 'me', scope: 'a b' },
    problems: [],
  });
  const given = {
    'api.baseUrl': { text: 'https://flag.example\r\n', by: 'JTL_BASE_URL' },
    'auth.clientId': { text: '\tyou ', by: 'JTL_CLIENT_ID' },
    'auth.scope': { text: ' \n', by: 'SOLLIST_SCOPE' },
  };
  expect(reach(lines, given)).toMatchObject({
    baseUrl: 'https://flag.example',
    auth: { clientId: 'you', scope: 'a b' },
    problems: [],
  });
});

test('blanks inside an id are a problem that spells them out and names the place, once', () => {
  const context = settingsContext([
    'auth: { clientId: "m\u00a0e", clientSecret: { env: S }, scope: "a\\nb" }',
  ]);
  readReach(context);
  readReach(context);
  expect(context.problems).toMatchObject([
    { message: '`auth.clientId` holds a character that no identifier has: U+00A0 no-break space' },
    { message: '`auth.scope` holds a character that no identifier has: U+000A line feed' },
  ]);
});

test('auto is for the cloud, and on-premise a problem at its place', () => {
  const context = settingsContext(['auth: { apiKey: { env: K } }', 'api: { version: auto }']);
  readReach(context);
  expect(context.problems).toMatchObject([{ code: 'bad-value', origin: { line: 2 } }]);
  expect(readReach(settingsContext(['auth: { apiKey: { env: K } }'])).version).toBe('1.1');
  expect(readReach(settingsContext([`auth: { ${client} }`])).version).toBe('auto');
});
