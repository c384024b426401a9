import { parseArgs } from 'node:util';

/** `--quick`: a tenth of the size. `--only TEXT`: the rows whose name holds the text. */
export const { values: flags } = parseArgs({
  options: { quick: { type: 'boolean', default: false }, only: { type: 'string', default: '' } },
});

/** Of the world that is measured. */
export const size = flags.quick ? { tenants: 100, syncs: 10 } : { tenants: 1000, syncs: 10 };

export function isWanted({ name }: { readonly name: string }): boolean {
  return name.includes(flags.only);
}
