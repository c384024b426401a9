import { describe, expect, test } from 'vitest';
import { bodyOf, serveDaemon } from '../../../test/support/daemonServer.ts';
import { aState, noon } from '../../../test/support/daemonState.ts';
import { aChange, aPlan } from '../../../test/support/report.ts';
import { Concealed } from '../../model/secret.ts';

const id = `sha256:1a2b3c4d5e6f${'0'.repeat(52)}`;
const plan = aPlan({ id, changes: [aChange(), aChange({ tenant: 'globex' })] });
const daemon = aState({ refused: { plan, since: noon } });

async function approve(
  body: string,
  bearer = 'token',
  token: Concealed | undefined = new Concealed('token'),
) {
  const { ask } = await serveDaemon({ daemon, token });
  const headers = { authorization: `Bearer ${bearer}` };
  return ask('/api/v1/approve', { method: 'POST', headers, body });
}

describe('a plan', () => {
  test('that was refused last is approved, for an hour', async () => {
    const answer = await approve('{"plan":"sha256:1a2b3c"}');
    expect(answer.status).toBe(202);
    const until = '2026-03-04T13:00:00.000Z';
    expect(await bodyOf(answer, 'approval')).toMatchObject({ plan: id, until, changes: 2, tenants: 2 });
  });

  test.each([
    [409, '{"plan":"sha256:ffff"}', 'not-refused'],
    [409, '{"plan":"1a"}', 'ambiguous-plan'],
    [400, '{"plan":"today"}', 'bad-parameter'],
    [400, '{"plan":12345678}', 'bad-parameter'],
    [400, 'null', 'bad-parameter'],
    [400, '', 'bad-parameter'],
  ])('is not, with %d, by %s', async (status, body, code) => {
    const answer = await approve(body);
    expect(answer.status).toBe(status);
    expect(await bodyOf(answer, 'error')).toMatchObject({ problems: [{ code }] });
  });

  test('is approved by nobody who has no token', async () => {
    expect((await approve('{"plan":"1a2b3c4d"}', 'other')).status).toBe(401);
  });

  test('is approved by nobody where none is configured', async () => {
    const { ask } = await serveDaemon({ daemon });
    const answer = await ask('/api/v1/approve', { method: 'POST', body: '{"plan":"1a2b3c4d"}' });
    expect([answer.status, await answer.text()]).toEqual([404, expect.stringContaining('SOLLIST_TOKEN')]);
  });
});
