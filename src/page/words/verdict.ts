import type { WordTable } from '../../report/html/language.ts';

const syncs = (many: number) => `${many} ${many === 1 ? 'sync' : 'syncs'}`;
const syncsDe = (many: number) => `${many} ${many === 1 ? 'Sync' : 'Syncs'}`;
const tenants = (many: number) => `${many} ${many === 1 ? 'tenant' : 'tenants'}`;
const tenantsDe = (many: number) => `${many} ${many === 1 ? 'Mandant' : 'Mandanten'}`;

/** What is wrong, of so many, or that nothing is. */
export const verdictWords = {
  allWell: { en: 'All is well', de: 'Alles im Soll' },
  looking: { en: 'running …', de: 'läuft …' },
  stuck: {
    en: () => 'sollist is stuck: no pass has finished for three periods',
    de: () => 'sollist hängt: seit drei Perioden ist kein Durchgang fertig geworden',
  },
  failing: {
    en: (many: number, all: number) => {
      if (many < all) return `${many} of ${tenants(all)} unreachable`;
      return all === 1 ? 'The tenant does not answer' : `None of ${tenants(all)} answers`;
    },
    de: (many: number, all: number) => {
      if (many < all) return `${many} von ${tenantsDe(all)} nicht erreichbar`;
      return all === 1 ? 'Der Mandant antwortet nicht' : `Keiner von ${tenantsDe(all)} antwortet`;
    },
  },
  storage: {
    en: () => 'The state directory cannot be written',
    de: () => 'Das Zustandsverzeichnis lässt sich nicht beschreiben',
  },
  badTree: { en: () => 'The files are bad', de: () => 'Die Dateien sind fehlerhaft' },
  blocked: {
    en: (many: number) => `${many} ${many === 1 ? 'problem' : 'problems'}, so nothing is written`,
    de: (many: number) => `${many} ${many === 1 ? 'Problem' : 'Probleme'}, darum wird nichts geschrieben`,
  },
  troubled: {
    en: (many: number) => `${tenants(many)} with problems`,
    de: (many: number) => `${tenantsDe(many)} mit Problemen`,
  },
  refused: {
    en: () => 'The last plan was refused',
    de: () => 'Der letzte Plan wurde abgelehnt',
  },
  outOfSync: {
    en: (many: number) => `${syncs(many)} ${many === 1 ? 'differs' : 'differ'}`,
    de: (many: number) => `${syncsDe(many)} ${many === 1 ? 'weicht' : 'weichen'} ab`,
  },
  observed: {
    en: (many: number) => `${syncs(many)} ${many === 1 ? 'differs' : 'differ'}, only observed`,
    de: (many: number) => `${syncsDe(many)} ${many === 1 ? 'weicht' : 'weichen'} ab, nur beobachtet`,
  },
  contested: {
    en: (many: number) => `${many} ${many === 1 ? 'value' : 'values'} contested`,
    de: (many: number) => `${many} ${many === 1 ? 'Wert' : 'Werte'} umkämpft`,
  },
  halted: {
    en: (many: number) => `${syncs(many)} not running for too long`,
    de: (many: number) => `${syncsDe(many)} ${many === 1 ? 'läuft' : 'laufen'} seit zu langem nicht`,
  },
  degraded: {
    en: (many: number) => `${syncs(many)} degraded in Wawi`,
    de: (many: number) => `${syncsDe(many)} in Wawi gestört`,
  },
  held: {
    en: () => 'All that differs is left alone for now',
    de: () => 'Alles, was abweicht, bleibt vorerst, wie es ist',
  },
  incomplete: {
    en: () => 'The last pass was not complete',
    de: () => 'Der letzte Durchgang war nicht vollständig',
  },
  starting: {
    en: () => 'The first pass has not finished yet',
    de: () => 'Der erste Durchgang ist noch nicht fertig',
  },
  notReady: { en: () => 'Not ready', de: () => 'Nicht bereit' },
  noTenants: { en: () => 'There are no tenants yet', de: () => 'Es gibt noch keine Mandanten' },
  unseen: {
    en: (many: number) => `${syncs(many)} not looked at yet`,
    de: (many: number) => `${syncsDe(many)} noch nicht angesehen`,
  },
} as const satisfies WordTable;
