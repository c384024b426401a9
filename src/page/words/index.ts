import { inLanguage, type Language, languages, type WordsOf } from '../../report/html/language.ts';
import { actionWords } from './actions.ts';
import { detailWords } from './detail.ts';
import { driftWords } from './drift.ts';
import { fleetWords } from './fleet.ts';
import { frameWords } from './frame.ts';
import { historyWords } from './history.ts';
import { problemsWords } from './problems.ts';
import { timelineWords } from './timeline.ts';
import { verdictWords } from './verdict.ts';

/** All that the page says, by the part of it that says it. */
const table = {
  frame: frameWords,
  actions: actionWords,
  fleet: fleetWords,
  history: historyWords,
  problems: problemsWords,
  detail: detailWords,
  timeline: timelineWords,
  drift: driftWords,
  verdict: verdictWords,
} as const;

export type PageWords = { readonly [Part in keyof typeof table]: WordsOf<(typeof table)[Part]> };

const all = Object.fromEntries(languages.map((one) => [one, pageWords(one)]));

export function wordsIn(language: Language): PageWords {
  return all[language]!;
}

function pageWords(language: Language): PageWords {
  const parts = Object.entries(table).map(([part, words]) => [part, inLanguage(words, language)]);
  return Object.fromEntries(parts) as PageWords;
}
