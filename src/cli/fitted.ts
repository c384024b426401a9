import { wrapText } from '../base/text/wrap.ts';
import type { Output } from './format.ts';
import type { Terminal } from './terminal.ts';

/** What people read on stdout, as their terminal has room for it. Whoever reads it by other means gets each line whole. */
export function fitted(
  text: string,
  output: Output,
  { isTerminal, columns }: Pick<Terminal, 'isTerminal' | 'columns'>,
): string {
  return output === 'text' && isTerminal.stdout ? wrapText(text, columns) : text;
}
