import type { Origin } from '../../model/origin.ts';

/** Why a live value is not written into a document. `text` is a clause, and never names a value. */
export type Reason = {
  readonly kind: keyof typeof hints | 'secret' | 'otherTenant' | 'otherPlace';
  readonly text: string;
  readonly hint: string;
  readonly related?: Origin;
  /** Whether the value that stands in the document may be a secret too. */
  readonly isSensitive?: true;
};

const beatIt = 'write a document that names the tenant: it beats this one';

/** What to do about it, wherever it does not depend on more than the kind. */
const hints = {
  all: beatIt,
  labels: beatIt,
  anchor: 'write the value out where it is to differ, without the alias',
  window: 'edit the window, or wait until it has closed',
  suspended: 'remove `suspend` first, or wait until it has ended',
  noValue: 'take it out of the document, or let `sollist apply` set it',
  unfit: 'set another value in Wawi, or let `sollist apply` set it',
  empty: 'write the value there yourself',
  narrowed: 'name them all with --sync, or leave --sync out',
} as const satisfies Readonly<Record<string, string>>;

export function reason(kind: keyof typeof hints, text: string): Reason {
  return { kind, text, hint: hints[kind] };
}

export function isReason(value: Reason | { readonly kind: 'interval' | 'text' }): value is Reason {
  return 'hint' in value;
}

/** Why an option's value must not be written or shown; by its identifier or its name. Undefined where it may. */
export type WhySecret = (option: string) => string | undefined;
