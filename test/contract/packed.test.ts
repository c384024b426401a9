import { brotliCompressSync, deflateRawSync, deflateSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { openHttp } from '../../src/http/client.io.ts';
import { durationOfSeconds } from '../../src/model/duration.ts';
import { failureOf, going, inCloud, reader, recorded, writer } from '../support/wawi/client.ts';
import { configure, list } from '../support/wawi/kiosk.ts';
import { type Answer, inTurn, item, json, serve } from '../support/wawi/serve.ts';

const packed =
  (encoding: string, bytes: Uint8Array, code = 200): Answer =>
  (response) =>
    response.writeHead(code, { 'content-encoding': encoding, 'content-length': bytes.length }).end(bytes);

const text = (value: unknown) => Buffer.from(JSON.stringify(value));

describe('an answer that was packed', () => {
  test.each([
    ['gzip', gzipSync],
    ['x-gzip', gzipSync],
    ['GZip', gzipSync],
    ['deflate', deflateSync],
    ['deflate', deflateRawSync],
    ['br', brotliCompressSync],
    ['identity', (bytes: Buffer) => bytes],
    ['deflate, identity,gzip', (bytes: Buffer) => gzipSync(deflateSync(bytes))],
  ])('with %s is read: tokens, lists, changes and errors', async (encoding, pack) => {
    const answers = [
      packed(encoding, pack(text({ access_token: 't', token_type: 'bearer' }))),
      packed(encoding, pack(text([item()]))),
      packed(encoding, pack(text(item()))),
      packed(encoding, pack(text({ errorMessage: 'Not now.' })), 400),
    ];
    const server = await serve(inTurn(...answers));
    const wawi = await writer(inCloud(server), recorded());
    expect(await wawi.list(going())).toHaveLength(1);
    const settings = { interval: durationOfSeconds(300), options: [] };
    expect(await wawi.configure('1', settings, going())).toMatchObject({ attempts: 1 });
    expect((await failureOf(wawi.list(going()))).message).toContain('400 Bad Request: Not now.');
    for (const { headers } of server.requests) expect(headers['accept-encoding']).toBe('gzip, deflate, br');
  });

  test('though there is nothing in it is empty', async () => {
    const server = await serve((response) => response.writeHead(204, { 'content-encoding': 'gzip' }).end());
    expect(await configure(server, recorded())).toEqual({ attempts: 1 });
  });

  test('and cut off or damaged on its way is asked for again', async () => {
    const whole = gzipSync(text([item()]));
    const server = await serve(
      inTurn(
        packed('gzip', whole.subarray(0, -10)),
        packed('gzip', text([item()])),
        packed('br', brotliCompressSync(text([item()])).subarray(0, 10)),
        packed('gzip', whole),
      ),
    );
    expect(await list(server, recorded())).toHaveLength(1);
    expect(server.requests).toHaveLength(4);
  });

  test('in a way that nobody asked for is named', async () => {
    const failure = await failureOf(list(await serve(packed('zstd', text([]))), recorded()));
    expect(failure).toMatchObject({ code: 'bad-answer', attempts: 1 });
    expect(failure.message).toContain('packed as zstd');
  });

  test('and is larger than the limit once it is unpacked, or before, is refused', async () => {
    const bomb = gzipSync(Buffer.alloc(200_000_000));
    for (const answer of [packed('gzip', bomb), packed('gzip, gzip', gzipSync(bomb))]) {
      const failure = await failureOf(list(await serve(answer), recorded()));
      expect(failure).toMatchObject({ code: 'answer-too-large', attempts: 1, retriable: false });
      expect(failure.message).toContain('more than 10 MB');
    }
    const large = await serve(packed('gzip', gzipSync(text([item({ x: 'x'.repeat(1_000) })]), { level: 0 })));
    const failure = await failureOf(list(large, recorded({ limits: { body: 500 } })));
    expect(failure.code).toBe('answer-too-large');
  });

  test('ends with whoever waits for it', async () => {
    const whole = gzipSync(text([item()]));
    const stop = new AbortController();
    const server = await serve((response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' });
      response.write(whole.subarray(0, 20), () => setImmediate(() => stop.abort()));
    });
    const wawi = await reader(
      inCloud({ ...server, tokenUrl: `${(await serve(json({ access_token: 't' }))).url}/` }),
      recorded(),
    );
    expect(await failureOf(wawi.list(stop.signal))).toMatchObject({ code: 'stopped' });
    const http = openHttp({ timeout: 60 });
    const dripping = await serve((response) =>
      response.writeHead(200, { 'content-encoding': 'gzip' }).write(whole.subarray(0, 20)),
    );
    expect(await failureOf(http.get({ url: new URL(dripping.url), headers: {} }))).toMatchObject({
      code: 'timeout',
    });
    await http.close();
  });
});

test('what a sink answers may be packed too', async () => {
  const server = await serve(packed('br', brotliCompressSync(Buffer.from('ok'))));
  const http = openHttp({});
  const answer = await http.post({ url: new URL(server.url), headers: {}, body: '{}' });
  await http.close();
  expect(Buffer.from(answer.body).toString()).toBe('ok');
});
