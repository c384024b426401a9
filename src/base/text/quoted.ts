import { crop } from './cells.ts';

/** Text of a file as messages quote it: in backticks, and never more than a line's worth. */
export function quoted(text: string): string {
  return `\`${crop(text, longestShown)}\``;
}

const longestShown = 61;
