import type { WordTable } from '../../report/html/language.ts';

export const historyWords = {
  title: { en: 'History', de: 'Verlauf' },
  filter: { en: 'What is shown', de: 'Was gezeigt wird' },
  tenant: { en: 'Tenant', de: 'Mandant' },
  sync: { en: 'Sync', de: 'Sync' },
  since: { en: 'Since', de: 'Seit' },
  until: { en: 'Until', de: 'Bis' },
  sinceHint: {
    en: '7d, today, yesterday 06:00, 2026-11-30',
    de: '7d, today (heute), yesterday 06:00 (gestern), 2026-11-30',
  },
  noTime: {
    en: 'This is no time. Write it like 2d, today, yesterday 06:00 or 2026-11-30.',
    de: 'Das ist keine Zeitangabe. Schreiben Sie sie wie 2d, today, yesterday 06:00 oder 2026-11-30.',
  },
  show: { en: 'Show', de: 'Anzeigen' },
  all: { en: 'Show all of 7 days', de: 'Alles der letzten 7 Tage' },
  longer: { en: 'Look back 90 days', de: '90 Tage zurückschauen' },
  nothing: { en: 'Nothing was found to differ in this time.', de: 'In dieser Zeit wich nichts ab.' },
  nothingMatches: {
    en: 'Nothing in the journal matches.',
    de: 'Nichts im Journal passt dazu.',
  },
  noJournal: {
    en: 'There is no journal yet: nothing was corrected from here so far. The first correction stands here once a pass has made it.',
    de: 'Es gibt noch kein Journal: Von hier aus wurde noch nichts korrigiert. Die erste Korrektur steht hier, sobald ein Durchlauf sie vorgenommen hat.',
  },
  meant: { en: 'Did you mean', de: 'Meinten Sie' },
  damaged: {
    en: (lines: number) =>
      `${lines} ${lines === 1 ? 'line' : 'lines'} of the journal cannot be read and are passed over. This says where:`,
    de: (lines: number) =>
      `${lines} ${lines === 1 ? 'Zeile' : 'Zeilen'} des Journals sind nicht lesbar und werden übergangen. Wo sie stehen, sagt:`,
  },
  values: {
    en: (values: number) => (values === 1 ? '1 entry' : `${values} entries`),
    de: (values: number) => (values === 1 ? '1 Eintrag' : `${values} Einträge`),
  },
  newest: {
    en: (shown: number) => `the newest ${shown} are listed; set Until to see older ones`,
    de: (shown: number) => `die neuesten ${shown} sind aufgeführt; ältere zeigt ein früheres Bis`,
  },
  time: { en: 'Time', de: 'Zeit' },
  where: { en: 'Where', de: 'Wo' },
  change: { en: 'Change', de: 'Änderung' },
  outcome: { en: 'Outcome', de: 'Ergebnis' },
  by: { en: 'By', de: 'Durch' },
  onTenants: {
    en: (tenants: number) => `on ${tenants} tenants`,
    de: (tenants: number) => `auf ${tenants} Mandanten`,
  },
  applied: { en: 'corrected', de: 'korrigiert' },
  failed: { en: 'failed', de: 'fehlgeschlagen' },
  notConverged: { en: 'did not take', de: 'nicht übernommen' },
  notAttempted: { en: 'not attempted', de: 'nicht versucht' },
  refused: { en: 'refused', de: 'abgelehnt' },
  observed: { en: 'observed', de: 'beobachtet' },
  git: { en: 'changed in git', de: 'in Git geändert' },
  live: { en: 'changed in Wawi', de: 'in Wawi geändert' },
  unknown: { en: 'not written by sollist before', de: 'zuvor nicht von sollist geschrieben' },
  approved: { en: 'approved', de: 'freigegeben' },
  allowed: { en: 'let through by safety.allow', de: 'zugelassen durch safety.allow' },
  command: { en: 'sollist apply', de: 'sollist apply' },
  pass: { en: 'Pass', de: 'Durchlauf' },
  seen: { en: 'Seen', de: 'Gesehen' },
  hint: { en: 'What to do:', de: 'Was zu tun ist:' },
  pages: { en: 'Pages of the history', de: 'Seiten des Verlaufs' },
  newer: { en: 'Newer', de: 'Neuere' },
  older: { en: 'Older', de: 'Ältere' },
} as const satisfies WordTable;
