import type { ExplainServed } from '../../daemon/server/explain.ts';
import type { DaemonState } from '../../daemon/state.ts';
import { holdsIn } from '../../daemon/status/holds.ts';
import type { LookAt } from '../../daemon/status/looks.io.ts';
import { desire } from '../../desired/desire.ts';
import type { ExplainAnswer } from '../../report/explain/answer.ts';
import { unknownTenant } from '../../report/explain/question.ts';
import type { Explain } from '../../report/explain/world.ts';
import type { Session } from '../session.ts';

export type ExplainingDaemon = {
  readonly session: Session;
  readonly looks: { readonly lookAt: LookAt };
  readonly flags: { readonly stateDir: string };
  readonly explain: Explain;
};

/** Explains what is enforced, as `sollist explain` does with the same files. A tenant that backs off is not asked. */
export function createExplain(parts: ExplainingDaemon, current: () => DaemonState): ExplainServed {
  const { session, flags, looks, explain } = parts;
  return async ({ tenants, at: when, isGlance = false, ...asked }) => {
    const state = current();
    const { enforced, now } = state;
    if (!enforced) return nothingKnown(state);
    const { settings, chosen, tree } = enforced;
    const { timezone } = settings;
    const at = when?.({ now, timezone, calendar: session.calendar }) ?? now;
    const known = chosen.map(({ name }) => name);
    const stranger = tenants.find((name) => !known.includes(name));
    const isSingle = tenants.length === 1 || tenants.every((name) => !known.includes(name));
    const [only] = isSingle ? tenants : [];
    const question = { ...asked, ...(only !== undefined && { tenant: only }) };
    const answer = await explain(question, {
      ...session,
      ...{ settings, now, at, stateDir: flags.stateDir, known: chosen },
      chosen: tenants.length > 0 ? chosen.filter(({ name }) => tenants.includes(name)) : chosen,
      desired: desire(tree, settings.tenants, { now: at, timezone }, session),
      observe: (those, readsActive) =>
        looks.lookAt(those, state, settings.concurrency, readsActive, { isGlance }),
      holds: () => holdsIn(state),
    });
    return {
      ...answer,
      problems: [
        ...answer.problems,
        // One that was asked for alone is told of by the answer.
        ...(stranger !== undefined && !isSingle
          ? [unknownTenant({ ...asked, tenant: stranger }, known)]
          : []),
      ],
      warnings: [...answer.warnings, ...(state.bad?.problems ?? [])],
    };
  };
}

/** There has been no good tree yet. */
function nothingKnown({ now, bad, settings }: DaemonState): ExplainAnswer {
  const starting = { code: 'starting', message: 'the first pass has not finished yet' } as const;
  const empty = { syncs: [], warnings: [], failures: [], isOffline: false };
  return {
    ...empty,
    at: now,
    now,
    timezone: settings?.timezone ?? 'UTC',
    problems: bad?.problems ?? [starting],
  };
}
