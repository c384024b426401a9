import type { StatusJson } from '../../generated/status.ts';
import type { Change } from '../../model/change.ts';
import { syncName } from '../../model/syncName.ts';
import { Foreign } from '../../report/html/kit/foreign.tsx';
import { syncHref } from '../links.tsx';
import type { View } from '../view.ts';
import { ChangedField, Notice, Said } from './pieces.tsx';

export type RefusedHereOptions = {
  readonly view: View;
  readonly refusals: StatusJson['refusals'];
  /** What the refused plan would change on this tenant. */
  readonly refused: readonly Change[];
};

/** The part of the refused plan that is about one tenant. Draws nothing where there is none: the plan may be about others. */
export function RefusedHere({ view, refusals, refused }: RefusedHereOptions) {
  const { detail } = view.words;
  if (refused.length === 0) return null;
  return (
    <Notice tone="refused">
      <strong>{detail.isRefused}</strong>
      {refusals.map((said) => (
        <Said view={view} said={said} />
      ))}
      <p>{detail.refusedHere(refused.length)}</p>
      <ul class="plain">
        {refused.map((change) => (
          <RefusedChange change={change} />
        ))}
      </ul>
      <a href="/#refused">{view.words.problems.seeRefused}</a>
    </Notice>
  );
}

function RefusedChange({ change: { tenant, sync, fields } }: { readonly change: Change }) {
  return (
    <li>
      <a href={syncHref(tenant, sync)}>
        <Foreign text={syncName(sync)} />
      </a>
      {fields.map((field, index) => (
        <>
          {index === 0 ? ': ' : ', '}
          <ChangedField change={field} />
        </>
      ))}
    </li>
  );
}
