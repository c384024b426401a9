import { describe, expect, it, test } from 'vitest';
import { anOption, aSync } from '../../test/support/build.ts';
import type { ObservedOption } from '../model/fields/kind.ts';
import { createDocumentValueOf, desiredText, whySecret } from './documentValue.ts';

function valueOfOne(option: ObservedOption, acceptsNull = false) {
  return createDocumentValueOf([aSync({ options: [option] })], [], acceptsNull)(option);
}

describe('a live value as a document holds it', () => {
  test.each([
    ['bool', 'True', 'true'],
    ['bool', '1', 'true'],
    ['Int32', '05', '5'],
    ['string', 'yes', '"yes"'],
    ['string', 'a # b', '"a # b"'],
    ['string', '12', '"12"'],
  ])('%s %j is written %s', (type, value, yaml) => {
    expect(valueOfOne(anOption({ type, value }))).toEqual({ kind: 'value', yaml });
  });

  it('null stands only where the version of the API can set it, and never for what is required', () => {
    const empty = anOption({ value: null, required: false });
    expect(valueOfOne(empty, true)).toEqual({ kind: 'value', yaml: 'null' });
    expect(valueOfOne(empty)).toMatchObject({ kind: 'unfit' });
    expect(valueOfOne(anOption({ value: null }), true)).toMatchObject({ kind: 'unfit' });
  });

  it('what its type cannot hold, or is no valid Unicode, is left out, and never named', () => {
    for (const option of [
      anOption({ type: 'Int32', value: 'canary' }),
      anOption({ type: 'string', value: 'canary\ud800' }),
    ]) {
      const left = valueOfOne(option);
      expect(left.kind).toBe('unfit');
      expect(JSON.stringify(left)).not.toContain('canary');
    }
  });

  it('an option that syncs share is a secret on all of them, and unfit where they are at odds', () => {
    const a = anOption({ name: 'Prefix', type: 'string', value: 'x' });
    const secret = { ...a, id: a.id.toUpperCase(), name: 'Password' };
    const syncs = [aSync({ options: [a] }), aSync({ id: 'other', options: [secret] })];
    expect(createDocumentValueOf(syncs, [], false)(a)).toMatchObject({ kind: 'secret' });
    const odd = [aSync({ options: [a] }), aSync({ id: 'other', options: [{ ...a, value: 'y' }] })];
    expect(createDocumentValueOf(odd, [], false)(a)).toMatchObject({ kind: 'unfit' });
  });
});

describe('a value may not stand in a file', () => {
  it('where its name looks like a secret, or a pattern names it, whatever the case', () => {
    expect(whySecret(['Access key'], [])).toBe('its name looks like a secret');
    expect(whySecret(['Marketplace'], ['MARKET*'])).toBe('--secret names it');
    expect(whySecret(['Marketplace'], ['*place'])).toBe('--secret names it');
    expect(whySecret(['Marketplace'], ['m*t*e'])).toBe('--secret names it');
    expect(whySecret(['Marketplace'], ['market', '*x*'])).toBeUndefined();
  });
});

it('a document spells a value in the way that is sent', () => {
  expect(desiredText('bool', 'False')).toBe('false');
  expect(desiredText('bool', '0')).toBe('false');
  expect(desiredText('Int32', 'many')).toBeUndefined();
});
