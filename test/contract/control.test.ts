import { describe, expect, test } from 'vitest';
import { failureOf, going, inCloud, onPremise, recorded, writer } from '../support/wawi/client.ts';
import { type Answer, inTurn, item, json, serve, status, withTokens } from '../support/wawi/serve.ts';

const id = item().identifier;

/** The one request that starts or stops, where the server answers so; lists are answered as usual. */
async function asked(answer: Answer, version: '1.1' | '2.0' = '2.0') {
  const server = await serve(answer);
  const options = recorded();
  const wawi = await writer(onPremise({ url: server.url, version }), options);
  return { server, options, wawi };
}

describe('a start or stop', () => {
  test('is one PUT with the number of its action, by the identifier as the server spells it', async () => {
    const spelled = id.toUpperCase();
    const answer: Answer = (response, request, index) =>
      (request.method === 'GET' ? json([item({ identifier: spelled })]) : status(204))(
        response,
        request,
        index,
      );
    const { wawi, server, options } = await asked(answer);
    await wawi.list(going());
    expect(await wawi.control(id, 'start', going())).toEqual({ attempts: 1 });
    expect(await wawi.control(id, 'stop', going())).toEqual({ attempts: 1 });
    expect(server.requests.slice(1).map(({ method, path, body }) => [method, path, body])).toEqual([
      ['PUT', `/workers/${spelled}`, '{"action":0}'],
      ['PUT', `/workers/${spelled}`, '{"action":1}'],
    ]);
    expect(server.requests[1]!.headers['content-type']).toBe('application/json');
    expect(options.requests.map(({ endpoint }) => endpoint)).toEqual(['list', 'control', 'control']);
  });

  test('is PascalCase in 1.x', async () => {
    const { wawi, server } = await asked(status(204), '1.1');
    await wawi.control(id, 'stop', going());
    expect(server.requests[0]).toMatchObject({ method: 'PUT', path: `/workers/${id}`, body: '{"Action":1}' });
  });

  test('is sent again where that may help, and once with a new token', async () => {
    const server = await serve(withTokens(inTurn(status(503), status(429), status(401), status(204))));
    const wawi = await writer(inCloud(server), recorded());
    expect(await wawi.control(id, 'stop', going())).toEqual({ attempts: 4 });
  });

  test.each([
    [409, 'changed-meanwhile', 'maintenance syncs cannot be started or stopped'],
    [422, 'rejected', 'maintenance syncs cannot be started or stopped'],
    [403, 'forbidden', 'lacks the scope to start and stop'],
    [404, 'not-found', 'does not start and stop syncs'],
  ])('that gets %i is sent once, and its failure says what helps', async (code, name, hint) => {
    const { wawi, server } = await asked(status(code));
    const failure = await failureOf(wawi.control(id, 'stop', going()));
    expect(failure).toMatchObject({ code: name, attempts: 1, hint: expect.stringContaining(hint) });
    expect(server.requests).toHaveLength(1);
  });

  test('has a quota of its own', async () => {
    const quota = {
      'x-ratelimit-limit': '10',
      'x-ratelimit-remaining': '7',
      'x-ratelimit-interval-length-seconds': '60',
    };
    const { wawi, options } = await asked(status(204, quota));
    await wawi.control(id, 'stop', going());
    expect(options.quotas).toMatchObject([{ endpoint: 'control', remaining: 7, limit: 10 }]);
  });
});
