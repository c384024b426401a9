import { createCalendar } from '../../src/base/calendar.ts';
import { approveIn } from '../../src/daemon/approval.ts';
import { createCheckToken } from '../../src/daemon/server/token.ts';
import { createPages, type PagesServed } from '../../src/page/pages.tsx';
import { randomId } from '../../src/page/session/random.io.ts';
import { serveDaemon } from './daemonServer.ts';
import { aState } from './daemonState.ts';

const nothing = { history: { records: [], total: 0 }, tally: new Map(), isThere: false, damaged: 0 };
const noHistory = { kind: 'found', ...nothing } as const;

type Changes = Partial<PagesServed> & Parameters<typeof serveDaemon>[0];

/** A daemon's server with its pages, on a port of its own. */
export async function servePages({ daemon = aState(), monotonic = () => 0, ...changes }: Changes = {}) {
  const wakes: string[] = [];
  const common = {
    checkToken: createCheckToken(changes.token, monotonic),
    ...{ monotonic, randomId, publicUrl: () => undefined },
  };
  const pages = createPages({
    version: '1.2.3',
    state: () => daemon,
    watchMode: () => 'events',
    health: async () => new Map(),
    ...{ token: undefined, wake: () => wakes.push('request') },
    approveOnPage: (planId) => approveIn(daemon, planId, daemon.now).answer,
    ...common,
    history: async () => noHistory,
    textOf: () => undefined,
    explain: async () => {
      throw new Error('nobody asked for it');
    },
    here: () => ({ now: daemon.now, timezone: 'Europe/Berlin', calendar: createCalendar() }),
    ...changes,
  });
  const server = await serveDaemon({ daemon, pages, ...common, ...changes });
  return { ...server, pageWakes: wakes };
}
