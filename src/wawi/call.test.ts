import { expect, test } from 'vitest';
import { failureOf, recorded } from '../../test/support/wawi/client.ts';
import type { HttpAnswer } from '../http/answer.ts';
import { Concealed } from '../model/secret.ts';
import type { SignIn } from './auth/signIn.ts';
import { createCallApi } from './call.ts';
import { createSlots } from './concurrency/slots.ts';
import { createQuota } from './quota/quota.ts';
import { createSeenSecrets } from './seenSecrets.ts';

const { signal } = new AbortController();
const quotaHeaders = {
  'x-ratelimit-limit': '10',
  'x-ratelimit-remaining': '7',
  'x-ratelimit-interval-length-seconds': '60',
};

/** A call whose answers come in turn, and a sign-in that numbers what it gives. */
function start(...answers: readonly (readonly [status: number, body?: string])[]) {
  const sent: Readonly<Record<string, string>>[] = [];
  const options = recorded();
  let given = 1;
  const signIn: SignIn = {
    authorization: async () => new Concealed(`Bearer ${given}`),
    refused() {
      given += 1;
      return true;
    },
    secrets: [],
  };
  const quota = createQuota(() => 0);
  const seen = createSeenSecrets();
  const slots = createSlots(
    () => 8,
    () => {},
  );
  const headers = { accept: 'x' };
  const caller = { tenant: 'acme', signIn, headers, quotaOf: () => quota, slots, options, seen };
  const callApi = createCallApi(caller);
  const target = { method: 'POST', url: new URL('https://erp.example/workers/1') } as const;
  const send = async (headers: Readonly<Record<string, string>>) => {
    const [status, body = ''] = answers[sent.length]!;
    sent.push(headers);
    const answer: HttpAnswer = { status, headers: quotaHeaders, body: new TextEncoder().encode(body) };
    return answer;
  };
  const secrets = [new Concealed('the-secret')];
  const call = { endpoint: 'configure', target, secrets, send } as const;
  return { sent, options, call: (stop = signal) => callApi({ ...call, stop }) };
}

test('a call is signed in, and tells what the answer says of the quota', async () => {
  const { call, sent, options } = start([200]);
  expect(await call()).toMatchObject({ attempts: 1, answer: { status: 200 } });
  expect(sent).toEqual([{ accept: 'x', authorization: 'Bearer 1' }]);
  const quota = { limit: 10, remaining: 7, intervalSeconds: 60 };
  expect(options.quotas).toEqual([
    { ...quota, origin: 'https://erp.example', endpoint: 'configure', tenant: 'acme', isOwn: false },
  ]);
});

test('what may pass is tried again, and logged', async () => {
  const { call, options } = start([503], [429], [200]);
  expect(await call()).toMatchObject({ attempts: 3 });
  expect(options.lines.map((line) => JSON.parse(line).code)).toEqual(['server-error', 'rate-limited']);
});

test('a refused token is renewed once', async () => {
  const { call, sent } = start([401], [401]);
  expect(await failureOf(call())).toMatchObject({ code: 'unauthorized', attempts: 2, retriable: false });
  expect(sent.map(({ authorization }) => authorization)).toEqual(['Bearer 1', 'Bearer 2']);
});

test('what does not pass is told with a hint, and without a secret of the body', async () => {
  const { call } = start([422, '{"errorMessage":"the-secret is bad"}']);
  const failure = await failureOf(call());
  expect(failure).toMatchObject({ code: 'rejected', attempts: 1, hint: expect.stringContaining('minimum') });
  expect(failure.message).toContain('(secret) is bad');
});

test('a stop before it is sent sends nothing', async () => {
  const { call, sent } = start([200]);
  expect(await failureOf(call(AbortSignal.abort()))).toMatchObject({ code: 'stopped', attempts: 0 });
  expect(sent).toEqual([]);
});
