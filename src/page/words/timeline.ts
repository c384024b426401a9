import type { WordTable } from '../../report/html/language.ts';

export const timelineWords = {
  title: { en: 'The next 24 hours', de: 'Die nächsten 24 Stunden' },
  now: { en: 'now', de: 'jetzt' },
  allDay: { en: 'All day:', de: 'Durchgehend:' },
  calm: {
    en: 'The clock changes nothing in the next 24 hours.',
    de: 'Die Uhr ändert in den nächsten 24 Stunden nichts.',
  },
  stopped: { en: 'stopped', de: 'gestoppt' },
  running: { en: 'running', de: 'läuft' },
  nothing: { en: 'nothing wanted', de: 'nichts gewollt' },
  often: {
    en: 'changes too often to draw',
    de: 'zu viele Wechsel',
  },
  window: { en: 'window', de: 'Fenster' },
  open: { en: 'open', de: 'offen' },
  until: { en: (time: string) => `until ${time}`, de: (time: string) => `bis ${time}` },
  suspended: { en: 'suspended', de: 'ausgesetzt' },
  observed: { en: 'only observed', de: 'nur beobachtet' },
  leftAlone: { en: 'left alone', de: 'nicht angefasst' },
  asList: { en: 'The same as a list', de: 'Dasselbe als Liste' },
  what: { en: 'What', de: 'Was' },
  value: { en: 'Value', de: 'Wert' },
  from: { en: 'From', de: 'Von' },
  to: { en: 'Until', de: 'Bis' },
  place: { en: 'Where it stands', de: 'Wo es steht' },
} as const satisfies WordTable;
