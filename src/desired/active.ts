import { listed } from '../base/text/words.ts';
import type { Claim } from '../model/claim.ts';
import type { ObservedSync } from '../model/observed.ts';
import type { Located } from '../model/origin.ts';
import { syncName } from '../model/syncName.ts';
import type { Problem } from '../problems/problem.ts';

/** The tenants for which a document names `active`, be it in a window, open or not: only there the status is read. */
export function tenantsNamingActive(claims: readonly Claim[]): ReadonlySet<string> {
  const naming = claims.filter(({ layers, windows = [] }) =>
    [...layers, ...windows].some(({ active }) => active),
  );
  return new Set(naming.map(({ tenant }) => tenant));
}

/** What windows want `active` to be, where no document says it outside of them. The claims are those on one sync. */
export function onlyInWindows(claims: readonly Claim[]): readonly Located<boolean>[] {
  const inWindows = claims.flatMap(({ windows = [] }) => windows.flatMap(({ active }) => active ?? []));
  return inWindows.length > 0 && claims.some(saysOutside) ? [] : inWindows;
}

/** The first layer is the document's own. */
export function saysOutside({ layers: [own] }: Claim): boolean {
  return own?.active !== undefined;
}

/** When the window closes, the sync would stay as the window wanted it. */
export function windowOnly({ value, origin }: Located<boolean>, tenants: readonly string[]): Problem {
  const [undo, before] = value ? ['stop', false] : ['start', true];
  return {
    code: 'window-only',
    message: `no document says \`active\` outside this window, so nobody would ${undo} the sync again on ${listed(tenants, 3)}`,
    hint: `write \`active: ${before}\` beside \`windows\``,
    ...(tenants.length === 1 && { tenant: tenants[0]! }),
    origin,
  };
}

/** What the live state alone tells: that only windows are about one sync, in whatever words, and that a lock keeps it from being started. */
export function activeProblems(
  tenant: string,
  sync: ObservedSync,
  claims: readonly Claim[],
  wanted: Located<boolean> | undefined,
): readonly Problem[] {
  const lonely = onlyInWindows(claims).map((value) => windowOnly(value, [tenant]));
  if (!wanted?.value || !sync.isLocked) return lonely;
  const message = `${syncName(sync)} of ${tenant} is locked, so it cannot be started`;
  // A lock is undone in the ERP alone (the API page, "Run state").
  return [
    ...lonely,
    { code: 'locked', message, hint: 'unlock its account in Wawi first', origin: wanted.origin },
  ];
}
