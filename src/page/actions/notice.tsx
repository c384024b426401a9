import type { Child } from 'hono/jsx';
import { TimeByClock } from '../../report/html/kit/time.tsx';
import type { ButtonNotice } from '../session/visit.ts';
import type { View } from '../view.ts';

/** What came of the button that was pressed last; nothing where none was, or a while ago. */
export function ActionNotice({ view }: { readonly view: View }) {
  const notice = view.visit?.notice;
  if (!notice) return null;
  return (
    <p class="notice card" role="status">
      {wordsOf(notice, view)}
    </p>
  );
}

function wordsOf(notice: ButtonNotice, view: View): Child {
  const { actions } = view.words;
  switch (notice.kind) {
    case 'approved': {
      const { plan, changes, tenants, until } = notice;
      return (
        <>
          {actions.approved(plan, changes, tenants)} <TimeByClock at={until} reader={view} />.
        </>
      );
    }
    case 'another':
      return notice.refused === undefined ? actions.noneRefused : actions.another(notice.refused);
    default:
      return actions[notice.kind];
  }
}
