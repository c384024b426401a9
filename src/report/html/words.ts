import { inLanguage, type Language, type WordsOf, type WordTable } from './language.ts';

/** What the page and a plan in a file have in common. */
export const commonWords = {
  wanted: { en: 'Wanted', de: 'Soll' },
  live: { en: 'Live', de: 'Ist' },
  inSync: { en: 'in sync', de: 'im Soll' },
  outOfSync: { en: 'differs', de: 'weicht ab' },
  unknown: { en: 'unknown', de: 'unbekannt' },
  suspended: { en: 'suspended', de: 'ausgesetzt' },
  failing: { en: 'unreachable', de: 'nicht erreichbar' },
  problems: { en: 'problems', de: 'Probleme' },
  refused: { en: 'refused', de: 'abgelehnt' },
  healthy: { en: 'healthy', de: 'gesund' },
  degraded: { en: 'degraded', de: 'gestört' },
} as const satisfies WordTable;

export type CommonWords = WordsOf<typeof commonWords>;

export function commonWordsIn(language: Language): CommonWords {
  return inLanguage(commonWords, language);
}
