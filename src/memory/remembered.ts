import { digestOfWanted } from '../daemon/contested.ts';
import { nothingTold } from '../daemon/events/event.ts';
import type { DaemonState, Effort } from '../daemon/state.ts';
import type { Field as FieldJson } from '../generated/plan.ts';
import { fieldJson, fieldToShow } from '../model/fields/index.ts';
import type { Notice } from '../notify/notice.ts';

/** A notice that may not have arrived yet, and the targets that it is for. */
export type Unsent = { readonly notice: Notice; readonly to: readonly string[] };

/** What a daemon knows from the one before it. */
export type Remembered = Pick<DaemonState, 'told' | 'efforts'> & { readonly unsent: readonly Unsent[] };

type EffortJson = Omit<Effort, 'about' | 'wanted'> & {
  readonly wanted: string;
  readonly about: Omit<Effort['about'], 'field'> & { readonly field: FieldJson };
};

/** As data that holds no secret: of what is wanted a digest, with a salt that the same memory always uses. */
export function rememberedJson({ told, efforts, unsent }: Remembered, salt: string): unknown {
  const all = [...efforts].map(([key, { about, wanted, ...effort }]): [string, EffortJson] => {
    const { tenant, sync, field } = about;
    const digest = digestOfWanted(wanted, salt);
    return [key, { ...effort, wanted: digest, about: { tenant, sync, field: fieldJson(field) } }];
  });
  return { salt, told, efforts: all, unsent };
}

/** What was told is news to nobody who is told once; but the log and stdout of a new process begin with it. */
export function rememberedIn(data: unknown): Remembered & { readonly salt: string } {
  const { salt, told, efforts, unsent } = data as Remembered & {
    readonly salt: string;
    readonly efforts: readonly [string, EffortJson][];
  };
  const all = efforts.map(([key, { about, ...effort }]): [string, Effort] => {
    const { field } = about;
    return [key, { ...effort, about: { ...about, field: fieldToShow(field, field) } }];
  });
  // A memory of before lacks what nobody told then.
  const { sets } = told.tree;
  const tenants = told.tenants.map((one) => ({ ...one, code: '' }));
  return {
    ...{ salt, unsent, efforts: new Map(all) },
    told: { ...nothingTold, ...told, tenants, tree: { sets }, troubles: '', report: '' },
  };
}
