import type { View } from '../view.ts';
import { type ReadQuery, usualSpan } from './query.ts';

type FilterOptions = Pick<ReadQuery, 'query' | 'mistakes'> & {
  readonly view: View;
  /** Names that are known, for who would rather choose than write. */
  readonly tenants: readonly string[];
  readonly syncs: readonly string[];
};

/** What is asked lives in the address: a form that needs no script. */
export function HistoryFilterForm({ view, query, mistakes, tenants, syncs }: FilterOptions) {
  const { history } = view.words;
  return (
    <form class="past-filter" method="get" action="/history" aria-label={history.filter}>
      <p>
        <label for="tenant">{history.tenant}</label>
        <input id="tenant" name="tenant" value={query.tenant} list="tenants" autocomplete="off" />
        <Choices id="tenants" names={tenants} />
      </p>
      <p>
        <label for="sync">{history.sync}</label>
        <input id="sync" name="sync" value={query.sync} list="syncs" autocomplete="off" />
        <Choices id="syncs" names={syncs} />
      </p>
      {(['since', 'until'] as const).map((name) => (
        <p>
          <label for={name}>{history[name]}</label>
          <input
            {...{
              id: name,
              name,
              value: query[name],
              autocomplete: 'off',
              'aria-describedby': `${name}-hint`,
            }}
            {...(name === 'since' && { placeholder: usualSpan })}
            {...(mistakes.includes(name) && { 'aria-invalid': 'true' })}
          />
          <span id={`${name}-hint`} class={mistakes.includes(name) ? 'mistake' : 'faint'}>
            {mistakes.includes(name) ? history.noTime : history.sinceHint}
          </span>
        </p>
      ))}
      <p>
        <button type="submit">{history.show}</button>
      </p>
    </form>
  );
}

/** More than these nobody looks through. */
const mostChoices = 200;

function Choices({ id, names }: { readonly id: string; readonly names: readonly string[] }) {
  return (
    <datalist id={id}>
      {names.slice(0, mostChoices).map((name) => (
        <option value={name} />
      ))}
    </datalist>
  );
}
