import { randomBytes } from 'node:crypto';
import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { runs } from '../../test/support/runs.ts';
import { failureOf } from '../../test/support/wawi/client.ts';
import { inflated } from './inflate.io.ts';

const target = { method: 'GET', url: new URL('https://wawi.example/workers') } as const;
const read = (body: Uint8Array, encoding?: string, limit = 1_000_000) =>
  inflated(body, encoding, target, limit);

const packers = {
  gzip: gzipSync,
  'X-GZIP': gzipSync,
  deflate: deflateSync,
  Deflate: deflateRawSync,
  br: brotliCompressSync,
  identity: (bytes: Uint8Array) => bytes,
};

test('what was packed comes back, however often and in whatever way', async () => {
  const layers = fc.array(fc.constantFrom(...Object.entries(packers)), { maxLength: 4 });
  await fc.assert(
    fc.asyncProperty(fc.uint8Array({ maxLength: 500 }), layers, async (bytes, applied) => {
      const packed = applied.reduce<Uint8Array>((body, [, pack]) => pack(body), bytes);
      const body = await read(packed, applied.map(([name]) => name).join(' ,'));
      expect(Buffer.from(body)).toEqual(Buffer.from(bytes));
    }),
    runs(50),
  );
});

test.each(['gzip', 'deflate', 'br'] as const)('%s that is said twice, and was done once', async (name) => {
  const body = Buffer.from('[{"syncName":"Ebay"}]');
  expect(Buffer.from(await read(packers[name](body), `${name}, ${name}`))).toEqual(body);
});

test('whatever is said of a body that is not there', async () => {
  for (const encoding of ['gzip', 'br', 'zstd', '', undefined])
    expect(await read(new Uint8Array(), encoding)).toHaveLength(0);
});

test('more than the limit is refused before it is made, at each layer', async () => {
  const bomb = gzipSync(Buffer.alloc(50_000_000));
  for (const [body, encoding] of [
    [bomb, 'gzip'],
    [gzipSync(bomb), 'gzip, gzip'],
    [brotliCompressSync(gzipSync(bomb)), 'gzip, gzip, br'],
  ] as const) {
    const failure = await failureOf(read(body, encoding));
    expect(failure).toMatchObject({ code: 'answer-too-large', retriable: false });
    expect(failure.message).toContain('more than 1 MB');
  }
  expect(await read(gzipSync(Buffer.alloc(1_000_000)), 'gzip')).toHaveLength(1_000_000);
});

test.each(['gzip', 'deflate', 'br'] as const)('%s that is cut off or damaged may pass', async (name) => {
  const whole = packers[name](randomBytes(2_000));
  const damaged = Buffer.from(whole).fill(0x55, 0, 40);
  for (const body of [whole.subarray(0, -8), whole.subarray(0, 1), damaged]) {
    const failure = await failureOf(read(body, name));
    expect(failure).toMatchObject({ code: 'bad-answer', retriable: true });
    expect(failure.message).toContain(`packed body (${name}) is cut off or damaged`);
  }
});

test('a packing that was not asked for is named, and so is one without end', async () => {
  expect(await failureOf(read(Buffer.from('x'), 'zstd'))).toMatchObject({
    message: expect.stringContaining('packed as zstd'),
    hint: expect.stringContaining('gzip, deflate, br'),
    retriable: false,
  });
  expect((await failureOf(read(Buffer.from('x'), '__proto__'))).message).toContain('packed as __proto__');
  const often = Array(6).fill('gzip').join();
  expect((await failureOf(read(Buffer.from('x'), often))).message).toContain('packed 6 times');
});
