import { type DriftTally, driftCauses, driftFates } from '../../journal/recent/tally.ts';
import type { TimeSpan } from '../../reconcile/explain/explained.ts';
import { exactTime } from '../../report/html/kit/time.tsx';
import { localeOf } from '../../report/html/language.ts';
import { type Label, place, shareOf } from '../timeline/axis.ts';
import { Labels, percent } from '../timeline/picture.tsx';
import type { View } from '../view.ts';
import { type BucketUnit, bucketsOf, type DriftBucket, unitOf } from './buckets.ts';
import { DriftTable } from './table.tsx';

export type DriftProps = { readonly view: View; readonly buckets: readonly DriftBucket[] };

/** What differed in a span of time and what became of it. */
export function Drift({
  view,
  tally,
  span,
}: {
  readonly view: View;
  readonly tally: DriftTally;
  readonly span: TimeSpan;
}) {
  const { drift } = view.words;
  const buckets = bucketsOf(tally, span, view.here);
  if (buckets.every(({ total }) => total === 0))
    return <p class="faint">{drift.calm(exactTime(span.from, view))}</p>;
  return (
    <figure class="drift timeline" aria-label={drift.title}>
      <Legend view={view} buckets={buckets} />
      <div class="lanes">
        <Bars view={view} buckets={buckets} span={span} />
      </div>
      <details>
        <summary>{drift.asTable}</summary>
        <DriftTable view={view} buckets={buckets} hrefOf={(bucket) => addressOf(bucket, view)} />
      </details>
    </figure>
  );
}

function Legend({ view, buckets }: DriftProps) {
  const { drift } = view.words;
  const sum = (part: (typeof driftCauses)[number] | (typeof driftFates)[number]) =>
    buckets.reduce((all, bucket) => all + bucket[part], 0);
  const rows = [
    [drift.found, driftCauses],
    [drift.became, driftFates],
  ] as const;
  return rows.map(([title, parts]) => (
    <p class="legend">
      <b>{title}</b>
      {parts.map((part) => (
        <span>
          <svg class="swatch" aria-hidden="true" focusable="false">
            <rect class={`part ${part}`} width="100%" height="100%" rx="3" />
          </svg>{' '}
          {drift[part]} <b>{sum(part)}</b>
        </span>
      ))}
    </p>
  ));
}

/** Found above the line, by cause; what became of it below. */
function Bars({ view, buckets, span }: DriftProps & { readonly span: TimeSpan }) {
  const largest = buckets.reduce((most, bucket) => (bucket.total > most.total ? bucket : most));
  const middle = (bucket: DriftBucket) => (shareOf(bucket.from, span) + shareOf(bucket.to, span)) / 2;
  const unit = unitOf(span);
  const shortTime = shortTimes(unit, view);
  const labels = labelsOf(buckets.slice(1), span, unit, { view, shortTime });
  const at = middle(largest);
  const anchor = at < 0.3 ? 'start' : at > 0.7 ? 'end' : 'middle';
  const text = `${shortTime(largest.from)}: ${view.words.drift.values(largest.total)}`;
  return (
    <svg class="columns" aria-hidden="true" focusable="false">
      <Labels labels={[{ at, text, anchor, tier: 0 }]} y="0.9rem" kind="day" />
      <svg y="1.3rem" height="11rem" width="100%" aria-hidden="true">
        {buckets.map((bucket) => (
          <Column bucket={bucket} span={span} most={largest.total} view={view} />
        ))}
        <line class="base" x1="0" x2="100%" y1="50%" y2="50%" />
      </svg>
      <Labels labels={labels} y="13.4rem" kind="hour" />
    </svg>
  );
}

type ColumnProps = {
  readonly bucket: DriftBucket;
  readonly span: TimeSpan;
  readonly most: number;
  readonly view: View;
};

function Column({ bucket, span, most, view }: ColumnProps) {
  if (bucket.total === 0) return null;
  const [from, to] = [shareOf(bucket.from, span), shareOf(bucket.to, span)];
  const box = { x: percent(from), width: percent(to - from) };
  const half = (count: number) => (count / most) * 0.5;
  const stack = (
    parts: readonly (keyof typeof view.words.drift & keyof DriftBucket)[],
    direction: 1 | -1,
  ) => {
    let used = 0;
    return parts.map((part) => {
      const height = half(Number(bucket[part]));
      const y = direction < 0 ? 0.5 - used - height : 0.5 + used;
      used += height;
      return (
        height > 0 && <rect class={`part ${part}`} {...box} y={percent(y)} height={percent(height)} rx="3" />
      );
    });
  };
  return (
    <a href={addressOf(bucket, view)} tabindex={-1}>
      <title>{titleOf(bucket, view)}</title>
      <rect class="whole" {...box} y="0" height="100%" />
      {stack(driftCauses, -1)}
      {stack(driftFates, 1)}
    </a>
  );
}

function titleOf(bucket: DriftBucket, view: View): string {
  const { drift } = view.words;
  const counts = [...driftCauses, ...driftFates]
    .filter((part) => bucket[part] > 0)
    .map((part) => `${drift[part]} ${bucket[part]}`);
  const time = `${exactTime(bucket.from, view)} – ${exactTime(bucket.to, view)}`;
  return [time, drift.values(bucket.total), ...counts].join(' · ');
}

function labelsOf(
  buckets: readonly DriftBucket[],
  span: TimeSpan,
  unit: BucketUnit,
  { view, shortTime }: { readonly view: View; readonly shortTime: (at: number) => string },
) {
  const { calendar, timezone } = view.here;
  const labels = buckets.map(({ from }): Label & { readonly weight: number } => {
    const local = calendar.localAt(from, timezone);
    const hour = Number(local.slice(11, 13));
    const weekday = new Date(`${local.slice(0, 10)}T00:00:00Z`).getUTCDay();
    const weight = unit === 'hour' ? (hour === 0 ? 0 : hour % 6 === 0 ? 1 : 2) : weekday === 1 ? 0 : 1;
    return { at: shareOf(from, span), text: shortTime(from), anchor: 'middle', weight };
  });
  return place(labels.sort((a, b) => a.weight - b.weight));
}

/** Says `14:00`, or the day where one begins. */
function shortTimes(unit: BucketUnit, { language, here }: View): (at: number) => string {
  const { calendar, timezone: timeZone } = here;
  const days = new Intl.DateTimeFormat(localeOf(language), { day: 'numeric', month: 'short', timeZone });
  return (at) => {
    const local = calendar.localAt(at, timeZone);
    return unit === 'hour' && local.slice(11, 13) !== '00' ? local.slice(11, 16) : days.format(at);
  };
}

/** The history of a bucket, with what else was asked for. */
function addressOf({ from, to }: TimeSpan, { address }: View): string {
  const query = new URLSearchParams(address.search);
  for (const name of ['page', 'lang']) query.delete(name);
  query.set('since', new Date(from).toISOString());
  query.set('until', new Date(to).toISOString());
  return `/history?${query}`;
}
