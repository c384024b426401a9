import { expect, test } from 'vitest';
import { Concealed } from '../../model/secret.ts';
import { fitsHeader, signInByKey } from './signIn.ts';

const { signal } = new AbortController();

test('a key signs in under the scheme of the ERP, and there is no other to be had', async () => {
  const key = new Concealed('key 1');
  const signIn = signInByKey(key, () => expect.unreachable());
  const authorization = await signIn.authorization(signal);
  expect(authorization.reveal()).toBe('Wawi key 1');
  expect([signIn.refused(authorization), signIn.secrets]).toEqual([false, [key]]);
});

test.each(['a', 'a b', '!~', "Token+/=~-_.1'"])('%j fits into a header', (text) => {
  expect(fitsHeader(text)).toBe(true);
});

test.each(['', ' a', 'a ', 'a\r\nx: y', 'ü', 'a\tb', '\u007f'])(
  '%j does not, and a key like that is never sent',
  async (text) => {
    expect(fitsHeader(text)).toBe(false);
    const signIn = signInByKey(new Concealed(text), () => new Error('unusable') as never);
    await expect(signIn.authorization(signal)).rejects.toThrow('unusable');
  },
);
