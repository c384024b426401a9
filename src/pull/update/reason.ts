import type { Origin } from '../../model/origin.ts';

/** Why a live value is not written into a document. `text` is a clause, and never names a value. */
export type Reason = {
  readonly kind: (typeof reasonKinds)[number];
  readonly text: string;
  readonly hint: string;
  readonly related?: Origin;
  /** Whether the value that stands in the document may be a secret too. */
  readonly isSensitive?: true;
};

export const reasonKinds = [
  'anchor',
  'labels',
  'all',
  'window',
  'secret',
  'suspended',
  'noValue',
  'unfit',
  'empty',
  'narrowed',
  'otherTenant',
  'otherPlace',
] as const;

export function isReason(value: Reason | { readonly kind: 'interval' | 'text' }): value is Reason {
  return 'hint' in value;
}
