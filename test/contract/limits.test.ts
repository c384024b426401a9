import { describe, expect, test } from 'vitest';
import { failureOf, recorded } from '../support/wawi/client.ts';
import { configure, fine, list } from '../support/wawi/kiosk.ts';
import { type Answer, inTurn, item, json, reset, serve, silence, status } from '../support/wawi/serve.ts';

describe('limits', () => {
  test('a server that is silent is a timeout, tried again as a POST too', async () => {
    const server = await serve(inTurn(silence, json(item())));
    const options = recorded({ limits: { timeout: 1_500 } });
    expect(await configure(server, options)).toMatchObject({ attempts: 2 });
  });

  test('a server that drips is a timeout of the whole answer', async () => {
    const server = await serve((response) => {
      response.writeHead(200, { 'content-type': 'application/json' });
      const drip = setInterval(() => response.write(' '), 5);
      response.on('close', () => clearInterval(drip));
    });
    const failure = await failureOf(list(server, recorded({ limits: { timeout: 60 } })));
    expect(failure).toMatchObject({ code: 'timeout', attempts: 5, retriable: true });
    expect(failure.message).toContain('no whole answer within 0.06 s');
  });

  const large = Buffer.from(JSON.stringify([item({ note: 'x'.repeat(30_000) })]));
  test.each([
    ['with its length', { 'content-length': String(large.length) }],
    ['in chunks', { 'transfer-encoding': 'chunked' }],
  ])('a body of more than the limit is refused, %s, and not tried again', async (_, headers) => {
    const server = await serve((response) => response.writeHead(200, headers).end(large));
    const failure = await failureOf(list(server, recorded({ limits: { body: 20_000 } })));
    expect(failure).toMatchObject({ code: 'answer-too-large', attempts: 1, retriable: false });
    expect(failure.message).toContain('more than 0.02 MB');
    expect(await list(server, recorded({ limits: { body: large.length } }))).toHaveLength(1);
  });

  test('an endless body ends at the limit', async () => {
    const server = await serve((response) => {
      response.writeHead(200);
      const pour = () => {
        while (!response.destroyed && response.write(large)) {}
      };
      response.on('drain', pour);
      pour();
    });
    expect(await failureOf(list(server, recorded()))).toMatchObject({
      code: 'answer-too-large',
      attempts: 1,
    });
  });

  test('another kind of server is named as such', async () => {
    const server = await serve((response) => {
      response.socket!.end('SSH-2.0-OpenSSH_9.2\r\n');
    });
    const failure = await failureOf(list(server, recorded()));
    expect(failure).toMatchObject({ code: 'bad-answer', attempts: 1 });
    expect(failure.message).toContain('not HTTP');
  });

  test('headers beyond all measure are a failure', async () => {
    const server = await serve(status(200, { 'x-padding': 'x'.repeat(100_000) }));
    expect(await failureOf(list(server, recorded()))).toMatchObject({
      code: 'answer-too-large',
      attempts: 1,
    });
  });
});

describe('a server of https that is spoken to in http', () => {
  const page = '<title>400 The plain HTTP request was sent to HTTPS port</title>';
  const alert: Answer = (response) => response.socket!.end(Buffer.from([0x15, 3, 1, 0, 2, 2, 0x46]));

  test.each<[string, Answer]>([
    ['nginx', status(400, { 'content-type': 'text/html' }, page)],
    ['Go', status(400, {}, 'Client sent an HTTP request to an HTTPS server.')],
    ['TLS itself', alert],
  ])('says so by the words of %s', async (_, answer) => {
    const failure = await failureOf(list(await serve(answer), recorded()));
    expect(failure).toMatchObject({
      code: 'tls',
      attempts: 1,
      hint: expect.stringContaining('write https://'),
    });
    expect(failure.message).toContain('the server speaks https');
  });

  test('and says nothing, may be one', async () => {
    const failure = await failureOf(list(await serve(reset), recorded()));
    expect(failure).toMatchObject({ code: 'unreachable', retriable: true });
    expect(failure.hint).toContain('if it speaks https, write https://');
  });
});

test('a server that does not speak https is said not to', async () => {
  const { url } = await serve(fine);
  const spoken = { url: url.replace('http:', 'https:'), requests: [] };
  const failure = await failureOf(list(spoken, recorded()));
  expect(failure).toMatchObject({ code: 'tls', attempts: 1 });
  expect(failure.message).toContain('does the server speak https?');
  expect(failure.hint).toContain('write http://');
});
