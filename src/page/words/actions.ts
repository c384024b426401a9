import type { WordTable } from '../../report/html/language.ts';

export const actionWords = {
  reconcile: { en: 'Reconcile now', de: 'Jetzt abgleichen' },
  approve: { en: 'Approve this plan', de: 'Diesen Plan freigeben' },
  signOut: { en: 'Sign out', de: 'Abmelden' },
} as const satisfies WordTable;
