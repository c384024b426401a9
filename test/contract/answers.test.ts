import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { durationOfSeconds } from '../../src/model/duration.ts';
import type { ObservedSync } from '../../src/model/observed.ts';
import type { ApiVersion } from '../../src/model/settings.ts';
import { failureOf, going, onPremise, reader, recorded, writer } from '../support/wawi/client.ts';
import { type Answer, html, inTurn, item, json, option, serve, status } from '../support/wawi/serve.ts';

async function list(answer: Answer, version: ApiVersion = '2.0') {
  const server = await serve(answer);
  return (await reader(onPremise({ ...server, version }), recorded())).list(going());
}

/** The same, as 1.x writes names. */
function pascal(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(pascal);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  return Object.fromEntries(
    entries.map(([name, one]) => [name[0]!.toUpperCase() + name.slice(1), pascal(one)]),
  );
}

const ok =
  (body: string | Buffer, headers = {}): Answer =>
  (response) =>
    response.writeHead(200, headers).end(body);

describe('a list that is none is a failure, never empty, and never quoted', () => {
  test.each([
    ['an HTML page', html, 'an HTML page instead of a list'],
    ['HTML in small letters', ok('\n<html>secret</html>'), 'an HTML page'],
    ['nothing', ok(''), 'an empty body'],
    ['204', status(204), 'an empty body'],
    ['blanks', ok(' \r\n'), 'an empty body'],
    ['null', ok('null'), 'JSON that is no list'],
    ['an object', ok('{}'), 'JSON that is no list'],
    ['a list in an object', json({ items: [item()] }), 'JSON that is no list'],
    ['half of one', ok('[{"identifier":"secret'), 'text that is not JSON'],
    ['words', ok('secret'), 'text that is not JSON'],
    ['bytes', ok(Buffer.from([0x5b, 0xff, 0x5d])), 'not UTF-8'],
    ['packed bytes that are not said to be', ok(gzipSync('[]')), 'not UTF-8'],
    ['a list of null', ok('[null]'), 'sync 1 of 1 is unusable'],
    ['a list of lists', ok('[[]]'), 'sync 1 of 1 is unusable'],
  ])('%s', async (_, answer, words) => {
    const failure = await failureOf(list(answer));
    expect(failure).toMatchObject({ code: 'bad-answer', retriable: false, attempts: 1 });
    expect(failure.message).toContain(words);
    expect(failure.message).not.toContain('secret');
    expect(failure.hint).toContain('api.baseUrl');
  });
});

describe('what a sync lacks is named', () => {
  const without = (name: string, of: Record<string, unknown>) =>
    Object.fromEntries(Object.entries(of).filter(([key]) => key !== name));

  test.each(['identifier', 'syncName', 'salesChannelId', 'configurations'])('%s', async (name) => {
    const failure = await failureOf(list(json([item(), without(name, item())])));
    expect(failure.code).toBe('bad-answer');
    expect(failure.message).toContain(`sync 2 of 2 lacks ${name} `);
  });

  test.each(['identifier', 'displayName', 'type', 'isRequired'])('an option: %s', async (name) => {
    const syncs = [item({ configurations: [option(), without(name, option())] })];
    const failure = await failureOf(list(json(syncs)));
    expect(failure.message).toContain(`sync 1 of 1 lacks configurations/1/${name} `);
  });

  test('in 1.x by its own name', async () => {
    const failure = await failureOf(list(json([item()]), '1.1'));
    expect(failure.message).toContain('lacks Identifier');
  });
});

describe('a field of the wrong kind is named, without its value', () => {
  const canary = 'canary';
  test.each([
    ['identifier', null],
    ['identifier', ''],
    ['identifier', 1.5],
    ['identifier', '..'],
    ['identifier', '\ud800'],
    ['syncName', null],
    ['syncName', [canary]],
    ['salesChannelName', 7],
    ['salesChannelId', { canary }],
    ['interval', 300],
    ['interval', canary],
    ['interval', ''],
    ['interval', '5'],
    ['interval', '00:99:00'],
    ['interval', 'P1M'],
    ['configurations', null],
    ['configurations', { canary }],
  ])('%s: %j', async (name, value) => {
    const failure = await failureOf(list(json([item({ [name]: value })])));
    expect(failure).toMatchObject({ code: 'bad-answer', attempts: 1 });
    expect(failure.message).toMatch(new RegExp(`sync 1 of 1 has an (?:unusable )?${name}`));
    expect(failure.message).not.toContain(canary);
  });

  test('options too', async () => {
    const syncs = [item({ configurations: [option({ currentValue: true })] })];
    const failure = await failureOf(list(json(syncs)));
    expect(failure.message).toContain('an unusable configurations/0/currentValue');
  });
});

describe('an error that comes with 200 keeps its words, without a secret', () => {
  const error = { errorCode: 'NoLicence', errorMessage: 'No licence for key-1.', stacktrace: 'canary' };

  test.each<[ApiVersion, unknown]>([
    ['2.0', error],
    ['1.1', pascal(error)],
    ['2.1', { data: null, errors: [{ message: 'NoLicence, No licence for key-1.' }] }],
  ])('as a list, in %s', async (version, body) => {
    const failure = await failureOf(list(json(body), version));
    expect(failure).toMatchObject({ code: 'bad-answer', retriable: false });
    expect(failure.message).toContain('though with 200: NoLicence, No licence for (secret). (tenant kiosk)');
  });

  test('as the answer to a change, which is no proof', async () => {
    const wawi = await writer(onPremise(await serve(json(error))), recorded());
    const outcome = await wawi.configure('1', { interval: durationOfSeconds(300), options: [] }, going());
    expect(outcome).toEqual({ attempts: 1, said: 'NoLicence, No licence for (secret).' });
  });
});

describe('202 says that the answer is still to come', () => {
  /** A clock that passes while somebody sleeps. */
  function sleeper() {
    let passed = 0;
    const sleep = async (milliseconds: number) => {
      passed += milliseconds;
    };
    return { clock: { monotonic: () => passed, sleep }, passed: () => passed };
  }
  const accepted = status(202);

  test('a list is asked for again, for some 10 s', async () => {
    const { clock, passed } = sleeper();
    const server = await serve(inTurn(accepted, accepted, json([item()])));
    expect(await (await reader(onPremise(server), recorded({ clock }))).list(going())).toHaveLength(1);
    expect(passed()).toBeLessThan(10_000);
    const never = await failureOf((await reader(onPremise(await serve(accepted)), recorded())).list(going()));
    expect(never).toMatchObject({ attempts: 5, retriable: true });
    expect(never.message).toContain('202 Accepted');
  });

  test('a change that was only accepted is looked for until it shows, for 10 s', async () => {
    const { clock, passed } = sleeper();
    const changed = json([item({ interval: '00:05:00' })]);
    const server = await serve(inTurn(accepted, json([item()]), json([item()]), changed, json([item()])));
    const wawi = await writer(onPremise(server), recorded({ clock }));
    const wanted = durationOfSeconds(300);
    const shows = (syncs: readonly ObservedSync[]) => syncs[0]!.interval === wanted;
    await wawi.configure(item().identifier, { interval: wanted, options: [] }, going());
    expect(shows(await wawi.listAgain(shows, going()))).toBe(true);
    expect([server.requests.length, passed()]).toEqual([4, 2_500]);
    expect(shows(await wawi.listAgain(shows, going()))).toBe(false);
    expect(server.requests).toHaveLength(5); // nothing was accepted since
  });

  test('a change that shows up too late, or not before somebody stops, is none', async () => {
    const { clock, passed } = sleeper();
    const server = await serve((response, { method }, index) =>
      (method === 'POST' ? accepted : json([item()]))(response, undefined as never, index),
    );
    const change = [item().identifier, { interval: durationOfSeconds(300), options: [] }] as const;
    const wawi = await writer(onPremise(server), recorded({ clock }));
    await wawi.configure(...change, going());
    await wawi.listAgain(() => false, going());
    expect(passed()).toBe(10_000);
    const stop = new AbortController();
    await wawi.configure(...change, going());
    const asked = wawi.listAgain(() => {
      stop.abort();
      return false;
    }, stop.signal);
    expect(await asked).toHaveLength(1);
  });
});

describe('what is fine', () => {
  test('fields that nobody knows, a byte order mark, an empty list', async () => {
    const more = [item({ newField: { a: 1 }, configurations: [option({ minimum: 3 })] })];
    expect(await list(json(more))).toEqual(await list(json([item()])));
    expect(await list(ok(`\ufeff${JSON.stringify([item()])}`))).toHaveLength(1);
    expect(await list(ok('[]'))).toEqual([]);
  });

  test('content types of every kind, and none', async () => {
    for (const type of ['text/plain', 'application/problem+json', 'text/html']) {
      expect(await list(ok(JSON.stringify([item()]), { 'content-type': type }))).toHaveLength(1);
    }
    expect(await list(ok(JSON.stringify([item()])))).toHaveLength(1);
  });

  test('null where there is none', async () => {
    const [sync] = await list(
      json([
        item({
          interval: null,
          salesChannelName: null,
          salesChannelId: null,
          configurations: [option({ currentValue: null })],
        }),
      ]),
    );
    expect(sync).toMatchObject({ interval: null, salesChannel: null, salesChannelId: null });
    expect(sync!.options[0]!.value).toBeNull();
  });

  test.each<ApiVersion>(['1.1', '2.0', '2.1', '2.3'])(
    'null where one that may be null is missing, in %s',
    async (version) => {
      const missing = { salesChannelName: undefined, interval: undefined };
      const sync = item({
        ...missing,
        configurations: [option({ currentValue: undefined, displayDescription: undefined })],
      });
      const [read] = await list(json(version === '1.1' ? [pascal(sync)] : [sync]), version);
      expect(read).toMatchObject({ interval: null, salesChannel: null, salesChannelId: '1-1-1' });
      expect(read!.options).toMatchObject([{ name: 'Create orders', value: null }]);
    },
  );

  test('every notation of an interval', async () => {
    const notations = ['00:05:00', 'PT5M', 'PT300S', '00:05:00.0000000', 'P0DT0H5M'];
    const syncs = await list(json(notations.map((interval, identifier) => item({ identifier, interval }))));
    expect(new Set(syncs.map(({ interval }) => interval))).toEqual(new Set([durationOfSeconds(300)]));
  });
});

describe('an interval is sent in the notation of the server', () => {
  const sent = async (...intervals: (string | null)[]) => {
    const syncs = intervals.map((interval, identifier) => item({ identifier, interval }));
    const server = await serve(inTurn(json(syncs), json(item())));
    const wawi = await writer(onPremise(server), recorded());
    await wawi.list(going());
    await wawi.configure('1', { interval: durationOfSeconds(90_061), options: [] }, going());
    return JSON.parse(server.requests[1]!.body).interval;
  };

  test('ISO 8601 to one that answers so', async () => {
    expect(await sent('PT5M')).toBe('P1DT1H1M1S');
    expect(await sent(null, 'P1D')).toBe('P1DT1H1M1S');
  });

  test('TimeSpan to any other', async () => {
    expect(await sent('00:05:00')).toBe('1.01:01:01');
    expect(await sent(null)).toBe('1.01:01:01');
    expect(await sent()).toBe('1.01:01:01');
  });
});

describe('the answer to a POST', () => {
  const answered = async (answer: Answer) => {
    const wawi = await writer(onPremise(await serve(answer)), recorded());
    return wawi.configure(item().identifier, { interval: durationOfSeconds(300), options: [] }, going());
  };

  test('is shown as it is, also where it shows that nothing has changed', async () => {
    expect((await answered(json(item()))).sync).toMatchObject({ interval: durationOfSeconds(600) });
    expect((await answered(json(item({ interval: 'PT5M' })))).sync).toMatchObject({
      interval: durationOfSeconds(300),
    });
  });

  test.each([
    ['is empty', status(200)],
    ['is a 204', status(204)],
    ['is HTML', html],
    ['is null', ok('null')],
    ['is no JSON', ok('OK')],
    ['is a list', json([item()])],
    ['lacks a field', json({ ...item(), syncName: undefined })],
    ['is of another sync', json(item({ identifier: '00000000-0000-4000-8000-000000000000' }))],
    ['is of another generation', json({ Identifier: item().identifier })],
    ['has an interval that is none', json(item({ interval: 'soon' }))],
  ])('is no proof where it %s', async (_, answer) => {
    const outcome = await answered(answer);
    expect(outcome).toEqual({ attempts: 1 });
  });
});

describe('what the API says of an error is shown, and nothing else of it', () => {
  const body = {
    errorCode: 'BusinessRuleViolation',
    errorMessage: 'The change\u001b[31m breaks a rule.',
    validationErrors: { interval: 'Too short.', other: ['a', 'b'] },
    errors: { hidden: 'canary' },
    stacktrace: 'canary at line 87',
  };
  const pascal = {
    ErrorCode: 'BusinessRuleViolation',
    ErrorMessage: 'The change breaks a rule.',
    ValidationErrors: { Interval: 'Too short.' },
    Stacktrace: 'canary',
  };

  test.each([
    ['camelCase', body, 'interval: Too short., other: a b'],
    ['PascalCase', pascal, 'Interval: Too short.'],
  ])('in %s', async (_, error, words) => {
    const failure = await failureOf(list(status(422, {}, JSON.stringify(error))));
    expect(failure.message).toContain(`422 Unprocessable Entity: BusinessRuleViolation, The change`);
    expect(failure.message).toContain(words);
    expect(failure.message).not.toContain('canary');
    expect(failure.message).not.toContain('\u001b');
  });

  test.each([
    ['<html>canary</html>'],
    ['canary'],
    ['"canary"'],
    ['["canary"]'],
    ['null'],
    ['7'],
    ['{"errorMessage":{"canary":1},"validationErrors":["canary"]}'.replace('["canary"]', 'null')],
    ['{"detail":"canary"}'],
  ])('not %s', async (text) => {
    const failure = await failureOf(list(status(400, {}, text)));
    expect(failure.message).toMatch(/: 400 Bad Request$/);
  });

  test('a long one is cut', async () => {
    const failure = await failureOf(
      list(status(400, {}, JSON.stringify({ errorMessage: 'x'.repeat(50_000) }))),
    );
    expect(failure.message.length).toBeLessThan(450);
  });
});
