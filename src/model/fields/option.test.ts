import { describe, expect, it, test } from 'vitest';
import { Concealed } from '../secret.ts';
import {
  concealUnlessHarmless,
  type OptionChange,
  option,
  secretToWire,
  showOptionValues,
} from './option.ts';

const bool: OptionChange = {
  field: 'configs',
  option: { id: 'o1', name: 'Create orders', type: 'bool' },
  before: 'False',
  after: 'true',
  cause: 'unknown',
  origin: { file: 'a.yaml', line: 1, column: 1 },
};
const text = { ...bool, option: { ...bool.option, name: 'Password', type: 'string' } };
const secret = { ...text, before: new Concealed('old-canary'), after: new Concealed('new-canary') };

test.each([
  ['True', true],
  ['1', true],
  ['False', false],
  [null, false],
])('a sync with the live value %j shows the wanted true: %s', (value, shown) => {
  const live = { ...bool.option, value, required: false };
  expect(option.isShownBy({ interval: null, options: [live] }, bool)).toBe(shown);
});

it('is not shown by a sync that has no such option', () => {
  expect(option.isShownBy({ interval: null, options: [] }, bool)).toBe(false);
});

it('has one meaning in all spellings of its values', () => {
  expect(option.meaningOf({ ...bool, before: '0', after: 'TRUE' })).toEqual(option.meaningOf(bool));
  expect(option.meaningOf({ ...bool, before: 'true' })).not.toEqual(option.meaningOf(bool));
});

describe('a secret', () => {
  it('is in no text and no JSON, before and after', () => {
    const seen = JSON.stringify([option.toJson(secret), option.sidesOf(secret), option.meaningOf(secret)]);
    expect(seen).not.toContain('canary');
    expect(option.toJson(secret)).toMatchObject({ before: '(secret)', after: '(secret)', secret: true });
  });

  it('is one too where the other side is null', () => {
    expect(option.toJson({ ...secret, before: null })).toMatchObject({ before: null, secret: true });
  });

  it('is compared in clear', () => {
    expect(option.wantedInClear(secret)).toBe('new-canary');
  });

  it('stays one when it is read from JSON', () => {
    const read = option.fromJson(option.toJson(secret), secret);
    expect(read?.after).toBeInstanceOf(Concealed);
  });

  it('that its type cannot hold is refused, and not quoted', () => {
    const refused = secretToWire('int', new Concealed('canary'));
    expect(refused.ok).toBe(false);
    expect(JSON.stringify(refused)).not.toContain('canary');
  });
});

describe('a value with a password in it', () => {
  const named = { name: 'FTP address', type: 'string' };
  const [before, other, harmless] = ['ftp://a:canary1@h', 'ftp://a:canary2@h', 'ftp://h'].map((value) =>
    concealUnlessHarmless(named, value),
  ) as [Concealed, Concealed, string];
  const change = { ...text, before, after: harmless };

  it('shows its harmless part, and is told from another', () => {
    expect(option.sidesOf(change)).toEqual(['ftp://a:(secret)@h', 'ftp://h']);
    expect(option.sidesOf({ ...change, after: other })).toEqual([
      'ftp://a:(secret)@h',
      'ftp://a:(new secret)@h',
    ]);
    expect(option.toJson(change)).toMatchObject({
      before: 'ftp://a:(secret)@h',
      after: 'ftp://h',
      secret: true,
    });
  });

  it('is compared and sent as it is', () => {
    expect(option.wantedInClear({ ...change, after: other })).toBe('ftp://a:canary2@h');
  });

  it('is shown as before when it is read from JSON, and masked where it was not', () => {
    const read = option.fromJson(option.toJson(change), change)!;
    expect(option.sidesOf(read)).toEqual(option.sidesOf(change));
    const old = { ...option.toJson(change), before: before.reveal(), secret: false };
    expect(option.sidesOf(option.fromJson(old, change)!)).toEqual(option.sidesOf(change));
  });

  it('is harmless as a word of yes and no, whatever it is called', () => {
    expect(concealUnlessHarmless({ name: 'Use token', type: 'bool' }, 'true')).toBe('true');
  });
});

test.each([
  ['true', 'false', 'true', 'false'],
  [null, 'null', 'null', '"null"'],
  ['', ' x', '""', '" x"'],
  ['a\nb', 'c', 'a\\nb', 'c'],
  [new Concealed('canary'), 'x', '(secret)', 'x'],
])('%j and %j are shown so that nobody can take them for something else', (before, after, one, other) => {
  expect(showOptionValues(before, after)).toEqual([one, other]);
});

it('two long texts are shown where they part', () => {
  const start = 'x'.repeat(200);
  const [before, after] = showOptionValues(`${start}one`, `${start}two`);
  expect(before).toBe(`…${'x'.repeat(12)}one`);
  expect(after).toBe(`…${'x'.repeat(12)}two`);
});

it('texts that differ only in how accents are composed look different', () => {
  const [before, after] = showOptionValues('\u00e9', 'e\u0301');
  expect(before).not.toBe(after);
});
