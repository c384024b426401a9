import { describe, expect, test } from 'vitest';
import { readFields, readList } from './fields.ts';

test.each([[null], [[]], ['text'], [1]])('%j has no fields', (value) => {
  expect(() => readFields(value, 'syncs[0]', ['a', 'b'])).toThrow('syncs[0] is an object with a, b');
  expect(() => readFields(value, '', ['a', 'b'])).toThrow('the body is an object with a, b');
});

test('a field that nobody knows is refused, and its place said', () => {
  expect(() => readFields({ c: 1 }, 'syncs[0]', ['a', 'b'])).toThrow(
    'syncs[0].c is not known; there are a, b',
  );
});

test('a list is a list', () => {
  expect(readList([1], '')).toEqual([1]);
  expect(() => readList({}, '')).toThrow('the body is a list');
});

describe('a field', () => {
  const fields = (a?: unknown) => readFields(a === undefined ? {} : { a }, 'x', ['a']);

  test('may be missing, unless it is required', () => {
    expect([fields().text('a'), fields().nullableText('a'), fields().flag('a')]).toEqual(
      Array(3).fill(undefined),
    );
    expect(() => fields().requiredText('a')).toThrow('x.a is missing');
    expect(() => fields('').requiredText('a')).toThrow('x.a is missing');
  });

  test('is null only where that is asked for', () => {
    expect(fields(null).nullableText('a')).toBeNull();
    expect(() => fields(null).text('a')).toThrow('x.a is text');
  });

  test('has one type', () => {
    expect(fields('b').requiredText('a')).toBe('b');
    expect(fields(false).flag('a')).toBe(false);
    expect(() => fields(1).nullableText('a')).toThrow('x.a is text');
    expect(() => fields('true').flag('a')).toThrow('x.a is true or false');
  });
});
