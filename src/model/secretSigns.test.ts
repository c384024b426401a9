import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { runs } from '../../test/support/runs.ts';
import { looksSecret } from '../base/text/secretName.ts';
import { blankShapes, secretSpans, showBlanks, withoutShapes } from './secretSigns.ts';

describe('a shape of a secret', () => {
  test.each([
    ['ftp://shop:geheim123@host/in', 'ftp://shop:(secret)@host/in'],
    ['ftp://shop:geheim123@[::1]:21/', 'ftp://shop:(secret)@[::1]:21/'],
    ['redis://:geheim123@host', 'redis://:(secret)@host'],
    ['ftp://shop:ge@heim@host/in', 'ftp://shop:(secret)@host/in'],
    ['ftp://shop:ge/heim@host/in', 'ftp://shop:(secret)@host/in'],
    ['ftp://shop:ge heim@host/in', 'ftp://shop:(secret)@host/in'],
    ['ftp://shop:#geheim@host/in', 'ftp://shop:(secret)@host/in'],
    ['ftp://shop:?geheim@host/in', 'ftp://shop:(secret)@host/in'],
    ['ftp://shop:/geheim@host/in', 'ftp://shop:(secret)@host/in'],
    ['ftp://shop:"geheim"@host/in', 'ftp://shop:(secret)@host/in'],
    [
      '<ftp><user>x</user><password>geheim</password></ftp>',
      '<ftp><user>x</user><password>(secret)</password></ftp>',
    ],
    ['<x:Kennwort>geheim</x:Kennwort>', '<x:Kennwort>(secret)</x:Kennwort>'],
    ['ftp%3A%2F%2Fshop%3Ageheim%40host%2Fin', 'ftp%3A%2F%2Fshop%3A(secret)%40host%2Fin'],
    ['"ftp:\\/\\/shop:geheim@host"', '"ftp:\\/\\/shop:(secret)@host"'],
    ['https://0123456789abcdef0123@sentry.io/1', 'https://(secret)@sentry.io/1'],
    ['https://h/?password=a&x=1&sig=b%3D#c', 'https://h/?password=(secret)&x=1&sig=(secret)#c'],
    ['Server=db;User=x;Password=ge heim;A=1', 'Server=db;User=x;Password=(secret);A=1'],
    ['Server=db; Pwd="a;b" ;A=1', 'Server=db; Pwd="(secret)" ;A=1'],
    ['host=h user=u password=p dbname=d', 'host=h user=u password=(secret) dbname=d'],
    ['{"user":"x","client_secret":"a\\"b"}', '{"user":"x","client_secret":"(secret)"}'],
    ['{\\"password\\":\\"a b\\",\\"u\\":1}', '{\\"password\\":\\"(secret)\\",\\"u\\":1}'],
    ['Passwort: geheim123', 'Passwort: (secret)'],
    ['Authorization: Wawi AB-CD', 'Authorization: Wawi (secret)'],
    ['Bearer abc.def-123', 'Bearer (secret)'],
    ['x=eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc', 'x=(secret)'],
    [
      '-----BEGIN RSA PRIVATE KEY-----\nab\n-----END RSA PRIVATE KEY-----',
      '-----BEGIN RSA PRIVATE KEY-----(secret)-----END RSA PRIVATE KEY-----',
    ],
    ['use ghp_0123456789abcdef now', 'use (secret) now'],
    ['AKIAIOSFODNN7EXAMPLE', '(secret)'],
    ['amzn.mws.4ea38b7b-f563-7709', '(secret)'],
    ['https://hooks.slack.com/services/T0/B0/X', 'https://hooks.slack.com/services/(secret)'],
  ])('%s', (text, shown) => {
    expect(withoutShapes(text)).toBe(shown);
    expect(withoutShapes(shown)).toBe(shown);
  });

  test.each([
    'ftp://anonymous@host/in',
    'http://[::1]:8080/a@b',
    'http://host:8080/a@b',
    'no answer from http://host: ask a@b.c',
    '<passwords><count>5</count></passwords>',
    'mailto:a@b.c',
    'https://h/?code=5',
    'invalid token: expired',
    'Basic settings, Bearer authentication, Bearer realm="x"',
    '-----BEGIN CERTIFICATE-----\nabc',
    'a == b, 12:30, C:\\dir',
  ])('is none in %s', (text) => {
    expect(withoutShapes(text)).toBe(text);
  });

  it('is blanked without moving anything, and no two are one', () => {
    const piece = fc.constantFrom(
      'ftp://u:',
      'p',
      '@h',
      ' ',
      '\n',
      'Pwd=',
      ';',
      '"',
      'eyJabcdefgh',
      '.x',
      '\\',
      '%40',
    );
    fc.assert(
      fc.property(
        fc.array(piece).map((all) => all.join('')),
        (text) => {
          const spans = secretSpans(text);
          expect(
            spans.every(({ start, end }, at) => start < end && end < (spans[at + 1]?.start ?? end + 1)),
          ).toBe(true);
          const blanked = blankShapes(text);
          expect(blanked.split('\n').map(({ length }) => length)).toEqual(
            text.split('\n').map(({ length }) => length),
          );
          expect(showBlanks(blanked)).not.toContain('\uffff');
        },
      ),
      runs(300),
    );
  });
});

test.each(['a', 'ä', '-', 'a.', '%41'])(
  'millions of %j overflow nothing, and are a secret where they follow its sign',
  (unit) => {
    const text = unit.repeat(3_000_000);
    expect(looksSecret(`${text} password`)).toBe(true);
    expect(withoutShapes(text)).toBe(text);
    expect(withoutShapes(`password=${text}`)).toBe('password=(secret)');
    expect(withoutShapes(`https://hooks.slack.com/services/${text} x`)).toBe(
      'https://hooks.slack.com/services/(secret) x',
    );
  },
);

test('a token whose parts are long is masked whole', () => {
  const token = ['eyJ', '', ''].map((start) => start + 'aB3_'.repeat(5_000)).join('.');
  expect(withoutShapes(`got ${token}, no`)).toBe('got (secret), no');
  expect(withoutShapes(`Bearer ${'aB3.'.repeat(50_000)} no`)).toBe('Bearer (secret) no');
});
