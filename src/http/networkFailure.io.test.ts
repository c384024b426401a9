import { errors } from 'undici';
import { describe, expect, test } from 'vitest';
import { networkFailure } from './networkFailure.io.ts';

describe('trouble that has no words of its own is a failure of the tenant, and no bug', () => {
  const target = { method: 'GET', url: new URL('https://wawi.example') } as const;
  const explained = (error: object) => networkFailure(Object.assign(new Error('any'), error), target, 1);

  test.each(['EMFILE', 'EINVAL', 'EADDRNOTAVAIL', 'EPERM'])('of the system: %s', (code) => {
    const failure = explained({ code, syscall: 'connect' });
    expect(failure).toMatchObject({ code: 'unreachable', retriable: true });
  });

  test.each(['INVALID_PURPOSE', 'ERROR_IN_CERT_NOT_AFTER_FIELD', 'ERR_SSL_WRONG_VERSION_NUMBER'])(
    'of TLS: %s',
    (code) => {
      expect(explained({ code })).toMatchObject({ code: 'tls', retriable: false });
    },
  );
});

const target = { method: 'GET', url: new URL('https://wawi.example/workers') } as const;
const explained = (error: unknown) => networkFailure(error, target, 10_000_000);
const coded = (code: string) => Object.assign(new Error('any'), { code });

test.each([
  ['ECONNREFUSED', 'unreachable', true, 'connection refused'],
  ['ECONNRESET', 'unreachable', true, 'the connection broke'],
  ['UND_ERR_SOCKET', 'unreachable', true, 'the connection broke'],
  ['UND_ERR_CONNECT_TIMEOUT', 'timeout', true, 'the host does not answer'],
  ['EAI_AGAIN', 'unreachable', true, 'the name server did not answer for wawi.example'],
  ['ENOTFOUND', 'unreachable', false, 'there is no host called wawi.example'],
  ['UND_ERR_RES_EXCEEDED_MAX_SIZE', 'answer-too-large', false, 'an answer of more than 10 MB'],
  ['CERT_HAS_EXPIRED', 'tls', false, 'the certificate has expired'],
  ['ERR_TLS_CERT_ALTNAME_INVALID', 'tls', false, 'for another host than wawi.example'],
])('%s is %s, and may pass by itself: %s', (code, name, retriable, words) => {
  const failure = explained(coded(code));
  expect(failure).toMatchObject({ code: name, retriable, message: expect.stringContaining(words) });
});

test('what is behind an error counts, the first of several too', () => {
  const wrapped = new Error('any', { cause: new AggregateError([coded('ECONNREFUSED'), coded('EPIPE')]) });
  expect(explained(wrapped)).toMatchObject({ message: expect.stringContaining('connection refused') });
});

test('what is not HTTP is not kept, since it may hold anything', () => {
  const failure = explained(new errors.HTTPParserError('canary'));
  expect(failure).toMatchObject({ code: 'bad-answer', cause: undefined });
});

test('what is no trouble of the network comes back as it is', () => {
  for (const bug of [new TypeError('bug'), 'text', undefined]) expect(explained(bug)).toBe(bug);
});
