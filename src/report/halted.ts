import { capital } from '../base/text/words.ts';
import { durationOfSeconds, toShort } from '../model/duration.ts';
import { type GroupLook, groupLines, sameSyncs, type TenantSync } from './unmanaged.ts';
import { haltedHint } from './words/said.ts';

/** `7d`, of milliseconds. */
export function spanText(milliseconds: number): string {
  return toShort(durationOfSeconds(Math.max(1, Math.round(milliseconds / 1000))));
}

/** `stopped or failing for more than 7d, though no document says so`. */
export function haltedWords(longest: number): string {
  return `stopped or failing for more than ${spanText(longest)}, though no document says so`;
}

type HaltedSync = TenantSync & { readonly state: 'stopped' | 'failing'; readonly since: string };

/** The syncs that are warned of, for people; what is the same on many tenants once. Empty for none. */
export function haltedText(all: readonly HaltedSync[], look: HaltedLook): string {
  if (all.length === 0) return '';
  const { tenants, longest, lasting, paint, isFull } = look;
  const groups = (['stopped', 'failing'] as const).flatMap((state) =>
    sameSyncs(
      all.filter((one) => one.state === state),
      isFull,
    ),
  );
  const lines = groups.flatMap((group) => {
    const spans = [...new Set(group.map(({ since }) => lasting(since)))];
    const span = spans.length === 1 ? `for ${spans[0]}` : `for ${lasting(latest(group))} or longer`;
    return groupLines(group, `: ${group[0]!.state} ${span}`, tenants, look);
  });
  return [paint.bold(capital(haltedWords(longest))), ...lines, `  hint: ${haltedHint}`].join('\n');
}

export type HaltedLook = GroupLook & {
  readonly tenants: number;
  /** In milliseconds. */
  readonly longest: number;
  /** For how long something has been so since a time. */
  readonly lasting: (since: string) => string;
  readonly isFull?: boolean | undefined;
};

function latest(group: readonly HaltedSync[]): string {
  return group.map(({ since }) => since).reduce((a, b) => (a > b ? a : b));
}
