import { Foreign } from './foreign.tsx';

/** The product's own words, which are English: what stands between backticks is to be typed, or a name. */
export function Message({ text }: { readonly text: string }) {
  return (
    <span lang="en">
      {text.split('`').map((part, index) =>
        index % 2 === 1 ? (
          <code>
            <Foreign text={part} />
          </code>
        ) : (
          <Foreign text={part} />
        ),
      )}
    </span>
  );
}
