import { Foreign } from './foreign.tsx';

/** What is there, and what it becomes: the one way in which a change is shown. */
export function Change({ before, after }: { readonly before: string; readonly after: string }) {
  return (
    <span class="change">
      <del>
        <Foreign text={before} />
      </del>{' '}
      <span class="arrow">→</span>{' '}
      <ins>
        <Foreign text={after} />
      </ins>
    </span>
  );
}
