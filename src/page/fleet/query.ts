import { normalized } from '../../base/text/characters.ts';
import { type Tone, tones } from '../../report/html/kit/mark.tsx';

/** What of the fleet is asked for, as its address has it. */
export type FleetQuery = {
  readonly search: string;
  /** None stands for all. */
  readonly states: readonly Tone[];
  /** Counts from 1; it may be more than there are. */
  readonly page: number;
};

/** Whatever an address says: what makes no sense stands for nothing. */
export function fleetQuery(parameters: URLSearchParams): FleetQuery {
  const asked = parameters.getAll('state').flatMap((value) => value.split(','));
  const words = new Set(asked.map(folded));
  const page = Number(parameters.get('page') ?? 1);
  return {
    search: (parameters.get('q') ?? '').trim(),
    states: tones.filter((tone) => words.has(folded(tone))),
    page: page >= 1 ? Math.floor(Math.min(page, Number.MAX_SAFE_INTEGER)) : 1,
  };
}

/** `out-of-sync`, `Out of sync` and `outOfSync` are one word. */
function folded(word: string): string {
  return word.replace(/[^a-z]/gi, '').toLowerCase();
}

/** Equal for texts that differ only in case, or in how their letters are composed. */
export function forSearch(text: string): string {
  return normalized(normalized(text).toLowerCase());
}

/** The address of another page of what was asked for. */
export function fleetAddress({ search, states }: FleetQuery, page: number): string {
  const query = new URLSearchParams();
  if (search !== '') query.set('q', search);
  for (const state of states) query.append('state', state);
  if (page !== 1) query.set('page', `${page}`);
  return query.size === 0 ? '/' : `/?${query}`;
}
