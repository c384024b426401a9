import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { runs } from '../../test/support/runs.ts';
import { failed, ok } from '../base/result.ts';
import { equalValues, mayBeEqual, toWire } from './value.ts';

const types = fc.constantFrom(
  'bool',
  'Boolean',
  'int',
  'System.Int32',
  'long',
  'byte',
  'Decimal',
  'double',
  'string',
  'Text',
  'Colour',
);
const values = fc.option(
  fc.oneof(
    fc.constantFrom(
      'true',
      'True',
      '1',
      '0',
      'false',
      '5',
      '05',
      '+5',
      '5.0',
      '1,5',
      '1.50',
      '-0',
      '1e3',
      '1000',
      '',
      ' 5',
      'e\u0301',
      '\u00e9',
      'null',
    ),
    fc.string({ maxLength: 3 }),
  ),
  { nil: null },
);

describe('equality by type is an equivalence', () => {
  it('is reflexive', () => {
    fc.assert(
      fc.property(types, values, (type, a) => {
        expect(equalValues(type, a, a)).toBe(true);
      }),
    );
  });
  it('is symmetric', () => {
    fc.assert(
      fc.property(types, values, values, (type, a, b) => {
        expect(equalValues(type, a, b)).toBe(equalValues(type, b, a));
      }),
    );
  });
  it('is transitive', () => {
    fc.assert(
      fc.property(types, values, values, values, (type, a, b, c) => {
        fc.pre(equalValues(type, a, b) && equalValues(type, b, c));
        expect(equalValues(type, a, c)).toBe(true);
      }),
      { ...runs(500), maxSkipsPerRun: 10_000 },
    );
  });
});

test.each([
  ['bool', 'True', 'true'],
  ['int', '05', '5'],
  ['Int64', '-0', '0'],
  ['decimal', '1,50', '1.5'],
  ['double', '1E-05', '0.00001'],
  ['single', '1e3', '1000'],
  ['decimal', '0.10', '.1'],
  ['string', 'e\u0301', '\u00e9'],
])('under %s, %s and %s are equal', (type, a, b) => {
  expect(equalValues(type, a, b)).toBe(true);
});

test.each([
  ['string', 'True', 'true'],
  ['string', '', null],
  ['bool', 'true', 'false'],
  ['int', '5', '50'],
  ['string', ' a', 'a'],
  ['colour', '05', '5'],
  ['decimal', '1.000,5', '1000.5'],
  ['long', '9007199254740993', '9007199254740992'],
])('under %s, %j and %j differ', (type, a, b) => {
  expect(equalValues(type, a, b)).toBe(false);
});

describe('what is sent', () => {
  test.each([
    ['bool', 'True', 'true'],
    ['int', '05', '5'],
    ['decimal', '1,50', '1.5'],
    ['string', ' as is ', ' as is '],
    ['byte', '255', '255'],
  ])('under %s, %s is sent as %s', (type, text, wire) => {
    expect(toWire(type, text)).toEqual(ok(wire));
  });

  test.each([
    ['bool', 'yes'],
    ['bool', '1'],
    ['int', '5.0'],
    ['int', '1.000'],
    ['int', '2147483648'],
    ['byte', '256'],
    ['byte', '-1'],
    ['Int16', '32768'],
    ['decimal', '1.000,5'],
    ['double', 'NaN'],
    ['int', ''],
  ])('under %s, %j is refused, and not quoted', (type, text) => {
    const fitted = toWire(type, text);
    expect(fitted).toHaveProperty('why');
    if (/[a-z]/.test(text)) expect(JSON.stringify(fitted)).not.toContain(text);
  });

  it('means what was asked for, and sending it again changes nothing', () => {
    fc.assert(
      fc.property(types, values, (type, value) => {
        const fitted = value === null ? failed('') : toWire(type, value);
        fc.pre(fitted.ok);
        expect(equalValues(type, fitted.value, value)).toBe(true);
        expect(toWire(type, fitted.value)).toEqual(fitted);
      }),
    );
  });
});

it('while the type is unknown, two values are only at odds if no type makes them equal', () => {
  expect(mayBeEqual('05', '5')).toBe(true);
  expect(mayBeEqual('True', 'true')).toBe(true);
  expect(mayBeEqual('1,5', '1.5')).toBe(true);
  expect(mayBeEqual('5', '6')).toBe(false);
  expect(mayBeEqual(null, '')).toBe(false);
});
