import { groupBy } from '../base/collections.ts';
import { dueBy } from '../daemon/schedule.ts';
import { holdOfField } from '../daemon/status/holds.ts';
import { tenantsNamingActive } from '../desired/active.ts';
import { type Loaded, loadDesired } from '../desired/load.io.ts';
import type { When } from '../desired/when.ts';
import { readPast } from '../journal/read.io.ts';
import { openMemory } from '../memory/memory.io.ts';
import { showOrigin } from '../model/origin.ts';
import type { TenantSettings } from '../model/settings.ts';
import type { Problem } from '../problems/problem.ts';
import { type Policy, refusals } from '../reconcile/approve.ts';
import { diff } from '../reconcile/diff.ts';
import { explainOffline, explainSync } from '../reconcile/explain/explain.ts';
import { matchLive } from '../reconcile/matchLive.ts';
import { makePlan } from '../reconcile/plan.ts';
import { readSecrets, type SecretBook } from '../reconcile/secrets.io.ts';
import type { ExplainAnswer, Holds } from '../report/explain/answer.ts';
import { answerTo } from '../report/explain/answering.ts';
import { type ExplainQuestion, unknownTenant } from '../report/explain/question.ts';
import type { Explaining } from '../report/explain/world.ts';
import { credentialProblems } from '../settings/load.io.ts';
import type { CommonFlags } from './commonFlags.ts';
import { observeTenants, openSession, type Session } from './session.ts';
import type { Terminal } from './terminal.ts';

/** Why a sync is as it is. */
export async function explain(question: ExplainQuestion, world: Explaining): Promise<ExplainAnswer> {
  const { desired, settings, now, at, calendar, observe } = world;
  const { timezone, tenants: all = [] } = settings;
  const empty = { at, now, timezone, isOffline: !observe, syncs: [], warnings: [], failures: [] };
  if (desired.problems.length > 0) return { ...empty, problems: desired.problems };
  const asked = tenantsOf(question, world);
  if (asked.length === 0) {
    const known = world.known.map(({ name }) => name);
    return { ...empty, problems: [unknownTenant(question, known)] };
  }
  const names = new Set(asked.map(({ name }) => name));
  const claims = desired.claims.filter(({ tenant }) => names.has(tenant));
  const naming = tenantsNamingActive(claims);
  const readsActive = (tenant: string) => question.field === 'active' || naming.has(tenant);
  const [seen, { past, problem }] = await Promise.all([
    observe?.(asked, readsActive) ?? { tenants: [], failures: [] },
    readPast(world.stateDir, now, question.tenant),
  ]);
  const book = observe && (await readSecrets(claims, world.readSecret));
  const moment = { now: at, timezone };
  const { documents } = desired;
  const answer = answerTo(question, {
    context: { documents, tenants: all, moment, calendar, ...(book && { secret: book.secret }) },
    ...{ explainSync, explainOffline, claims, now, isOffline: !observe, past },
    ...{ tenants: [...names], observed: seen.tenants, failures: seen.failures },
    holds: await world.holds({ ...seen, secret: book?.secret ?? (() => undefined) }),
    warnings: problem ? [problem] : [],
  });
  return { ...answer, problems: [...answer.problems, ...unreadSecrets(answer, book)] };
}

/** Those that the sync itself needs. */
function unreadSecrets({ syncs }: ExplainAnswer, book: SecretBook | undefined): readonly Problem[] {
  const links = syncs.flatMap(({ fields }) => fields.flatMap(({ chain }) => chain));
  const places = new Set(links.map(({ origin }) => showOrigin(origin)));
  return (book?.problems ?? []).filter(({ origin }) => origin && places.has(showOrigin(origin)));
}

/** The one that is named, or all that were chosen. */
function tenantsOf(
  { tenant }: ExplainQuestion,
  { known, chosen }: Pick<Explaining, 'known' | 'chosen'>,
): readonly TenantSettings[] {
  if (tenant === undefined) return chosen;
  return known.filter(({ name }) => name === tenant);
}

export type ExplainFlags = CommonFlags & {
  readonly at: When | undefined;
  readonly offline: boolean;
};

/** Asks the tenants once, unless nobody is to be asked. */
export async function explainOnce(question: ExplainQuestion, flags: ExplainFlags, terminal: Terminal) {
  // A tenant in the question is meant whatever else was chosen.
  const tenant = question.tenant === undefined ? flags.tenant : [];
  const session = openSession({ ...flags, tenant }, terminal);
  const { source } = session;
  const loaded = await loadDesired({ ...source, at: flags.at }, session);
  const { desired, settings, textOf, here } = loaded;
  session.showTimesIn(settings.timezone);
  const { now } = here;
  const isMeant = desired.problems.length === 0 && !flags.offline;
  const known = settings.tenants ?? [];
  const asked = tenantsOf(question, { ...loaded, known });
  const obstacles = isMeant ? await credentialProblems(asked, session.readSecret) : [];
  const answer = await explain(question, {
    ...session,
    ...loaded,
    ...{ known, now, at: loaded.at ?? now, stateDir: flags.stateDir },
    ...(isMeant &&
      obstacles.length === 0 && {
        observe: (tenants, readsActive) =>
          observeTenants(session, { ...loaded, chosen: tenants }, terminal.stop, { readsActive }),
      }),
    holds: (seen) => holdsBeside(seen, loaded, session, flags),
  });
  return { answer: { ...answer, problems: [...answer.problems, ...obstacles] }, textOf, here };
}

/** What the safety rules say of the tenants that were asked, and what the daemon in the state directory remembers. */
async function holdsBeside(
  { tenants, secret }: Parameters<Explaining['holds']>[0],
  { desired, settings, at }: Pick<Loaded, 'desired' | 'settings' | 'at'>,
  { clock, calendar, here, log, looking: { sha256 } }: Session,
  { stateDir }: ExplainFlags,
): Promise<Holds> {
  const claims = groupBy(desired.claims, ({ tenant }) => tenant);
  const differences = tenants.map((tenant) => {
    const matched = matchLive(tenant, claims.get(tenant.name) ?? []);
    return diff(tenant, matched.desired, { secret, cause: () => 'unknown' });
  });
  const nothing = { problems: [], warnings: [], failures: [], revision: null, treeHash: '' };
  const policy: Policy = { ...settings.safety, here: () => here(at) };
  const [refusal] = refusals(makePlan({ ...nothing, differences, sha256 }), policy);
  const remembered = await openMemory({ directory: stateDir, log }).remembered();
  const { due } = dueBy(settings, { clock, calendar, random: () => 0 });
  const time = { now: clock.now(), period: due?.gap ?? 0 };
  return {
    ofTenant: () => (refusal ? [{ rule: 'refused', reason: refusal.message }] : []),
    ofField: (field) => remembered && holdOfField(remembered.efforts, field, time),
  };
}
