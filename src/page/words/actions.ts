import type { WordTable } from '../../report/html/language.ts';

export const actionWords = {
  reconcile: { en: 'Reconcile now', de: 'Jetzt abgleichen' },
  approve: { en: 'Approve this plan', de: 'Diesen Plan freigeben' },
  signOut: { en: 'Sign out', de: 'Abmelden' },
  signIn: { en: 'Sign in', de: 'Anmelden' },
  token: { en: 'Token', de: 'Token' },
  tokenHint: {
    en: 'The one that this daemon was started with, as SOLLIST_TOKEN. It is asked for once a session.',
    de: 'Das, mit dem dieser Dienst gestartet wurde, als SOLLIST_TOKEN. Es wird einmal je Sitzung erfragt.',
  },
  thenReconcile: {
    en: 'After that, sollist looks at all tenants at once and corrects what differs.',
    de: 'Danach schaut sollist sofort nach allen Mandanten und berichtigt, was abweicht.',
  },
  thenApprove: {
    en: (plan: string) => `After that, plan ${plan} is approved, once and for an hour.`,
    de: (plan: string) => `Danach ist Plan ${plan} freigegeben, einmal und für eine Stunde.`,
  },
  wrongToken: { en: 'This is not the right token.', de: 'Das ist nicht das richtige Token.' },
  held: {
    en: (seconds: number) => `Too many wrong tokens. None is looked at now; try again in ${seconds} s.`,
    de: (seconds: number) =>
      `Zu viele falsche Token. Jetzt wird keines angesehen; versuchen Sie es in ${seconds} s wieder.`,
  },
  cancel: { en: 'Cancel', de: 'Abbrechen' },
  back: { en: 'Back to the page', de: 'Zurück zur Seite' },
  notDone: { en: 'This was not done', de: 'Das wurde nicht getan' },
  stale: {
    en: 'The form was too old, or not from this page: sollist has been started anew, or somebody has signed in meanwhile. Go back and try again; the browser must accept cookies.',
    de: 'Das Formular war zu alt oder nicht von dieser Seite: sollist wurde neu gestartet, oder es hat sich inzwischen jemand angemeldet. Gehen Sie zurück und versuchen Sie es noch einmal; der Browser muss Cookies annehmen.',
  },
  foreign: {
    en: 'The form came from another address than this page. Where a proxy stands in front of sollist, its address belongs into the setting publicUrl.',
    de: 'Das Formular kam von einer anderen Adresse als diese Seite. Steht ein Proxy vor sollist, gehört seine Adresse in die Einstellung publicUrl.',
  },
  noForm: {
    en: 'What was sent is no form of this page.',
    de: 'Was gesendet wurde, ist kein Formular dieser Seite.',
  },
  onlyForms: {
    en: 'This address is for buttons alone.',
    de: 'Diese Adresse ist nur für Schaltflächen da.',
  },
  asked: {
    en: 'sollist looks at all tenants at once.',
    de: 'sollist schaut sofort nach allen Mandanten.',
  },
  approved: {
    en: (plan: string, changes: number, tenants: number) =>
      `Plan ${plan} is approved: ${changes === 1 ? '1 change' : `${changes} changes`} on ${tenants === 1 ? '1 tenant' : `${tenants} tenants`}. It is looked at once more and written, if it is still the same; once, until`,
    de: (plan: string, changes: number, tenants: number) =>
      `Plan ${plan} ist freigegeben: ${changes === 1 ? '1 Änderung' : `${changes} Änderungen`} bei ${tenants === 1 ? '1 Mandanten' : `${tenants} Mandanten`}. Es wird noch einmal nachgesehen und geschrieben, wenn er noch derselbe ist; einmal, bis`,
  },
  malformed: {
    en: 'Nothing is approved: this is no plan.',
    de: 'Nichts ist freigegeben: das ist kein Plan.',
  },
  ambiguous: {
    en: 'Nothing is approved: it is not clear which plan is meant.',
    de: 'Nichts ist freigegeben: es ist nicht klar, welcher Plan gemeint ist.',
  },
  another: {
    en: (plan: string) =>
      `Nothing is approved: meanwhile another plan is refused, ${plan}. Look at that one, and approve it if it is right.`,
    de: (plan: string) =>
      `Nichts ist freigegeben: inzwischen ist ein anderer Plan abgelehnt, ${plan}. Sehen Sie ihn an und geben Sie ihn frei, wenn er richtig ist.`,
  },
  noneRefused: {
    en: 'Nothing is approved: no plan is refused now.',
    de: 'Nichts ist freigegeben: jetzt ist kein Plan abgelehnt.',
  },
} as const satisfies WordTable;
