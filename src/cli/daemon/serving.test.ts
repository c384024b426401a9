import { expect, onTestFinished, test } from 'vitest';
import { fakeClock } from '../../../test/support/clock.ts';
import { aState, noon } from '../../../test/support/daemonState.ts';
import { usualFlags } from '../../../test/support/flags.ts';
import { fakeTerminal } from '../../../test/support/terminal.ts';
import { createTidings } from '../../daemon/live/tidings.io.ts';
import { openSession } from '../session.ts';
import { serve } from './serving.ts';

test('programs and people are served at one address', async () => {
  const { terminal } = fakeTerminal({ clock: fakeClock(noon) });
  const session = openSession({ ...usualFlags, stateDir: '/nowhere' }, terminal);
  const server = await serve(
    {
      ...{ session, terminal, looks: { lookAt: async () => Promise.reject(new Error('not asked')) } },
      flags: { stateDir: '/nowhere', listen: { host: '127.0.0.1', port: 0 } },
      health: { read: async () => new Map(), glance: async () => new Map() },
      metrics: { render: async () => '', contentType: 'text/plain' },
      tidings: createTidings(),
      wakes: { wake: () => {} },
      later: {},
      publicUrl: undefined,
      approving: { token: undefined, by: () => () => ({ kind: 'another', refused: undefined }) },
    },
    { state: () => aState(), approve: () => ({ kind: 'malformed' }) },
  );
  onTestFinished(server.close);
  const types = ['/', '/api/v1/status'].map(async (path) => {
    return (await fetch(`${server.url}${path}`)).headers.get('content-type');
  });
  expect(await Promise.all(types)).toEqual(['text/html; charset=utf-8', 'application/json']);
});
