import { expect, test } from 'vitest';
import { callOf } from '../../../test/support/emulated.ts';
import { header, readCall } from './call.ts';

const arriving = (method: string, ...chunks: readonly string[]) => ({
  method,
  url: '/v2/workers?syncId=1?2',
  headers: {},
  async *[Symbol.asyncIterator]() {
    for (const chunk of chunks) yield Buffer.from(chunk, 'latin1');
  },
});

test('the body is what arrived, even where a letter came in two parts', async () => {
  const call = await readCall(arriving('POST', '{"a":"\xc3', '\xbc"}'), 100);
  expect(call).toMatchObject({ body: '{"a":"ü"}', isTooLarge: false, path: '/v2/workers' });
  expect(call.query.get('syncId')).toBe('1');
});

test('a body that is too large is dropped, but read to its end', async () => {
  let read = 0;
  const endless = {
    ...arriving('POST'),
    async *[Symbol.asyncIterator]() {
      for (; read < 10; read += 1) yield Buffer.alloc(20);
    },
  };
  expect(await readCall(endless, 100)).toMatchObject({ body: '', isTooLarge: true });
  expect(read).toBe(10);
  expect(await readCall(arriving('POST', 'x'.repeat(100)), 100)).toMatchObject({ isTooLarge: false });
});

test('what comes along with a GET is not read', async () => {
  expect(await readCall(arriving('GET', 'x'.repeat(1_000)), 100)).toMatchObject({
    body: '',
    isTooLarge: false,
  });
});

test('an empty header is none', () => {
  const call = callOf('GET', '/', { headers: { 'x-appid': '', 'x-appversion': '1' } });
  expect(['x-appid', 'x-appversion', 'x-other'].map((name) => header(call, name))).toEqual([
    undefined,
    '1',
    undefined,
  ]);
});
