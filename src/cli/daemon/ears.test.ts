import { expect, test, vi } from 'vitest';
import { fakeClock } from '../../../test/support/clock.ts';
import type { createWawiWriters } from '../../wawi/client.io.ts';
import { openEars } from './ears.ts';

test('who has a page open is told when a tenant tells something else, and not when it tells the same', async () => {
  vi.useFakeTimers();
  const statuses = [{ id: 'x', health: 'Healthy', lastSync: null, nextSync: null }];
  const open = async () => ({ status: async () => statuses });
  const terminal = { clock: fakeClock(), stop: new AbortController().signal };
  const { wawi, tidings } = openEars({ open } as unknown as ReturnType<typeof createWawiWriters>, terminal);
  const told: unknown[] = [];
  tidings.listen((changes) => told.push(changes));
  for (let read = 0; read < 2; read += 1) {
    await (await wawi.open({ name: 'acme' } as never)).status(terminal.stop);
    vi.advanceTimersByTime(60_000);
  }
  vi.useRealTimers();
  expect(told).toEqual([['health']]);
});
