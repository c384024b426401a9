import { printable } from '../../../base/printable.ts';

/** Text that somebody else wrote: it keeps its direction to itself, and shows what cannot be seen. */
export function Foreign({ text }: { readonly text: string }) {
  return <bdi>{printable(text)}</bdi>;
}
