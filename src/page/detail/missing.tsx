import type { Child } from 'hono/jsx';
import { Foreign } from '../../report/html/kit/foreign.tsx';
import { Frame } from '../frame.tsx';
import type { View } from '../view.ts';

export type MissingOptions = {
  readonly view: View;
  readonly title: string;
  /** What may be meant instead. */
  readonly links: readonly (readonly [href: string, text: string])[];
  /** From where to go on. */
  readonly back: readonly [href: string, text: string];
  readonly children?: Child;
};

/** What stands where there is nothing, or nothing yet: why, and what to do. */
export function Missing({ view, title, links, back, children }: MissingOptions) {
  return (
    <Frame view={view} title={title}>
      <h1>{title}</h1>
      {children}
      {links.length > 0 && (
        <>
          <p>{view.words.detail.meant}</p>
          <ul class="plain">
            {links.map(([href, text]) => (
              <li>
                <a href={href}>
                  <Foreign text={text} />
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <p>
        <a class="button" href={back[0]}>
          {back[1]}
        </a>
      </p>
    </Frame>
  );
}
