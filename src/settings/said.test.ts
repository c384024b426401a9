import { expect, test } from 'vitest';
import { settingsContext } from '../../test/support/settingsContext.ts';
import { nodeIn, referenceAt, said } from './said.ts';

const lines = [
  'schedule: 0 8 * * *',
  'timezone:',
  'api: { baseUrl: https://all.example }',
  'tenants: { acme: { api: { baseUrl: https://acme.example } }, globex: {} }',
];
const flag = { 'api.baseUrl': { text: 'https://flag.example', by: '--base-url' } };

test.each([
  ['the file says what no flag does', undefined, {}, 'https://all.example', '`api.baseUrl`', 3],
  ['a flag beats the file', undefined, flag, 'https://flag.example', '--base-url', undefined],
  ['the tenant beats the flag', 'acme', flag, 'https://acme.example', '`api.baseUrl`', 4],
  ['a tenant that says nothing has what all have', 'globex', {}, 'https://all.example', '`api.baseUrl`', 3],
] as const)('%s', (_, tenant, given, text, name, line) => {
  const found = said('api.baseUrl', settingsContext(lines, given, tenant));
  expect(found).toMatchObject({ text, name });
  expect(found!.origin?.line).toBe(line);
});

test('an empty value and a map say nothing', () => {
  expect(said('timezone', settingsContext(lines))).toBeUndefined();
  expect(said('schedule', settingsContext(['schedule: { at: noon }']))).toBeUndefined();
});

test('a reference counts from the folder of the file, and tells its place', () => {
  const context = settingsContext(['auth:', '  apiKey: { file: key }', '  clientId: me']);
  expect(referenceAt(nodeIn(context.root, 'auth.apiKey'), context)).toMatchObject({
    ref: { file: 'key' },
    folder: '/etc/sollist',
    origin: { line: 2 },
  });
  expect(referenceAt(nodeIn(context.root, 'auth.clientId'), context)).toBeUndefined();
});
