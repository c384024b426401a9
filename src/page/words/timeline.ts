import type { WordTable } from '../../report/html/language.ts';

export const timelineWords = {
  title: { en: 'The next 24 hours', de: 'Die nächsten 24 Stunden' },
} as const satisfies WordTable;
