import { expect, test } from 'vitest';
import { settingsContext } from '../../test/support/settingsContext.ts';
import type { Problem } from '../problems/problem.ts';
import { nodeIn, readSaid, referenceAt, said } from './said.ts';
import type { SettingKey } from './table.ts';

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

test.each<[SettingKey, string, unknown]>([
  ['concurrency', '8', 8],
  ['safety.maxShare', '.5', 0.5],
  ['api.version', '2.1', '2.1'],
  ['api.allowInsecure', 'yes', true],
  ['api.allowInsecure', 'false', false],
  ['schedule', '0 8 * * 1-5', '0 8 * * 1-5'],
])('%s of %j is %j, as the schema has it', (key, text, value) => {
  expect(told(key, text)).toEqual({ value, problems: [] });
});

test('what a flag says and the schema does not take is a problem that is near to what was meant', () => {
  expect(told('api.version', '2.11')).toMatchObject({
    value: undefined,
    problems: [{ code: 'bad-value', hint: 'did you mean `2.1`?' }],
  });
});

test('of what stands in the file only that is told which the schema cannot judge', () => {
  const origin = { file: 'sollist.yaml', line: 1, column: 1 };
  expect(told('concurrency', '0', origin)).toEqual({ value: undefined, problems: [] });
  expect(told('schedule', 'often', origin).problems).toMatchObject([{ code: 'cron', origin }]);
});

function told(key: SettingKey, text: string, origin?: Problem['origin']) {
  const context = settingsContext([]);
  const value = readSaid({ text, name: `--${key}`, ...(origin && { origin }) }, key, context);
  return { value, problems: context.problems };
}
