import { expect, it } from 'vitest';
import { parsedJson } from './json.ts';

it('reads what is JSON, and is undefined for what is none', () => {
  expect(parsedJson('{"a": [null]}')).toEqual({ a: [null] });
  expect(parsedJson('null')).toBeNull();
  expect([parsedJson(''), parsedJson('{"a": '), parsedJson('a: 1')]).toEqual([
    undefined,
    undefined,
    undefined,
  ]);
});
