import { createOnce, groupBy } from '../../base/collections.ts';
import { printable } from '../../base/printable.ts';
import { type HistoryRecord, sameRecords } from '../../journal/history.ts';
import type { RecentAnswer } from '../../journal/recent/recent.io.ts';
import { nextStepFor } from '../../problems/codes.ts';
import type { TimeSpan } from '../../reconcile/explain/explained.ts';
import { Foreign } from '../../report/html/kit/foreign.tsx';
import { localeOf } from '../../report/html/language.ts';
import { Drift } from '../drift/drift.tsx';
import { Frame } from '../frame.tsx';
import { Paging } from '../paging.tsx';
import type { View } from '../view.ts';
import { HistoryFilterForm } from './filter.tsx';
import { historyAddress, type ReadQuery } from './query.ts';
import { HistoryRow } from './row.tsx';

export type HistoryPageOptions = {
  readonly view: View;
  readonly read: ReadQuery;
  readonly answer: RecentAnswer;
  readonly tenants: readonly string[];
  readonly syncs: readonly string[];
};

type FoundRecent = Extract<RecentAnswer, { kind: 'found' }>;

/** What was seen and done, the newest first. */
export function HistoryPage({ view, read, answer, ...known }: HistoryPageOptions) {
  const { history } = view.words;
  return (
    <Frame view={view} title={history.title}>
      <h1>{history.title}</h1>
      <HistoryFilterForm view={view} {...read} {...known} />
      {answer.kind === 'unreadable' ? (
        <div class="card problem" lang="en">
          <p>
            <Foreign text={answer.problem.message} /> <code class="faint">[{answer.problem.code}]</code>
          </p>
          <p class="faint">
            <Foreign text={nextStepFor(answer.problem)} />
          </p>
        </div>
      ) : (
        <Listed view={view} read={read} found={answer} />
      )}
    </Frame>
  );
}

type HistoryParts = { readonly view: View; readonly read: ReadQuery; readonly found: FoundRecent };

/** All who ask for the same are answered with the same records, until the journal goes on. */
const once = createOnce<RecordGroups>();

/** Rows of one page. */
const pageSize = 100;

function Listed({ view, read, found }: HistoryParts) {
  const { history } = view.words;
  const { damaged } = found;
  const { records, total } = found.history;
  const groups = once(records, [], () => [...sameRecords(records)].reverse());
  const pages = Math.max(1, Math.ceil(groups.length / pageSize));
  const page = Math.min(read.query.page, pages);
  const more = total > records.length ? `; ${history.newest(records.length)}` : '';
  return (
    <>
      {damaged > 0 && (
        <p class="card">
          {history.damaged(damaged)} <code>sollist history --verify</code>
        </p>
      )}
      {total > 0 && (
        <section class="card" aria-labelledby="drift">
          <h2 id="drift">{view.words.drift.title}</h2>
          <Drift view={view} tally={found.tally} span={spanOf(read, view)} />
        </section>
      )}
      {total === 0 ? (
        <Nothing view={view} read={read} found={found} />
      ) : (
        <p class="faint">
          {history.values(total)}
          {more}
        </p>
      )}
      {byDay(groups.slice((page - 1) * pageSize, page * pageSize), view).map(([day, ofDay]) => (
        <DayTable view={view} day={day} groups={ofDay} />
      ))}
      <Pages view={view} read={read} page={page} pages={pages} />
    </>
  );
}

function spanOf({ asked }: ReadQuery, { here }: View): TimeSpan {
  return { from: asked.since, to: Math.max(asked.since + 1, asked.until ?? here.now) };
}

type RecordGroups = readonly (readonly HistoryRecord[])[];

function byDay(groups: RecordGroups, { here }: View): readonly (readonly [day: string, RecordGroups])[] {
  const dayOf = ([first]: RecordGroups[number]) =>
    here.calendar.localAt(Date.parse(first!.time), here.timezone).slice(0, 10);
  return [...groupBy(groups, dayOf)];
}

function DayTable({
  view,
  day,
  groups,
}: {
  readonly view: View;
  readonly day: string;
  readonly groups: RecordGroups;
}) {
  const { history } = view.words;
  const format = new Intl.DateTimeFormat(localeOf(view.language), {
    ...{ weekday: 'long', year: 'numeric', month: 'long', day: 'numeric', timeZone: 'UTC' },
  });
  return (
    <table class="past cards">
      <caption>
        <h2>{format.format(Date.parse(`${day}T00:00:00Z`))}</h2>
        <span class="faint">{view.here.timezone}</span>
      </caption>
      <thead>
        <tr>
          {[history.time, history.where, history.change, history.outcome, history.by].map((name) => (
            <th scope="col">{name}</th>
          ))}
        </tr>
      </thead>
      <tbody>
        {groups.map((group) => (
          <HistoryRow view={view} group={group} />
        ))}
      </tbody>
    </table>
  );
}

/** Why there is nothing, and what to do about it. */
function Nothing({ view, read: { query }, found }: HistoryParts) {
  const { history } = view.words;
  if (!found.isThere) return <p class="card">{history.noJournal}</p>;
  const isFiltered = query.tenant !== '' || query.sync !== '';
  const { meant } = found.history;
  return (
    <div class="card">
      <p>{isFiltered ? history.nothingMatches : history.nothing}</p>
      {meant && (
        <p>
          {history.meant}{' '}
          <a href={historyAddress({ ...query, sync: meant.name, page: 1 })}>
            <Foreign text={meant.name} />
          </a>
          ?{meant.unseen !== undefined && ` (${printable(meant.unseen)})`}
        </p>
      )}
      <p>
        <a href={historyAddress({ ...query, since: '90d', until: '', page: 1 })}>{history.longer}</a>
        {isFiltered && (
          <>
            {' '}
            · <a href="/history">{history.all}</a>
          </>
        )}
      </p>
    </div>
  );
}

type PagesOptions = Omit<HistoryParts, 'found'> & { readonly page: number; readonly pages: number };

function Pages({ view, read: { query }, page, pages }: PagesOptions) {
  const { history } = view.words;
  const hrefOf = (to: number) => historyAddress({ ...query, page: to });
  return (
    <Paging {...{ page, pages, hrefOf }} label={history.pages} before={history.newer} after={history.older}>
      {page} / {pages}
    </Paging>
  );
}
