import type { Child } from 'hono/jsx';
import { listed } from '../../../base/text/words.ts';
import { dayTime, type Here } from '../../../base/time/shown.ts';
import { timeText } from '../../../base/timestamp.ts';
import { Foreign } from '../kit/foreign.tsx';
import { Shape, type Tone } from '../kit/mark.tsx';

/** So many parts of a list stand open; those after them are folded. */
export const openUpTo = 10;

/** Shape, colour and a word of one's own. */
export function Label({ tone, word }: { readonly tone: Tone; readonly word: string }) {
  return (
    <span class={`mark ${tone}`}>
      <Shape tone={tone} /> {word}
    </span>
  );
}

/** A part of the report under a heading that can be linked to. Nothing where there is nothing to tell. */
export function Section({
  id,
  title,
  children,
}: {
  readonly id: string;
  readonly title: string;
  readonly children?: Child;
}) {
  return (
    <section aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

/** Names in a line, folded where they are many. */
export function Names({ names, what }: { readonly names: readonly string[]; readonly what: string }) {
  const all = <Foreign text={names.join(', ')} />;
  if (names.length <= openUpTo) return <p class="names faint">{all}</p>;
  return (
    <details class="names">
      <summary>
        {names.length} {what}: <Foreign text={listed(names, 3)} />
      </summary>
      <p class="faint">{all}</p>
    </details>
  );
}

/** A time that is still right when the file is read much later. */
export function Moment({ at, here }: { readonly at: number; readonly here: Here }) {
  return <time datetime={timeText(at)}>{dayTime(at, here)}</time>;
}

/** As words of times are to be in a file that is read any day: never `today`, always with the date. */
export function anyDay(here: Here): Here {
  return { ...here, now: 0 };
}
