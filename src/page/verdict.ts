import { type Wrong, type wrongKinds, wrongsOf } from '../daemon/status/wrongs.ts';
import type { StatusJson } from '../generated/status.ts';
import { type Tone, tones } from '../report/html/kit/mark.tsx';
import type { PageWords } from './words/index.ts';

/** How all stands: as a shape and a colour, and what is wrong, the worst first. */
export type Verdict = {
  readonly tone: Tone;
  readonly wrongs: readonly Wrong[];
  /** A pass is under way. */
  readonly isLooking: boolean;
};

const toneOf: Readonly<Record<(typeof wrongKinds)[number], Tone>> = {
  stuck: 'failing',
  failing: 'failing',
  storage: 'problems',
  badTree: 'problems',
  blocked: 'problems',
  troubled: 'problems',
  refused: 'refused',
  outOfSync: 'outOfSync',
  observed: 'outOfSync',
  contested: 'outOfSync',
  halted: 'outOfSync',
  degraded: 'outOfSync',
  held: 'outOfSync',
  incomplete: 'outOfSync',
  starting: 'unknown',
  notReady: 'problems',
  noTenants: 'unknown',
  unseen: 'unknown',
};

/** What `sollist status` leads with, and all that keeps it from being well. */
export function verdictOf(status: StatusJson): Verdict {
  const wrongs = wrongsOf(status);
  const found = new Set(wrongs.map(({ kind }) => toneOf[kind]));
  const tone = tones.find((one) => found.has(one)) ?? 'inSync';
  return { tone, wrongs, isLooking: Boolean(status.currentPass) };
}

/** Each thing that is wrong, in words; where nothing is, that all is well. */
export function verdictParts({ wrongs }: Verdict, { verdict }: PageWords): readonly string[] {
  if (wrongs.length === 0) return [verdict.allWell];
  return wrongs.map(({ kind, count, all }) => verdict[kind](count, all));
}

/** Tells the tone where there are only letters, such as on the tab of a browser. */
const signs: Readonly<Record<Tone, string>> = {
  failing: '✗',
  problems: '▲',
  refused: '⊖',
  outOfSync: '≠',
  suspended: '‖',
  unknown: '?',
  inSync: '✓',
};

/** What the tab of a browser shows: the worst there is, then which page it is. */
export function tabTitle(verdict: Verdict, title: string, words: PageWords): string {
  const worst = verdict.wrongs.length > 0 ? `${verdictParts(verdict, words)[0]} · ` : '';
  return `${signs[verdict.tone]} ${worst}${title} · sollist`;
}
