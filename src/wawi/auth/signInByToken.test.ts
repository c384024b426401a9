import { expect, test } from 'vitest';
import { failureOf, recorded } from '../../../test/support/wawi/client.ts';
import type { Post } from '../../http/client.io.ts';
import { Concealed } from '../../model/secret.ts';
import { signInByToken } from './signInByToken.ts';

const client = { tokenUrl: 'https://auth.example/token', clientId: 'id', clientSecret: new Concealed('x') };
const { signal } = new AbortController();

/** A token endpoint that numbers what it gives, and a clock that can be set forward; the one on the wall goes back meanwhile. */
function start(lifetime = 100) {
  let [at, given] = [0, 0];
  let status = 200;
  const post: Post = async () => {
    given += 1;
    const grant = { access_token: `t${given}`, token_type: 'Bearer', expires_in: lifetime };
    return { status, headers: {}, body: new TextEncoder().encode(JSON.stringify(grant)) };
  };
  const options = recorded({ clock: { now: () => -at, monotonic: () => at } });
  const signIn = signInByToken(client, post, options);
  return {
    ...{ signIn, options },
    token: async () => (await signIn.authorization(signal)).reveal(),
    pass: (seconds: number) => (at += seconds * 1_000),
    answer: (code: number) => (status = code),
    asked: () => given,
  };
}

test('one token serves all who need it, until nine tenths of its time are over', async () => {
  const { token, pass, options } = start();
  expect(await Promise.all([token(), token()])).toEqual(['Bearer t1', 'Bearer t1']);
  pass(89.9);
  expect(await token()).toBe('Bearer t1');
  pass(0.1);
  expect(await token()).toBe('Bearer t2');
  expect(options.tokens).toEqual(['first', 'expired']);
});

test('one that is refused is renewed once, however many were refused', async () => {
  const { signIn, token, options } = start();
  const old = await signIn.authorization(signal);
  expect(signIn.refused(old)).toBe(true);
  expect(await token()).toBe('Bearer t2');
  expect(signIn.refused(old)).toBe(true);
  expect(await token()).toBe('Bearer t2');
  expect(options.tokens).toEqual(['first', 'refused']);
});

test('a failure is remembered for a while, so that nobody else asks', async () => {
  const { signIn, token, pass, answer, asked } = start();
  answer(401);
  const first = await failureOf(signIn.authorization(signal));
  answer(200);
  pass(9.9);
  expect(await failureOf(signIn.authorization(signal))).toBe(first);
  expect(asked()).toBe(1);
  pass(0.1);
  expect(await token()).toBe('Bearer t2');
});

test('a stop is no failure to remember', async () => {
  const { signIn, token } = start();
  const stopped = await failureOf(signIn.authorization(AbortSignal.abort()));
  expect(stopped.code).toBe('stopped');
  expect(await token()).toMatch(/^Bearer t/);
});
