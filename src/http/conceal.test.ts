import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Concealed } from '../model/secret.ts';
import { concealer } from './conceal.ts';

const conceal = (secret: string) => concealer([new Concealed(secret)]);

test('a secret of any letters is not shown, wherever it stands', () => {
  const secrets = fc.string({ minLength: 8, maxLength: 40 }).filter((text) => text.trim().length >= 8);
  fc.assert(
    fc.property(secrets, fc.string(), fc.string(), (secret, before, after) => {
      expect(conceal(secret)(`${before}${secret}${after}`)).not.toContain(secret);
    }),
  );
});

describe('what gives a secret away', () => {
  const secret = 'Öffner!Kanarienvogel"<&';

  test.each([
    ['it itself', secret],
    ['in capitals', 'ÖFFNER!KANARIENVOGEL"<&'],
    ['eight characters of it', 'Kanarien'],
    ['as a form sends it', '%C3%96ffner%21Kanarienvogel%22%3C%26'],
    ['as JSON has it', '\u00d6ffner!Kanarienvogel\\"<&'],
    ['as HTML has it', 'Öffner!Kanarienvogel&quot;&lt;&amp;'],
    ['in base64', Buffer.from(secret).toString('base64')],
    ['in base64, behind something else', Buffer.from(`id:${secret}`).toString('base64').slice(5)],
  ])('%s', (_, said) => {
    expect(conceal(secret)(`the value ${said} is bad`)).toMatch(/^the value .{0,3}\(secret\)[^K]* is bad$/);
  });

  test('is less than eight characters not', () => {
    expect(conceal(secret)('Kanarie')).toBe('Kanarie');
  });
});

test('a secret is found however its accents are composed', () => {
  const [apart, composed] = ['NFD', 'NFC'].map((form) => 'Schlüsselbund'.normalize(form)) as [string, string];
  expect(conceal(apart)(composed)).toBe('(secret)');
});

test('a secret that is shorter than eight is masked whole', () => {
  expect(conceal('abcd')('xABCDx abc')).toBe('x(secret)x abc');
});

test('a secret of a few letters hides all, since masking would tell where it stands', () => {
  expect(conceal('abc')('the ABC of it')).toBeUndefined();
  expect(conceal('abc')('nothing of it')).toBe('nothing of it');
});

describe('of what was read, and not sent', () => {
  const seen = (...values: string[]) =>
    concealer(
      [],
      values.map((value) => new Concealed(value)),
    );

  test('as much is hidden', () => {
    expect(seen('Geheim%40123')('is geheim%40123 Geheim@123 bad')).toBe('is (secret) (secret) bad');
    const spelled = ['two words', 'two \n words', 'twowords'];
    for (const said of spelled) expect(seen('two  words')(`the ${said}`)).toBe('the (secret)');
  });

  test('a short one is hidden where it is a word by itself', () => {
    expect(seen('12', '(a')('PIN 12 of 123, (a)')).toBe('PIN (secret) of 123, (secret))');
  });
});

test('what has a secret’s shape is hidden, though nobody knows it', () => {
  expect(concealer([])('no way to ftp://a:b@c')).toBe('no way to ftp://a:(secret)@c');
});

test('an empty secret hides nothing', () => {
  expect(conceal('')('all of it')).toBe('all of it');
  expect(concealer([])('all of it')).toBe('all of it');
});
