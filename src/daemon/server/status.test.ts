import { expect, test } from 'vitest';
import { aState } from '../../../test/support/daemonState.ts';
import { servedStatus } from './status.ts';

test('the state is that of the moment when the workers have told how they fare', async () => {
  let now = 1;
  const status = await servedStatus({
    version: '1.2.3',
    state: () => aState({ now }),
    watchMode: () => undefined,
    health: async () => {
      now = 2_000;
      return new Map();
    },
    token: undefined,
  });
  expect(status.daemon).toMatchObject({ version: '1.2.3', now: '1970-01-01T00:00:02.000Z', watchMode: null });
});
