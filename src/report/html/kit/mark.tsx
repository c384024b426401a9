import type { CommonWords } from '../words.ts';

/** How something stands, the worst first. Each tone has a colour, a shape and a word of its own. */
export const tones = [
  'failing',
  'problems',
  'refused',
  'outOfSync',
  'suspended',
  'unknown',
  'inSync',
] as const;

export type Tone = (typeof tones)[number];

/** Drawn in a square of 16 by 16, so that who sees no colours tells them apart. */
const shapes: Readonly<Record<Tone, string>> = {
  failing: 'M3 3l10 10M13 3L3 13',
  problems: 'M8 2l7 12H1zM8 6.5v3.5M8 11.8v.4',
  refused: 'M5 1.5h6L14.5 5v6L11 14.5H5L1.500 11V5zM5 8h6',
  outOfSync: 'M3 6h10M3 10h10M10.500 3l-5 10',
  suspended: 'M5.500 3v10M10.500 3v10',
  unknown: 'M5.500 6a2.500 2.500 0 1 1 3.700 2.200c-.8.5-1.200 1-1.200 1.800M8 12.500v.4',
  inSync: 'M2.500 8.500l3.500 3.500 7.500-8',
};

/** The shape alone, for where the word stands beside it. */
export function Shape({ tone }: { readonly tone: Tone }) {
  return (
    <svg
      class={`shape ${tone}`}
      viewBox="0 0 16 16"
      width="16"
      height="16"
      aria-hidden="true"
      focusable="false"
    >
      <path d={shapes[tone]} />
    </svg>
  );
}

/** Shape, colour and word. */
export function Mark({ tone, words }: { readonly tone: Tone; readonly words: CommonWords }) {
  return (
    <span class={`mark ${tone}`}>
      <Shape tone={tone} /> {words[tone]}
    </span>
  );
}
