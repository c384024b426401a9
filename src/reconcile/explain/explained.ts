import type { Calendar } from '../../base/calendar.ts';
import type { Moment, OpenSpan } from '../../desired/windows.ts';
import type { Claim } from '../../model/claim.ts';
import type { SyncDocument, Tenant, Window } from '../../model/document.ts';
import type { FieldName, ObservedOption, ValueJson } from '../../model/fields/kind.ts';
import type { Origin } from '../../model/origin.ts';
import type { Concealed, SecretSource } from '../../model/secret.ts';
import type { Problem } from '../../problems/problem.ts';

/** What an explanation is made from: what documents want at a moment, and what there is. */
export type ExplainContext = {
  readonly documents: readonly SyncDocument[];
  /** All that there are: a document without a tenant may mean the only one. */
  readonly tenants: readonly Tenant[];
  readonly moment: Moment;
  readonly calendar: Calendar;
  /** So far ahead all that the clock changes is told, in milliseconds; absent where nobody asks for it. */
  readonly ahead?: number;
  /** A secret that was read; without it nobody can tell whether the ERP has it. */
  readonly secret?: (source: SecretSource) => Concealed | undefined;
};

/** A sync as documents name it. */
export type DocumentedSync = {
  /** Empty where documents name it otherwise. */
  readonly id: string;
  readonly name: string;
  readonly salesChannel: string | null;
};

export type ExplainedSync = {
  readonly tenant: string;
  readonly sync: DocumentedSync;
  /** Whether any document names it, one that has no say at this moment too. */
  readonly isManaged: boolean;
  /** All that it has, in the ERP's order, and what is wanted of it; nobody wants those with an empty `chain`. */
  readonly fields: readonly ExplainedField[];
  /** What documents leave the whole sync alone for, the longest first. */
  readonly holds: readonly DocumentHold[];
  /** What the clock makes of it; where that was asked for. */
  readonly course?: Course;
  /** What is wrong with what documents say of this sync. */
  readonly problems: readonly Problem[];
  /** All that stops the writes of the tenant, whichever of its syncs it is about. */
  readonly stops: readonly Problem[];
};

/** A value as it may be shown, for programs and for people. */
export type ShownValue = { readonly json: ValueJson; readonly text: string };

export type ExplainedField = {
  readonly field: FieldName;
  /** Offline `id` is empty where a document gives its name, `name` the identifier where it gives that, and `type` is empty. */
  readonly option?: Pick<ObservedOption, 'id' | 'name' | 'type'>;
  /** What people read as its name. */
  readonly name: string;
  /** Absent where nobody wants any value now, or two documents of one rank are at odds. */
  readonly wanted?: ShownValue;
  /** Absent offline. */
  readonly live?: ShownValue;
  /** Whether the ERP has what is wanted; absent where that cannot be told. */
  readonly isLive?: boolean;
  /** Two places of one rank want different values, so nobody wins. */
  readonly isContradicted: boolean;
  /** All that has a say now, the winner first, then the windows that are closed, the next to open first. */
  readonly chain: readonly ChainLink[];
  /** The next moments at which another value is wanted. */
  readonly next: readonly NextValue[];
};

/** A place that wants a value of a field. */
export type ChainLink = {
  readonly value: ShownValue;
  /** Of a secret, where the document says that it is. */
  readonly secret?: SecretSource;
  readonly origin: Origin;
  readonly rank: Claim['rank'];
  /** Absent for what a document wants outside its windows. */
  readonly window?: WindowSpan;
  /** When it becomes the winner, in milliseconds since 1970, where it is none and the clock makes it one. */
  readonly winsAt?: number;
  /** The sync that the document is about, where that is another one for which the ERP stores the same option. */
  readonly sync?: DocumentedSync;
};

/** A window, and when it is open now or next. */
export type WindowSpan = OpenSpan & Pick<Window, 'start' | 'duration'>;

/** `value` is absent where from then on nobody wants any, or two documents are at odds. */
export type NextValue = { readonly at: number; readonly value?: ShownValue; readonly origin?: Origin };

/** Why documents leave a sync alone. `until` is in milliseconds since 1970; without it until somebody edits the file. */
export type DocumentHold = (
  | { readonly kind: 'suspended'; readonly reason: string; readonly until?: number }
  | { readonly kind: 'observed' }
) & { readonly origin: Origin; readonly rank: Claim['rank'] };

/** From one moment to another, in milliseconds since 1970; the end itself excluded. */
export type TimeSpan = { readonly from: number; readonly to: number };

/** What is wanted of a sync in the course of time, of each field that anybody wants in it. */
export type Course = TimeSpan & {
  readonly fields: readonly FieldCourse[];
  /** The windows that open or are open in it, in the order of the documents. */
  readonly windows: readonly WindowCourse[];
};

/** Without a gap up to `told`. From then on the value changes too often to be told. */
export type FieldCourse = Pick<ExplainedField, 'field' | 'option' | 'name'> & {
  readonly spans: readonly ValueSpan[];
  readonly told: number;
};

/** `value` is absent where nobody wants any, or two documents are at odds. */
export type ValueSpan = TimeSpan & {
  readonly value?: ShownValue;
  readonly origin?: Origin;
  /** The window that wants it. */
  readonly window?: Pick<Window, 'start' | 'duration'>;
};

/** When a window is open. What opens too often is told up to `told`. */
export type WindowCourse = Pick<Window, 'start' | 'duration'> & {
  readonly spans: readonly TimeSpan[];
  readonly told: number;
};
