import { type Here, localHour } from '../../base/time/shown.ts';

/** Which plan may be applied once, whatever the rules say: since when, and until when. Milliseconds since 1970. */
export type Approval = { readonly planId: string; readonly at: number; readonly until: number };

/**
 * Where a refusal is read, since what would allow it differs: `apply` has a flag for it, `plan` only looks, and whether
 * `run` can be told over HTTP depends on its token.
 */
export type RefusedAt = 'apply' | 'plan' | 'run' | 'runWithoutToken';

/** How much of an id is enough for people. */
const shownOfId = 12;

/** `1a2b3c4d5e6f`, as a plan is called among people and on the command line. */
export function shortPlanId(id: string): string {
  return id.replace(/^sha256:/, '').slice(0, shownOfId);
}

/** What would be written where, counted. */
export type Extent = { readonly changes: number; readonly tenants: number };

/**
 * What would allow a plan that is refused, in the words of the place where that is read. What is written into git can be
 * pasted, and ends at this hour tomorrow; where nobody knows the time it is not told.
 */
export function waysOut(
  at: RefusedAt,
  { id }: { readonly id: string },
  { changes, tenants }: Extent,
  here: Here | undefined,
): readonly string[] {
  const flag = `--allow-changes ${changes}`;
  const approve = `\`sollist approve ${shortPlanId(id)}\``;
  const ways = {
    apply: `this once: the same command with \`${flag}\``,
    plan: `this once: \`sollist apply ${flag}\`, or ${approve} where sollist run refuses it`,
    run: `this plan once: ${approve}`,
    runWithoutToken: `this plan once: ${approve}, which needs SOLLIST_TOKEN set where sollist run is`,
  } as const satisfies Record<RefusedAt, string>;
  if (!here) return [ways[at]];
  const until = localHour(here.calendar.daysAfter(here.now, 1, here.timezone), here);
  const inGit = `safety: { allow: { changes: ${changes}, tenants: ${tenants}, until: ${until}, reason: "…" } }`;
  return [ways[at], `in git, for a while: \`${inGit}\``];
}
