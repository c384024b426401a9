import { type FieldChange, showSides } from '../../../model/fields/index.ts';
import { Foreign } from './foreign.tsx';

/** So many values that are there are shown, where tenants differ in them. */
const mostBefores = 2;

/** What there is of a field, on one tenant or on many, and what it becomes: the one way in which a page shows a change. */
export function Change({ fields }: { readonly fields: readonly FieldChange[] }) {
  const befores = [...new Set(fields.map((field) => showSides(field)[0]))];
  const more = befores.length - mostBefores;
  const [, after] = showSides(fields[0]!);
  return (
    <span class="change">
      {befores.slice(0, mostBefores).map((before, index) => (
        <>
          {index > 0 && ' | '}
          <del>
            <Foreign text={before} />
          </del>
        </>
      ))}
      {more > 0 && ` + ${more}`} <span class="arrow">→</span>{' '}
      <ins>
        <Foreign text={after} />
      </ins>
    </span>
  );
}
