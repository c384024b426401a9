import { printable } from '../../base/printable.ts';
import type { TimeSpan } from '../../reconcile/explain/explained.ts';
import { exactTime } from '../../report/html/kit/time.tsx';
import type { View } from '../view.ts';
import { type ClockLane, type DrawnSync, lanesOf, steadyOf } from './lanes.ts';
import { Picture, type PictureProps } from './picture.tsx';
import { tenantLanes } from './tenantLanes.ts';

/** How far a timeline reaches, in milliseconds. */
export const timelineReach = 86_400_000;

/** What the next 24 hours bring one sync: a lane for each field that the clock changes. Draws nothing without a course. */
export function SyncTimeline({ view, sync }: { readonly view: View; readonly sync: DrawnSync }) {
  const { course, holds } = sync;
  if (!course) return null;
  const { timeline } = view.words;
  const steady = steadyOf(course, view);
  return (
    <Figure view={view} span={course} lanes={lanesOf(course, holds, view)}>
      {steady.length > 0 && (
        <p class="steady">
          <span class="faint">{timeline.allDay}</span>{' '}
          {steady.map(({ name, text }) => (
            <span class="fact">
              <bdi>{printable(name)}</bdi> <b>{printable(text)}</b>
            </span>
          ))}
        </p>
      )}
    </Figure>
  );
}

/** The same for a tenant: a lane for each sync that the clock changes. `hrefOf` gives the address of a sync's page. */
export function TenantTimeline({
  view,
  syncs,
  hrefOf,
}: {
  readonly view: View;
  readonly syncs: readonly DrawnSync[];
  readonly hrefOf?: (sync: DrawnSync['sync']) => string;
}) {
  const span = syncs.find(({ course }) => course)?.course;
  if (!span) return null;
  return <Figure view={view} span={span} lanes={tenantLanes(syncs, view, hrefOf)} />;
}

function Figure({ view, span, lanes, children }: PictureProps & { readonly children?: unknown }) {
  const { timeline } = view.words;
  return (
    <figure class="timeline" aria-label={timeline.title}>
      {lanes.length === 0 ? (
        <p class="faint">{timeline.calm}</p>
      ) : (
        <Picture view={view} span={span} lanes={lanes} />
      )}
      {children}
      {lanes.length > 0 && (
        <details>
          <summary>{timeline.asList}</summary>
          <List view={view} span={span} lanes={lanes} />
        </details>
      )}
    </figure>
  );
}

function List({
  view,
  span,
  lanes,
}: {
  readonly view: View;
  readonly span: TimeSpan;
  readonly lanes: readonly ClockLane[];
}) {
  const { title, what, value, from, to, place } = view.words.timeline;
  const heads = [what, value, from, to, place];
  return (
    <div class="scroll">
      <table>
        <caption class="unseen">{title}</caption>
        <thead>
          <tr>
            {heads.map((head) => (
              <th scope="col">{head}</th>
            ))}
          </tr>
        </thead>
        <tbody>
          {lanes.map((lane) => (
            <Rows view={view} span={span} lane={lane} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Rows({ view, span, lane }: Omit<PictureProps, 'lanes'> & { readonly lane: ClockLane }) {
  return lane.bars.map((bar) => (
    <tr>
      <th scope="row">
        <bdi>{printable(lane.name)}</bdi>
      </th>
      <td lang={bar.lang}>{printable(bar.text)}</td>
      <td>{bar.from === span.from ? view.words.timeline.now : exactTime(bar.from, view)}</td>
      <td>{bar.isEndless ? '…' : exactTime(bar.to, view)}</td>
      <td>
        <code>{printable(bar.place ?? '')}</code>
      </td>
    </tr>
  ));
}
