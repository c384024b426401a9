import { blanks, cellsOf, isOfSingleCells } from '../../base/text/cells.ts';
import type { Excerpt } from '../../problems/excerpt.ts';

/** The line, and a caret below its place, as they are printed. */
export function ExcerptLines({ excerpt: { number, before, after } }: { readonly excerpt: Excerpt }) {
  const margin = blanks(number.length);
  return (
    <pre class="excerpt" tabindex={0} dir="ltr" lang="en">
      <span class="faint">{`${number} | `}</span>
      <Cells text={before} />
      <Cells text={after} />
      {'\n'}
      <span class="faint">{`${margin} | `}</span>
      {blanks(cellsOf(before))}
      <span class="caret">^</span>
    </pre>
  );
}

const widths: readonly string[] = ['cell none', 'cell', 'cell wide'];

/** Each character that no font need draw in one cell gets as many as a terminal gives it. */
function Cells({ text }: { readonly text: string }) {
  if (isOfSingleCells(text)) return <>{text}</>;
  const parts: (string | { readonly character: string })[] = [];
  for (const { segment } of new Intl.Segmenter('en').segment(text)) {
    const last = parts.at(-1);
    if (!isOfSingleCells(segment)) parts.push({ character: segment });
    else if (typeof last === 'string') parts[parts.length - 1] = last + segment;
    else parts.push(segment);
  }
  return (
    <>
      {parts.map((part) =>
        typeof part === 'string' ? (
          part
        ) : (
          <span class={widths[cellsOf(part.character)]}>{part.character}</span>
        ),
      )}
    </>
  );
}
