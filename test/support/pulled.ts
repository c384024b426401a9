import { createHash } from 'node:crypto';
import { createCalendar } from '../../src/base/calendar.ts';
import { createCheckFile } from '../../src/desired/checkFiles.ts';
import { desire } from '../../src/desired/desire.ts';
import type { ObservedTenant } from '../../src/model/observed.ts';
import type { PulledFile } from '../../src/pull/documents.ts';
import { diff } from '../../src/reconcile/diff.ts';
import { matchLive } from '../../src/reconcile/matchLive.ts';
import { makePlan } from '../../src/reconcile/plan.ts';

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
const calendar = createCalendar();
const checkFile = createCheckFile(calendar);
const moment = { now: Date.UTC(2026, 0, 1), timezone: 'Europe/Berlin' };

/** What the command line reads from files: the same way from text to Soll, for tenants that all carry `tier: gold`. `path` counts from the syncs folder. */
export function desiredIn(files: readonly PulledFile[], tenants: readonly string[]) {
  const sources = files.map(({ path, text }) => {
    const decoded = Buffer.from(text, 'utf8').toString('utf8');
    const folder = path.split('/')[0];
    return { path: `syncs/${path}`, folder, directory: '/syncs', text: decoded, hash: sha256(text) };
  });
  const tree = { files: sources, problems: [], warnings: [], hash: 'sha256:0' };
  const all = tenants.map((name) => ({ name, labels: { tier: 'gold' } }));
  return desire(tree, all, moment, { checkFile, calendar });
}

/** The plan that follows, for one of the tenants. */
export function planFor(files: readonly PulledFile[], tenant: ObservedTenant, names = [tenant.name]) {
  const desired = desiredIn(files, names);
  const claims = desired.claims.filter((claim) => claim.tenant === tenant.name);
  const bound = matchLive(tenant, claims);
  const difference = diff(tenant, bound.desired, { secret: () => undefined, cause: () => 'unknown' });
  const plan = makePlan({
    differences: [difference],
    problems: [...desired.problems, ...bound.problems],
    warnings: desired.warnings,
    failures: [],
    revision: null,
    treeHash: desired.tree.hash,
    sha256,
  });
  return { plan, desired: bound.desired, claims, everyClaim: desired.claims };
}
