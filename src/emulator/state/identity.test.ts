import fc from 'fast-check';
import { expect, test } from 'vitest';
import { isUuid, uuidOf } from './identity.ts';

const name = fc.oneof(fc.string(), fc.integer(), fc.constant(null));

test('names always give the same uuid, and other names another', () => {
  fc.assert(
    fc.property(fc.array(name), fc.array(name), (one, other) => {
      const isSame = JSON.stringify(one) === JSON.stringify(other);
      return isUuid(uuidOf(...one)) && (uuidOf(...one) === uuidOf(...other)) === isSame;
    }),
  );
});

test('a uuid is of version 5 and its variant', () => {
  expect(uuidOf('tenant', 1, 'acme')).toMatch(/^.{8}-.{4}-5.{3}-[89ab].{3}-.{12}$/);
});

test('a uuid may be in capitals, and is whole', () => {
  const uuid = uuidOf('a');
  expect([isUuid(uuid.toUpperCase()), isUuid(`${uuid}0`), isUuid(uuid.slice(1))]).toEqual([
    true,
    false,
    false,
  ]);
});
