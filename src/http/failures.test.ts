import { expect, test } from 'vitest';
import { changedFailure, failureAt, stoppedAt, withTries } from './failures.ts';

const target = { method: 'GET', url: new URL('https://id:secret@erp.example/v2/workers?token=x') } as const;

test('a failure says where it was, without query and credentials', () => {
  expect(failureAt(target, 'unreachable', 'connection refused', { hint: 'is it on?' })).toMatchObject({
    message: 'GET https://erp.example/v2/workers: connection refused',
    code: 'unreachable',
    call: 'GET /v2/workers',
    retriable: false,
    hint: 'is it on?',
  });
});

test('a stop says after what it came', () => {
  const last = failureAt(target, 'server-error', '503');
  expect(stoppedAt(target)).toMatchObject({ code: 'stopped', retriable: false, cause: undefined });
  expect(stoppedAt(target, last)).toMatchObject({ message: expect.stringContaining('503'), cause: last });
});

test('a changed failure is the same but for what is changed', () => {
  const failure = failureAt(target, 'rate-limited', '429', { retriable: true, retryAfter: 7, hint: 'wait' });
  const { code, call, hint, retryAfter, cause, message } = failure;
  expect(changedFailure(failure, { attempts: 3, retriable: false })).toMatchObject({
    ...{ code, call, hint, retryAfter, cause, message },
    attempts: 3,
    retriable: false,
  });
});

test('tries are told where there was more than one', () => {
  const failure = failureAt(target, 'server-error', '503');
  expect(withTries(failure, 1)).toBe(failure);
  expect(withTries(failure, 5).message).toMatch(/503 \(after 5 tries\)$/);
});
