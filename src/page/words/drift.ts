import type { WordTable } from '../../report/html/language.ts';

export const driftWords = {
  title: { en: 'Drift found and corrected', de: 'Abweichungen: gefunden und korrigiert' },
  calm: {
    en: (since: string) => `Nothing has drifted since ${since}.`,
    de: (since: string) => `Seit ${since} ist nichts abgewichen.`,
  },
  found: { en: 'Found', de: 'Gefunden' },
  became: { en: 'What became of it', de: 'Was daraus wurde' },
  git: { en: 'changed in git', de: 'in Git geändert' },
  live: { en: 'changed in Wawi', de: 'in Wawi geändert' },
  unknown: { en: 'never written before', de: 'nie zuvor geschrieben' },
  corrected: { en: 'corrected', de: 'korrigiert' },
  failed: { en: 'failed', de: 'fehlgeschlagen' },
  left: { en: 'refused or left alone', de: 'abgelehnt oder nicht angefasst' },
  values: {
    en: (many: number) => (many === 1 ? '1 value' : `${many} values`),
    de: (many: number) => (many === 1 ? '1 Wert' : `${many} Werte`),
  },
  asTable: { en: 'The same as a table', de: 'Dasselbe als Tabelle' },
  time: { en: 'From', de: 'Ab' },
} as const satisfies WordTable;
