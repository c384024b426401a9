import type { Installation } from '../api/installation.ts';
import type { Faults } from './faults.ts';
import type { QuotaCount } from './quota.ts';

/** A Wawi, and what disturbs it. */
export type EmulatedWorld = Installation & { faults: Faults; quota: QuotaCount | undefined };
