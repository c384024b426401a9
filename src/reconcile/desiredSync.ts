import type { DesiredValue, Window } from '../model/document.ts';
import type { WantedScalars } from '../model/fields/index.ts';
import type { ObservedOption } from '../model/fields/kind.ts';
import type { Mode, Suspension } from '../model/mode.ts';
import type { ObservedSync } from '../model/observed.ts';
import type { Located, Origin } from '../model/origin.ts';

/** Soll for one sync that the ERP has: everything wanted tied to the thing it is about, and known to be one its type can hold. */
export type DesiredSync = WantedScalars & {
  readonly sync: ObservedSync;
  readonly origin: Origin;
  readonly mode: Mode;
  readonly suspension?: Suspension | undefined;
  readonly options: readonly DesiredOption[];
  /** Something else is wanted of it that does not fit, which is a problem. */
  readonly unclear?: boolean;
  /** Of each value that stands in a window, by the name of its field, or the identifier of its option. */
  readonly windows?: ReadonlyMap<string, Window>;
  /** All windows of the documents that name it, open or not. */
  readonly edges?: readonly Window[];
};

/** A plain value stands in the spelling to send. A secret's is checked once it has been read. */
export type DesiredOption = { readonly option: ObservedOption; readonly value: Located<DesiredValue> };
