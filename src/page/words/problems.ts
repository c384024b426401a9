import type { WordTable } from '../../report/html/language.ts';

export const problemsWords = {
  title: { en: 'Problems', de: 'Probleme' },
  count: {
    en: (many: number) => (many === 1 ? '1 problem' : `${many} problems`),
    de: (many: number) => (many === 1 ? '1 Problem' : `${many} Probleme`),
  },
  none: { en: 'No problems', de: 'Keine Probleme' },
  noneSince: { en: 'All has been without problems since', de: 'Alles ist ohne Probleme seit' },
  starting: {
    en: 'The first pass has not finished yet: come back in a moment.',
    de: 'Der erste Durchlauf ist noch nicht fertig: Schauen Sie gleich wieder.',
  },
  bad: { en: 'The files are bad', de: 'Die Dateien sind fehlerhaft' },
  badSince: {
    en: 'The files as they are now are not enforced, since',
    de: 'Die Dateien in ihrem jetzigen Stand werden nicht durchgesetzt, seit',
  },
  staysInForce: {
    en: 'What was good stays in force; it is that of',
    de: 'Was gut war, bleibt in Kraft; es ist der Stand von',
  },
  nothingInForce: {
    en: 'There are no good ones to enforce yet: nothing is corrected until they are mended.',
    de: 'Es gibt noch keine guten: Nichts wird korrigiert, bis sie berichtigt sind.',
  },
  blocking: { en: 'Nothing is written', de: 'Nichts wird geschrieben' },
  tenants: { en: 'On single tenants', de: 'Bei einzelnen Mandanten' },
  tenantsHint: {
    en: 'Nothing is written on these tenants; the others go on.',
    de: 'Bei diesen Mandanten wird nichts geschrieben; die anderen laufen weiter.',
  },
  failing: { en: 'Tenants that cannot be reached', de: 'Nicht erreichbare Mandanten' },
  storage: {
    en: 'The state directory cannot be written',
    de: 'Das Zustandsverzeichnis ist nicht beschreibbar',
  },
  refused: { en: 'The last plan was refused', de: 'Der letzte Plan wurde abgelehnt' },
  seeRefused: { en: 'See the plan, and approve it', de: 'Plan ansehen und freigeben' },
  warnings: { en: 'Warnings', de: 'Warnungen' },
  error: { en: 'problem', de: 'Problem' },
  warning: { en: 'warning', de: 'Warnung' },
  since: { en: 'since', de: 'seit' },
  nextTry: { en: 'next try', de: 'nächster Versuch' },
  tries: {
    en: (times: number) => (times === 1 ? 'tried once' : `tried ${times} times`),
    de: (times: number) => `${times}-mal versucht`,
  },
  hint: { en: 'What to do:', de: 'Was zu tun ist:' },
  see: { en: 'See also', de: 'Siehe auch' },
  onTenants: {
    en: (tenants: number) => (tenants === 1 ? 'On 1 tenant' : `On ${tenants} tenants`),
    de: (tenants: number) => (tenants === 1 ? 'Bei 1 Mandanten' : `Bei ${tenants} Mandanten`),
  },
  atPlaces: {
    en: (places: number) => `At ${places} places`,
    de: (places: number) => `An ${places} Stellen`,
  },
} as const satisfies WordTable;
