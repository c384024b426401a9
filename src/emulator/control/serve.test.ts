import { describe, expect, test } from 'vitest';
import { bodyOf, callOf, emulatedWorld } from '../../../test/support/emulated.ts';
import { ApiRefusal } from '../state/refusal.ts';
import type { Endpoints } from './order.ts';
import { serveControl } from './serve.ts';

const endpoints: Endpoints = {
  PUT: [({ names }) => ({ put: names.tenant }), 'puts'],
  DELETE: [
    () => {
      throw new ApiRefusal(409, 'taken', 'no');
    },
    'fails',
  ],
};

function serving(
  method: string,
  { path = '/_emulator/x', from = '127.0.0.1', methods = endpoints, isTooLarge = false } = {},
) {
  const call = { ...callOf(method, path), isTooLarge };
  const answer = serveControl(
    { call, world: emulatedWorld(), names: { tenant: 'acme', sync: '' } },
    from,
    methods,
  );
  return [answer.status, bodyOf(answer)];
}

test('an order is carried out, and its outcome shown', () => {
  expect(serving('PUT')).toEqual([200, { put: 'acme' }]);
});

describe('refused', () => {
  const error = (code: string, message: string) => ({ error: { code, message } });

  test('by the order itself', () => {
    expect(serving('DELETE')).toEqual([409, error('taken', 'no')]);
  });

  test.each(['GET', 'HEAD', 'OPTIONS', 'put'])('where the method is %s', (method) => {
    expect(serving(method)).toEqual([
      405,
      error('methodNotAllowed', `/_emulator/x takes PUT, DELETE, not ${method}`),
    ]);
  });

  test('where there is nothing', () => {
    const [status] = serving('GET', { methods: {} });
    expect(status).toBe(404);
    expect(
      serveControl(
        { call: callOf('GET', '/y'), world: emulatedWorld(), names: { tenant: '', sync: '' } },
        '::1',
      ).status,
    ).toBe(404);
  });

  test('from another machine, before anything else', () => {
    expect(serving('PUT', { from: '10.0.0.1', isTooLarge: true })).toEqual([
      403,
      error('forbidden', 'only this machine may use it'),
    ]);
  });

  test('with a body that is too large', () => {
    expect(serving('PUT', { isTooLarge: true })).toEqual([
      413,
      error('tooLarge', 'a body may have 50000000 bytes'),
    ]);
  });

  test('with a name that is not percent-encoded, which is said', () => {
    expect(serving('PUT', { path: '/_emulator/%20/50%/x' })).toEqual([
      400,
      error('invalid', '`50%` is not percent-encoded as addresses are'),
    ]);
  });
});
