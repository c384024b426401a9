import { expect, test } from 'vitest';
import { failed, ok } from '../../base/result.ts';
import { itemReader } from './dialect.ts';

test('what the schema accepts is read', () => {
  const isText = (value: unknown): value is string => typeof value === 'string';
  expect(itemReader(isText, (text) => text.length)('four')).toEqual(ok(4));
});

test.each([
  ['required', '', { missingProperty: 'state' }, 'lacks state'],
  ['required', '/configurations/0', { missingProperty: 'type' }, 'lacks configurations/0/type'],
  ['type', '', {}, 'is unusable: it must be string'],
  ['type', '/interval', {}, 'has an unusable interval: it must be string'],
])('what is wrong is said without a value: %s at %j', (keyword, instancePath, params, words) => {
  const error = { keyword, instancePath, params, message: 'must be string', schemaPath: '' };
  const refuse = Object.assign((_: unknown): _ is never => false, { errors: [error] });
  expect(itemReader(refuse, (value) => value)('canary')).toEqual(failed(words));
});
