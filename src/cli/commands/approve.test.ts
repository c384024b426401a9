import { describe, expect, test } from 'vitest';
import { serveDaemon } from '../../../test/support/daemonServer.ts';
import { aState, noon } from '../../../test/support/daemonState.ts';
import { useHome } from '../../../test/support/home.ts';
import { aChange, aPlan } from '../../../test/support/report.ts';
import { Concealed } from '../../model/secret.ts';

const { sollist } = useHome();
const id = `sha256:1a2b3c4d5e6f${'0'.repeat(52)}`;
const daemon = aState({ refused: { plan: aPlan({ id, changes: [aChange()] }), since: noon } });
const token = new Concealed('let-me');
const env = { SOLLIST_TOKEN: 'let-me' };

describe('what approve says and exits with, where', () => {
  test.each([
    [
      'the plan is the one that is refused',
      '1a2b3c4d',
      env,
      0,
      'Approved: plan 1a2b3c4d5e6f, 1 sync on 1 tenant',
    ],
    ['it is another one', 'sha256:ffff', env, 3, `which is 1a2b3c4d5e6f (${id})`],
    ['nobody knows which one', '1a', env, 3, 'do not tell which plan is meant'],
    [
      'the token is another one',
      '1a2b3c4d',
      { SOLLIST_TOKEN: 'no' },
      1,
      'has another token than SOLLIST_TOKEN',
    ],
    ['there is no token', '1a2b3c4d', {}, 1, 'SOLLIST_TOKEN is not set'],
    ['the id is none', 'today', env, 64, '`today` is no id of a plan'],
  ])('%s', async (_, planId, variables, expected, words) => {
    const { url } = await serveDaemon({ daemon, token });
    const { code, stdout, stderr } = await sollist(['approve', planId, `--url=${url}`], { env: variables });
    expect([code, `${stdout}${stderr}`]).toEqual([expected, expect.stringContaining(words)]);
  });

  test('the daemon has no token, and where there is none', async () => {
    const { url } = await serveDaemon({ daemon });
    const off = await sollist(['approve', '1a2b3c4d', `--url=${url}`], { env });
    expect([off.code, off.stderr]).toEqual([
      1,
      expect.stringContaining('set SOLLIST_TOKEN where sollist run is'),
    ]);
    const gone = await sollist(['approve', '1a2b3c4d', '--url=http://127.0.0.1:1', '--output=json'], { env });
    expect([gone.code, JSON.parse(gone.stdout)]).toMatchObject([1, { problems: [{ code: 'unreachable' }] }]);
  });
});
