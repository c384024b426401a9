import { EventEmitter, once } from 'node:events';
import { expect, onTestFinished, test } from 'vitest';
import { bodyOf, dial, exchange, serveDaemon } from '../../../test/support/daemonServer.ts';
import { aState } from '../../../test/support/daemonState.ts';
import { liveChanges } from '../live/changes.ts';
import type { Tidings } from '../live/tidings.io.ts';
import { createReaders } from './readers.io.ts';

/** What a reader has heard so far, as lines. */
function listen(url: string, headers = '') {
  const socket = dial(url);
  let heard = '';
  socket.setEncoding('utf8').on('data', (chunk: string) => (heard += chunk));
  socket.write(`GET /api/v1/events HTTP/1.1\r\nhost: localhost\r\n${headers}\r\n`);
  /** Waits for it, quicker than by looking again and again. */
  async function hears(text: string): Promise<void> {
    while (!heard.includes(text)) await once(socket, 'data');
  }
  return { socket, heard: () => heard, hears };
}

test('who listens hears how things stand, each change, and that somebody is still there', async () => {
  const { url, tell } = await serveDaemon({ limits: { heartbeat: 20 } });
  const reader = listen(url, 'accept-encoding: gzip, br\r\n');
  await expect.poll(reader.heard).toMatch(/^retry: 2000$/m);
  expect(reader.heard()).toMatch(/^content-type: text\/event-stream\r$/m);
  expect(reader.heard()).not.toMatch(/^content-encoding/m);
  tell(['pass.finished']);
  await expect.poll(reader.heard).toContain('"changes":["pass.finished"]');
  await expect.poll(reader.heard).toContain(': keep-alive');
  const events = [...reader.heard().matchAll(/^event: state\nid: (\S+)\ndata: (.*)$/gm)];
  expect(events).toHaveLength(2);
  for (const [, , data] of events) await bodyOf(new Response(data), 'event');
  // Who has lost the connection and knows all of it is told nothing twice.
  const again = listen(url, `last-event-id: ${events[1]![1]}\r\n`);
  await expect.poll(again.heard).toContain('retry:');
  expect(again.heard()).not.toContain('event: state');
});

test('there is room for so many and no more, until one goes', async () => {
  const { url, ask } = await serveDaemon({ limits: { readers: 2 } });
  const readers = [listen(url), listen(url)];
  for (const { heard } of readers) await expect.poll(heard).toContain('event: state');
  const refused = await ask('/api/v1/events');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30']);
  expect(await bodyOf(refused, 'error')).toMatchObject({ problems: [{ code: 'too-many-readers' }] });
  expect((await ask('/healthz')).status).toBe(200);
  readers[0]!.socket.destroy();
  await expect.poll(() => listenedTo(ask)).toBe(200);
});

async function listenedTo(ask: (path: string) => Promise<Response>): Promise<number> {
  const { status, body } = await ask('/api/v1/events');
  await body?.cancel();
  return status;
}

test('HEAD tells what it would be, and other methods and names are not for it', async () => {
  const { url, ask } = await serveDaemon();
  const head = await ask('/api/v1/events', { method: 'HEAD' });
  expect([head.status, head.headers.get('content-type')]).toEqual([200, 'text/event-stream']);
  const posted = await ask('/api/v1/events', { method: 'POST' });
  expect([posted.status, posted.headers.get('allow')]).toEqual([405, 'GET, HEAD']);
  const request = 'GET /api/v1/events HTTP/1.1\r\nhost: evil.example\r\nconnection: close\r\n\r\n';
  expect((await exchange(url, request))[0]).toMatch(/^HTTP\/1\.1 421 /);
});

test('the streams end with the server, and keep nobody waiting', async () => {
  const { url, close } = await serveDaemon();
  const reader = listen(url);
  await expect.poll(reader.heard).toContain('event: state');
  const ended = new Promise((resolve) => reader.socket.once('close', resolve));
  await close();
  await ended;
});

test('who hangs is dropped, and those who read get everything', async () => {
  let tell: Parameters<Tidings['listen']>[0] = () => {};
  const tidings: Pick<Tidings, 'listen'> = {
    listen(listener) {
      tell = listener;
    },
  };
  const { url, ask } = await serveDaemon({ tidings, limits: { readers: 3 } });
  const [hangs, ...well] = [listen(url), listen(url), listen(url)];
  for (const { hears } of [hangs!, ...well]) await hears('event: state');
  hangs!.socket.pause();
  let told = 0;
  do {
    for (let count = 0; count < 100; count += 1) tell(liveChanges);
    told += 100;
    for (const { hears } of well) await hears(`-${told}\n`);
  } while ((await listenedTo(ask)) === 503);
  const all = Array.from({ length: told + 1 }, (_, number) => number);
  for (const { heard } of well)
    expect([...heard().matchAll(/^id: \S+-(\d+)$/gm)].map(([, number]) => Number(number))).toEqual(all);
});

test('whoever goes leaves nothing behind', async () => {
  const { ask } = await serveDaemon({ limits: { readers: 1 } });
  for (let times = 0; times < 20; times += 1)
    await expect.poll(() => listenedTo(ask), { interval: 1 }).toBe(200);
});

test('a thousand listen, the next is told when to come again, and probes are answered meanwhile', async () => {
  const { url, ask, tell } = await serveDaemon();
  const readers = Array.from({ length: 1_000 }, () => listen(url));
  for (const { hears } of readers) await hears('event: state');
  const refused = await ask('/api/v1/events');
  expect([refused.status, refused.headers.get('retry-after')]).toEqual([503, '30']);
  for (const path of ['/healthz', '/metrics']) expect((await ask(path)).status).toBe(200);
  tell(['history']);
  for (const { hears } of readers) await hears('"changes":["history"]');
});

test('who does not read is dropped, after a while or when much waits', async () => {
  let tell: (changes: readonly ['history']) => void = () => {};
  const readers = createReaders({
    tidings: {
      listen(listener) {
        tell = listener;
      },
    },
    state: aState,
    most: 10,
    heartbeat: 20,
  });
  onTestFinished(readers.close);
  const [stuck, late, well] = [aReader(70_000), aReader(10), aReader(0)];
  for (const { outgoing } of [stuck, late, well]) readers.serve(asking(outgoing));
  tell(['history']);
  expect([stuck, late, well].map(({ outgoing }) => outgoing.destroyed)).toEqual([true, false, false]);
  await expect.poll(() => late.outgoing.destroyed).toBe(true);
  await expect.poll(() => well.text()).toContain(': keep-alive');
  expect(well.outgoing.destroyed).toBe(false);
});

/** A reader with so many bytes waiting. */
function aReader(writableLength: number) {
  const outgoing = new EventEmitter() as EventEmitter & Record<string, unknown>;
  let text = '';
  Object.assign(outgoing, {
    ...{ writableLength, destroyed: false, writeHead: () => {}, write: (more: string) => (text += more) },
    destroy: () => (outgoing.destroyed = true),
  });
  return { outgoing, text: () => text };
}

function asking(outgoing: object): Parameters<ReturnType<typeof createReaders>['serve']>[0] {
  return { req: { header: () => undefined }, env: { incoming: { method: 'GET' }, outgoing } } as never;
}
