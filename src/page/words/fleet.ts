import type { WordTable } from '../../report/html/language.ts';

export const fleetWords = {
  tenants: {
    en: (many: number) => (many === 1 ? '1 tenant' : `${many} tenants`),
    de: (many: number) => (many === 1 ? '1 Mandant' : `${many} Mandanten`),
  },
} as const satisfies WordTable;
