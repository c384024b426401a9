import { describe, expect, test } from 'vitest';
import { liveSyncsSchema, syncBodySchema } from '../../generated/emulatorSchemas.ts';
import { isLiveSyncs } from '../../generated/validators/liveSyncs.js';
import { isSyncBody } from '../../generated/validators/syncBody.js';
import { checked } from './check.ts';

const syncs = (value: unknown, at?: string) => checked(value, isLiveSyncs, liveSyncsSchema, at);

test.each([[null], [[]], ['text'], [1]])('%j has no fields', (value) => {
  expect(() => syncs([value], 'syncs')).toThrow('syncs[0] is an object with identifier, syncName, ');
  expect(() => checked(value, isSyncBody, syncBodySchema)).toThrow(
    'the body is an object with interval, configs',
  );
});

test('a field that nobody knows is refused, and its place said', () => {
  expect(() => syncs([{ syncName: 'A', c: 1 }], 'syncs')).toThrow(
    'syncs[0].c is not known; there are identifier, syncName, ',
  );
});

test('a list is a list', () => {
  expect(syncs([{ syncName: 'A' }])).toEqual([{ syncName: 'A' }]);
  expect(() => syncs({})).toThrow('the body is a list');
});

describe('a field', () => {
  const fields = (value: object) => syncs([{ syncName: 'A', ...value }], 'x')[0]!;

  test('may be missing, unless it is required', () => {
    const { salesChannelId, salesChannelName, reportProgress } = fields({});
    expect([salesChannelId, salesChannelName, reportProgress]).toEqual(Array(3).fill(undefined));
    expect(() => syncs([{}], 'x')).toThrow('x[0].syncName is missing');
    expect(() => fields({ syncName: '' })).toThrow('x[0].syncName is missing');
  });

  test('is null only where that is asked for', () => {
    expect(fields({ salesChannelName: null }).salesChannelName).toBeNull();
    expect(() => fields({ salesChannelId: null })).toThrow('x[0].salesChannelId is text');
  });

  test('has one type', () => {
    expect(fields({ syncName: 'b' }).syncName).toBe('b');
    expect(fields({ reportProgress: false }).reportProgress).toBe(false);
    expect(() => fields({ salesChannelName: 1 })).toThrow('x[0].salesChannelName is text');
    expect(() => fields({ reportProgress: 'true' })).toThrow('x[0].reportProgress is true or false');
  });
});
