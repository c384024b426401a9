import { expect, it } from 'vitest';
import { WorldFailure } from './worldFailure.ts';

const details = { code: 'unreachable', call: 'GET /v2/workers', retriable: true } as const;

it('is an error that keeps what led to it, and what its adapter made of it', () => {
  const cause = new Error('ECONNREFUSED');
  const failure = new WorldFailure('no connection', { ...details, retryAfter: 60_000, cause });
  expect(failure).toBeInstanceOf(Error);
  expect(failure.stack).toContain('WorldFailure');
  expect(failure).toMatchObject({ ...details, message: 'no connection', retryAfter: 60_000, cause });
});

it('was tried once, unless its adapter says how often', () => {
  expect(new WorldFailure('no connection', details).attempts).toBe(1);
  expect(new WorldFailure('no connection', { ...details, attempts: 3 }).attempts).toBe(3);
});
