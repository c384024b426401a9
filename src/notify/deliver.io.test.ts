import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { afterEach, describe, expect, test } from 'vitest';
import { at } from '../../test/support/build.ts';
import { aNotice } from '../../test/support/notice.ts';
import {
  type Answer,
  inTurn,
  reset,
  type Served,
  serve,
  silence,
  status,
} from '../../test/support/wawi/serve.ts';
import { createLog } from '../base/log.io.ts';
import { failed, ok } from '../base/result.ts';
import { isNotificationJson } from '../generated/validators/notification.js';
import { openHttp } from '../http/client.io.ts';
import { proxiesFrom } from '../http/proxies.ts';
import { Concealed } from '../model/secret.ts';
import { createNotifier, type NotifierOptions } from './deliver.io.ts';
import { changesJson } from './lines.ts';
import { sinks } from './sinks/index.ts';
import { type NotifyTarget, notifyTargets } from './target.ts';

const noon = Date.parse('2026-03-04T12:00:00Z');
const fine = status(202);
const canary = 'canary-s3cret-4711';

describe('a webhook', () => {
  test('gets a CloudEvent as the schema has it, which is signed over its very bytes', async () => {
    const server = await serve(fine);
    const desk = aNotifier([hook(server, { secret: new Concealed(canary) })]);
    desk.notifier.send([full]);
    await desk.close();
    const [{ headers, body, path, method }] = server.requests as [(typeof server.requests)[number]];
    expect([method, path, headers['content-type']]).toEqual([
      'POST',
      '/hook',
      'application/cloudevents+json',
    ]);
    const hmac = createHmac('sha256', canary).update(Buffer.from(body)).digest('hex');
    expect(headers['x-signature']).toBe(`sha256=${hmac}`);
    const event: unknown = JSON.parse(body);
    expect(isNotificationJson(event) || isNotificationJson.errors).toBe(true);
    expect(event).toMatchObject({
      specversion: '1.0',
      id: full.id,
      source: 'sollist/shop%20floor',
      type: 'dev.sollist.drift.found',
      subject: 'acme/1',
      time: '2026-03-04T12:00:00.000Z',
      data: { summary: full.summary, changes: [{ fields: [{ before: '(secret)', after: '(secret)' }] }] },
    });
  });

  test('without a secret is not signed', async () => {
    const server = await serve(fine);
    const desk = aNotifier([hook(server)]);
    desk.notifier.send([aNotice()]);
    await desk.close();
    expect(server.requests[0]!.headers).not.toHaveProperty('x-signature');
  });

  test('gets nothing unsigned where the secret cannot be read, and the new one where it was replaced', async () => {
    const server = await serve(fine);
    const secrets = [failed('the variable HOOK is not set'), ok(new Concealed('a')), ok(new Concealed('b'))];
    const desk = aNotifier([hook(server, { secret: async () => secrets.shift()! })]);
    for (const notice of [aNotice(), aNotice(), aNotice()]) desk.notifier.send([notice]);
    await desk.close();
    const keys = server.requests.map(({ headers, body }) =>
      ['a', 'b'].find(
        (key) => headers['x-signature'] === `sha256=${createHmac('sha256', key).update(body).digest('hex')}`,
      ),
    );
    expect(keys).toEqual(['a', 'b']);
    expect(desk.logged()).toMatchObject([
      { level: 'warn', notification: 1, reason: 'the variable HOOK is not set' },
      { level: 'info', lost: 1, msg: 'notifications arrive again' },
    ]);
  });

  test('gets the notices in order, each id once', async () => {
    const server = await serve(fine);
    const desk = aNotifier([hook(server)]);
    const notices = Array.from({ length: 30 }, () => aNotice());
    desk.notifier.send(notices.slice(0, 20));
    desk.notifier.send(notices.slice(10));
    await desk.close();
    expect(idsAt(server)).toEqual(notices.map(({ id }) => id));
  });

  test('that asked for some events gets no others', async () => {
    const server = await serve(fine);
    const desk = aNotifier([hook(server, { events: ['tenant.failed'] })]);
    const failed = aNotice({ type: 'tenant.failed' });
    desk.notifier.send([aNotice(), failed, aNotice({ type: 'tree.bad' })]);
    await desk.close();
    expect(idsAt(server)).toEqual([failed.id]);
  });
});

describe('a target that does not take a notice', () => {
  test('gets the same bytes again after a 503, as late as it asked for', async () => {
    const server = await serve(inTurn(status(503, { 'retry-after': '7' }), reset, fine));
    const desk = aNotifier([hook(server, { secret: new Concealed(canary) })]);
    desk.notifier.send([aNotice()]);
    await desk.close();
    expect(server.requests).toHaveLength(3);
    expect(new Set(server.requests.map(({ body, headers }) => body + headers['x-signature'])).size).toBe(1);
    expect(desk.sleeps[0]).toBe(7_000);
    expect(desk.logged()).toEqual([]);
  });

  test('is given up after five tries and logged once, and once more when it is back', async () => {
    let isUp = false;
    const server = await serve((...all) => (isUp ? fine : status(503))(...all));
    const desk = aNotifier([hook(server)]);
    desk.notifier.send([aNotice(), aNotice()]);
    await desk.until(() => server.requests.length === 10);
    isUp = true;
    desk.notifier.send([aNotice()]);
    await desk.close();
    expect(server.requests).toHaveLength(11);
    expect(desk.logged()).toMatchObject([
      { level: 'warn', origin: server.url, code: 'server-error', status: 503, tries: 5, type: 'drift.found' },
      { level: 'info', lost: 2, msg: 'notifications arrive again' },
    ]);
  });

  test.each([400, 401, 404, 410])('is not asked again after %d', async (code) => {
    const server = await serve(inTurn(status(code), fine));
    const desk = aNotifier([hook(server)]);
    desk.notifier.send([aNotice()]);
    await desk.close();
    expect(server.requests).toHaveLength(1);
    expect(desk.logged()).toMatchObject([{ status: code, tries: 1 }]);
  });

  test('cannot send it on to another host', async () => {
    const other = await serve(fine);
    const server = await serve(status(307, { location: `${other.url}/stolen` }));
    const desk = aNotifier([hook(server)]);
    desk.notifier.send([aNotice()]);
    await desk.close();
    expect(other.requests).toEqual([]);
    expect(desk.logged()).toMatchObject([{ code: 'redirected', tries: 1 }]);
  });

  test('holds up neither the sender nor the others', async () => {
    const [slow, quick] = [await serve(silence), await serve(fine)];
    const desk = aNotifier([hook(slow), hook(quick)], { patience: 10 });
    const notices = Array.from({ length: 5 }, () => aNotice());
    desk.notifier.send(notices);
    await desk.until(() => quick.requests.length === 5);
    expect(slow.requests).toHaveLength(1);
    await desk.close();
    expect(desk.logged()).toMatchObject([{ level: 'warn', notification: 1, unsent: 5 }]);
  });

  test('loses the oldest of more than a thousand that wait, which is logged once', {
    tags: 'slow',
  }, async () => {
    const held: ServerResponse[] = [];
    const server = await serve(inTurn((response) => held.push(response), fine));
    const desk = aNotifier([hook(server)]);
    const notices = Array.from({ length: 1_500 }, () => aNotice());
    desk.notifier.send(notices.slice(0, 1));
    await desk.until(() => held.length === 1);
    for (const notice of notices.slice(1)) desk.notifier.send([notice]);
    held[0]!.writeHead(200).end();
    await desk.close();
    expect(idsAt(server)).toEqual([notices[0]!, ...notices.slice(500)].map(({ id }) => id));
    expect(desk.logged()).toMatchObject([
      { level: 'warn', queued: 1_000 },
      { level: 'info', dropped: 499 },
    ]);
  });

  test('is no reason to fail, not even by a bug', async () => {
    const desk = aNotifier([{ kind: 'webhook', url: 'http://127.0.0.1:9/hook' }], {
      post: () => {
        throw new TypeError(`no way to ${canary}`);
      },
    });
    desk.notifier.send([aNotice()]);
    await desk.close();
    expect(desk.logged()).toMatchObject([{ level: 'warn', code: 'TypeError' }]);
    expect(desk.lines.join()).not.toContain(canary);
  });
});

describe('closing', () => {
  test('waits until what was told is sent', async () => {
    const server = await serve((response) => setTimeout(() => response.writeHead(200).end(), 30));
    const desk = aNotifier([hook(server)]);
    desk.notifier.send([aNotice(), aNotice(), aNotice()]);
    await desk.close();
    expect(server.requests).toHaveLength(3);
    desk.notifier.send([aNotice()]);
    await desk.close();
    expect(server.requests).toHaveLength(3);
  });

  test('ends a request that is not answered, and a wait for the next try', async () => {
    const [mute, busy] = [await serve(silence), await serve(status(503))];
    const desk = aNotifier([hook(mute), hook(busy)], {
      patience: 10,
      clock: {
        now: () => noon,
        sleep: (_, signal) => once(signal, 'abort').then(() => signal.throwIfAborted()),
      },
    });
    desk.notifier.send([aNotice(), aNotice()]);
    await desk.until(() => mute.requests.length === 1 && busy.requests.length === 1);
    await desk.close();
    expect([mute.requests.length, busy.requests.length]).toEqual([1, 1]);
    expect(desk.logged()).toMatchObject([
      { notification: 1, unsent: 2 },
      { notification: 2, unsent: 2 },
    ]);
  });

  test('of nothing takes no time', async () => {
    await aNotifier([]).close();
  });
});

describe('Slack', () => {
  test('gets a text and a block that say it', async () => {
    const server = await serve(status(200, {}, 'ok'));
    const desk = aNotifier([{ kind: 'slack', url: new Concealed(`${server.url}/services/${canary}\n`) }]);
    desk.notifier.send([aNotice({ details: ['hint: look'] })]);
    await desk.close();
    const [{ path, headers, body }] = server.requests as [(typeof server.requests)[number]];
    expect([path, headers['content-type']]).toEqual([`/services/${canary}`, 'application/json']);
    const text = '🟡 sollist/shop floor: Drift found: acme / Ebay: interval\n• hint: look';
    expect(JSON.parse(body)).toEqual({
      text,
      blocks: [{ type: 'section', text: { type: 'mrkdwn', verbatim: true, text } }],
    });
  });

  test('gets many notices of one type as one message', async () => {
    const server = await serve(fine);
    const desk = aNotifier([{ kind: 'slack', url: new Concealed(server.url) }]);
    const failed = Array.from({ length: 12 }, (_, index) =>
      aNotice({ type: 'tenant.failed', summary: `t${index} failed` }),
    );
    desk.notifier.send([aNotice(), ...failed]);
    await desk.close();
    const texts = server.requests.map(({ body }) => (JSON.parse(body) as { text: string }).text);
    expect(texts).toHaveLength(2);
    expect(texts[1]).toContain('12 × tenant.failed\n• t0 failed\n• t1 failed');
  });
});

describe('no log shows', () => {
  const urls: Readonly<Record<string, Answer>> = {
    'taken away': status(404, {}, `no hook at ${canary}`),
    'sent elsewhere': status(302, { location: `https://elsewhere.example/${canary}` }),
    broken: reset,
    full: status(429, { 'retry-after': '999' }),
  };
  test.each(Object.entries(urls))('an address or a secret of a hook that is %s', async (_, answer) => {
    const server = await serve(answer);
    const url = new Concealed(`${server.url}/services/${canary}?sig=${canary}`);
    const desk = aNotifier([
      { kind: 'slack', url },
      { kind: 'webhook', url, secret: new Concealed(canary) },
    ]);
    desk.notifier.send([aNotice(), aNotice()]);
    await desk.close();
    expect(desk.lines).toHaveLength(2);
    expect(desk.logged()).toMatchObject([{ origin: server.url }, { origin: server.url }]);
    expect(desk.lines.join()).not.toContain(canary);
  });

  test.each([
    `http://hooks.example.com/${canary}`,
    `https://me:${canary}@hooks.example.com/`,
    `ftp://hooks.example.com/${canary}`,
    `${canary}`,
    `http://127.0.0.1:99999/${canary}`,
  ])('an address that cannot be used: %s', async (address) => {
    const desk = aNotifier([{ kind: 'slack', url: new Concealed(address) }]);
    desk.notifier.send([aNotice()]);
    await desk.close();
    expect(desk.logged()).toMatchObject([
      { level: 'warn', reason: expect.stringMatching('the address in `slack`') },
    ]);
    expect(desk.lines.join()).not.toContain(canary);
  });

  test('an address that nobody listens at', async () => {
    const desk = aNotifier([{ kind: 'slack', url: new Concealed(`http://127.0.0.1:9/${canary}`) }]);
    desk.notifier.send([aNotice()]);
    await desk.close();
    expect(desk.logged()).toMatchObject([{ origin: 'http://127.0.0.1:9', code: 'unreachable', tries: 5 }]);
    expect(desk.lines.join()).not.toContain(canary);
  });

  test('a proxy that is not there, which is named without its user', async () => {
    const http = openHttp({}, proxiesFrom({ HTTPS_PROXY: `http://user:${canary}@127.0.0.1:9` }));
    closing.push(http.close);
    const url = new Concealed(`https://hooks.example/${canary}`);
    const desk = aNotifier([{ kind: 'slack', url }], { post: http.post });
    desk.notifier.send([aNotice()]);
    await desk.close();
    expect(desk.logged()).toMatchObject([
      { origin: 'https://hooks.example', proxy: 'http://127.0.0.1:9', code: 'unreachable' },
    ]);
    expect(desk.lines.join()).not.toContain(canary);
  });
});

test('what the settings say is read when it is needed', async () => {
  const server = await serve(fine);
  const values: Record<string, string> = { SLACK: `${server.url}/slack`, HOOK: 'key' };
  const source = (env: string) => ({ ref: { env }, folder: '/' });
  const targets = notifyTargets(
    [
      { kind: 'slack', url: source('SLACK'), allowInsecure: false, events: ['tree.bad'] },
      { kind: 'webhook', url: `${server.url}/hook`, secret: source('HOOK'), allowInsecure: false },
      { kind: 'webhook', url: source('SLACK'), allowInsecure: false },
    ],
    async ({ ref }) => ok(new Concealed('env' in ref ? values[ref.env]! : '')),
  );
  const desk = aNotifier(targets);
  desk.notifier.send([aNotice()]);
  await desk.close();
  const signed = server.requests.map(({ path, headers }) => `${path} ${'x-signature' in headers}`);
  expect(signed.sort()).toEqual(['/hook true', '/slack false']);
});

const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  await Promise.all(closing.splice(0).map((close) => close()));
});

/** A notifier that waits for no retry, and notes what it logs. */
function aNotifier(targets: readonly NotifyTarget[], changes: Partial<NotifierOptions> = {}) {
  const [sleeps, lines]: [number[], string[]] = [[], []];
  const http = openHttp();
  closing.push(http.close);
  const notifier = createNotifier({
    targets,
    sinks,
    source: 'sollist/shop floor',
    post: http.post,
    clock: {
      now: () => noon,
      async sleep(milliseconds, signal) {
        signal.throwIfAborted();
        sleeps.push(milliseconds);
      },
    },
    random: () => 0,
    log: createLog({ level: 'trace', write: (line) => lines.push(line) }),
    patience: 15_000,
    ...changes,
  });
  const until = (isSo: () => boolean) => expect.poll(isSo, { interval: 2 }).toBe(true);
  return {
    notifier,
    sleeps,
    lines,
    logged: () => lines.map((line) => JSON.parse(line) as Record<string, unknown>),
    until,
    close: notifier.close,
  };
}

function hook({ url }: Served, changes: Partial<NotifyTarget> = {}): NotifyTarget {
  return { kind: 'webhook', url: `${url}/hook`, ...changes };
}

/** A notice that has everything that any of them has. */
const full = aNotice({
  tenant: 'acme',
  sync: { id: '1', name: 'Ebay', salesChannel: null },
  details: ['one', 'two'],
  revision: 'abc',
  changes: changesJson([
    {
      tenant: 'acme',
      sync: { id: '1', name: 'Ebay', salesChannel: null },
      mode: 'enforce',
      origin: at(),
      fields: [
        {
          field: 'configs',
          option: { id: '2', name: 'Access key', type: 'string' },
          before: new Concealed(canary),
          after: new Concealed(canary),
          secret: { ref: { env: 'KEY' }, folder: '/' },
          cause: 'unknown',
          origin: at(),
        },
      ],
      outcome: 'failed',
      attempts: 1,
      error: { code: 'rejected', message: '422' },
      residual: [],
    },
  ]),
  problems: [{ code: 'bad-value', message: 'no' }],
  refusals: [{ code: 'max-changes', message: 'too many', hint: 'allow it' }],
  failure: { tenant: 'acme', code: 'unreachable', message: 'connection refused' },
  contested: { field: 'interval', count: 2, nextAt: noon },
});

function idsAt(server: Served): readonly string[] {
  return server.requests.map(({ body }) => (JSON.parse(body) as { id: string }).id);
}
