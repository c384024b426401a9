import type { WordTable } from '../../report/html/language.ts';

export const frameWords = {
  fleet: { en: 'Fleet', de: 'Flotte' },
  history: { en: 'History', de: 'Verlauf' },
  problems: { en: 'Problems', de: 'Probleme' },
  pages: { en: 'Pages', de: 'Seiten' },
  skip: { en: 'Skip to the content', de: 'Zum Inhalt' },
  lost: {
    en: 'No connection to sollist. What you see may be out of date; it is tried again.',
    de: 'Keine Verbindung zu sollist. Was Sie sehen, kann veraltet sein; es wird weiter versucht.',
  },
  /** For those who hear a page. */
  pass: {
    en: (number: number, result: string) => `Pass ${number}: ${result}`,
    de: (number: number, result: string) => `Durchgang ${number}: ${result}`,
  },
  values: {
    en: (many: number) => (many === 1 ? '1 value' : `${many} values`),
    de: (many: number) => (many === 1 ? '1 Wert' : `${many} Werte`),
  },
  language: { en: 'Language', de: 'Sprache' },
  nothingHere: { en: 'There is nothing here', de: 'Hier ist nichts' },
  nothingHereHint: {
    en: 'The tenant or sync may have gone from the configuration.',
    de: 'Der Mandant oder Sync steht vielleicht nicht mehr in der Konfiguration.',
  },
} as const satisfies WordTable;
