import { createCalendar } from '../../src/base/calendar.ts';
import { createPages, type PagesServed } from '../../src/page/pages.tsx';
import { serveDaemon } from './daemonServer.ts';
import { aState } from './daemonState.ts';

type Changes = Partial<PagesServed> & Parameters<typeof serveDaemon>[0];

/** A daemon's server with its pages, on a port of its own. */
export function servePages({ daemon = aState(), ...changes }: Changes = {}) {
  const pages = createPages({
    version: '1.2.3',
    state: () => daemon,
    watchMode: () => 'events',
    health: async () => new Map(),
    token: undefined,
    here: () => ({ now: daemon.now, timezone: 'Europe/Berlin', calendar: createCalendar() }),
    ...changes,
  });
  return serveDaemon({ daemon, pages, ...changes });
}
