import { groupBy } from '../base/collections.ts';
import { toMinute } from '../base/time/shown.ts';
import type { FieldChange } from '../model/fields/index.ts';
import type { BroughtBy, Cause } from '../model/fields/kind.ts';
import { causeWords } from './words/said.ts';

/** Why so many fields differ, and since when we did not write them (ms since 1970), where that is one and the same. */
export type Why = { readonly cause: KnownWhy; readonly since?: number; readonly count: number };

/** Compared with a commit, a plan has a reason also where the journal has none. */
type KnownWhy = Cause | BroughtBy;

/** What is said elsewhere in a text, or is not known. */
const silent: readonly KnownWhy[] = ['unknown', 'change', 'before'];

/** The commonest cause first. */
export function whysOf(fields: readonly FieldChange[]): readonly Why[] {
  return [...groupBy(fields, reasonOf).values()]
    .sort((a, b) => b.length - a.length)
    .map((alike) => {
      const [cause, { since }] = [reasonOf(alike[0]!), alike[0]!];
      const isOneTime =
        cause !== 'change' && since !== undefined && alike.every((field) => field.since === since);
      return { cause, ...(isOneTime && { since: toMinute(Date.parse(since)) }), count: alike.length };
    });
}

function reasonOf({ cause, broughtBy }: FieldChange): KnownWhy {
  if (broughtBy === undefined || (broughtBy === 'before' && cause !== 'unknown')) return cause;
  return broughtBy;
}

/** In plain words: `changed in git`, or how many of which; empty where nothing is known. `show` writes a time. */
export function whyWords(fields: readonly FieldChange[], show: (at: number) => string): string {
  const whys = whysOf(fields);
  if (whys.every(({ cause }) => silent.includes(cause))) return '';
  return whys
    .map(({ cause, since, count }) => {
      const when = since === undefined ? '' : ` since ${show(since)}`;
      return `${causeWords[cause]}${when}${whys.length > 1 ? `: ${count}` : ''}`;
    })
    .join(', ');
}
