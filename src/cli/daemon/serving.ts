import type { Clock } from '../../base/clock.ts';
import type { Approving } from '../../daemon/approval.ts';
import type { Tidings } from '../../daemon/live/tidings.io.ts';
import type { ServedByDaemon } from '../../daemon/server/routes.ts';
import { type DaemonServer, startServer } from '../../daemon/server/server.io.ts';
import { createCheckToken } from '../../daemon/server/token.ts';
import type { DaemonState } from '../../daemon/state.ts';
import type { Loaded } from '../../desired/load.io.ts';
import { createRecent } from '../../journal/recent/recent.io.ts';
import { createPages } from '../../page/pages.tsx';
import { randomId } from '../../page/session/random.io.ts';
import type { Address } from '../address.ts';
import { explain } from '../explaining.ts';
import type { createApproving } from './approving.ts';
import { createExplain, type ExplainingDaemon } from './explaining.ts';
import { tellBug } from './passTelling.ts';
import { tellTokens } from './tokenTelling.ts';

/** What of a daemon is served. */
export type ServingParts = Omit<ExplainingDaemon, 'explain' | 'flags'> & {
  readonly flags: ExplainingDaemon['flags'] & { readonly listen: Address };
  readonly terminal: { readonly version: string; readonly clock: Pick<Clock, 'monotonic'> };
  /** What the settings said before the first pass. */
  readonly publicUrl: string | undefined;
  readonly health: Readonly<Record<'read' | 'glance', ServedByDaemon['health']>>;
  readonly metrics: ServedByDaemon['metrics'];
  readonly tidings: Tidings;
  readonly wakes: { readonly wake: (reason: 'request') => void };
  readonly later: {
    readonly watch?: { readonly mode: ServedByDaemon['watchMode'] };
    readonly loaded?: Pick<Loaded, 'textOf'>;
  };
  readonly approving: Pick<ReturnType<typeof createApproving>, 'token' | 'by'>;
};

type ServedDaemon = {
  readonly state: () => DaemonState;
  readonly approve: (planId: string) => Approving;
};

/** Serves what the daemon knows, to programs and to people. */
export function serve(parts: ServingParts, daemon: ServedDaemon): Promise<DaemonServer> {
  const { flags, health, metrics, tidings, wakes, later, approving, session, terminal } = parts;
  const { monotonic } = terminal.clock;
  const approve = approving.by(daemon);
  const { log } = session;
  const checkToken = tellTokens(createCheckToken(approving.token, monotonic), log);
  const served = {
    ...{ version: terminal.version, state: daemon.state, health: health.read, metrics, tidings },
    watchMode: () => later.watch?.mode(),
    here: session.here,
    history: createRecent(flags.stateDir),
    textOf: (file: string) => later.loaded?.textOf(file),
    explain: createExplain({ ...parts, explain }, daemon.state),
    ...{ token: approving.token, checkToken },
    ...{ approve, approveOnPage: (planId: string) => approve(planId, 'on the page'), monotonic, randomId },
    publicUrl() {
      const { settings } = daemon.state();
      return settings ? settings.publicUrl : parts.publicUrl;
    },
    onSignIn: (client: string) => log.info({ client }, 'somebody has signed in on the page'),
    wake: () => wakes.wake('request'),
    onBug: (error: unknown) => tellBug(session, error, 'a request failed by a bug'),
  };
  return startServer({
    ...served,
    address: flags.listen,
    pages: createPages({ ...served, health: health.glance }),
  });
}
