import { printable } from '../../base/printable.ts';
import type { TimeSpan } from '../../reconcile/explain/explained.ts';
import { exactTime } from '../../report/html/kit/time.tsx';
import { localeOf } from '../../report/html/language.ts';
import type { View } from '../view.ts';
import {
  dayLabels,
  type Hour,
  hourLabels,
  hoursOf,
  type Label,
  type PlacedLabel,
  place,
  shareOf,
  tierFor,
} from './axis.ts';
import { type Bar, type ClockLane, clockText } from './lanes.ts';

export type PictureProps = {
  readonly view: View;
  readonly span: TimeSpan;
  readonly lanes: readonly ClockLane[];
};

/** The lanes below their hours. Widths are shares, so that it fits any screen and words keep their size. */
export function Picture({ view, span, lanes }: PictureProps) {
  const hours = hoursOf(span, view.here);
  return (
    <div class="lanes">
      <Grid hours={hours} />
      <Axis view={view} span={span} hours={hours} />
      {lanes.map((lane) => (
        <div class={`lane ${lane.kind}`}>
          <span class="name">
            {lane.href === undefined ? (
              <bdi>{printable(lane.name)}</bdi>
            ) : (
              <a href={lane.href}>
                <bdi>{printable(lane.name)}</bdi>
              </a>
            )}
          </span>
          <svg class="bars" aria-hidden="true" focusable="false">
            {lane.bars.map((bar) => (
              <DrawnBar bar={bar} span={span} lane={lane} view={view} />
            ))}
            {lane.kind === 'value' && <Edges bars={lane.bars} span={span} view={view} />}
          </svg>
        </div>
      ))}
    </div>
  );
}

export function percent(share: number): string {
  return `${Number((share * 100).toFixed(3))}%`;
}

function Grid({ hours }: { readonly hours: readonly Hour[] }) {
  return (
    <svg class="grid" aria-hidden="true" focusable="false">
      <defs>
        <pattern id="hatch" width="8" height="8" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <line class="hatch" x1="4" x2="4" y1="0" y2="8" />
        </pattern>
      </defs>
      <line class="nowLine" x1="0" x2="0" y1="0" y2="100%" />
      {hours.map(({ at, hour, date }) => (
        <line
          class={date === undefined ? (Number(hour) % 6 === 0 ? 'quarter' : 'odd t1') : 'midnight'}
          x1={percent(at)}
          x2={percent(at)}
          y1="0"
          y2="100%"
        />
      ))}
    </svg>
  );
}

function Axis({ view, span, hours }: Omit<PictureProps, 'lanes'> & { readonly hours: readonly Hour[] }) {
  const { here, language, words } = view;
  const format = new Intl.DateTimeFormat(localeOf(language), {
    ...{ weekday: 'short', day: 'numeric', month: 'short', timeZone: 'UTC' },
  });
  const dayText = (date: string) => format.format(Date.parse(`${date}T00:00:00Z`));
  const today = here.calendar.localAt(span.from, here.timezone).slice(0, 10);
  return (
    <div class="lane axis">
      <span class="name" />
      <svg aria-hidden="true" focusable="false">
        <Labels labels={dayLabels(hours, today, dayText)} y="0.9rem" kind="day" />
        <Labels
          labels={hourLabels(hours, `${words.timeline.now} ${clockText(span.from, view).slice(0, 5)}`)}
          y="2.1rem"
          kind="hour"
        />
      </svg>
    </div>
  );
}

export function Labels({
  labels,
  y,
  kind,
}: {
  readonly labels: readonly PlacedLabel<Label>[];
  readonly y: string;
  readonly kind: string;
}) {
  return labels.map(({ at, text, anchor, tier }) => (
    <text class={`${kind} t${tier}`} x={percent(at)} y={y} text-anchor={anchor}>
      {text}
    </text>
  ));
}

const heights = { value: '1.75rem', window: '0.5rem', hold: '1.35rem' } as const;

function DrawnBar({
  bar,
  span,
  lane: { kind, name },
  view,
}: {
  readonly bar: Bar;
  readonly span: TimeSpan;
  readonly lane: ClockLane;
  readonly view: View;
}) {
  const [from, to] = [shareOf(bar.from, span), shareOf(bar.to, span)];
  const isHatched = bar.look === 'held' || bar.look === 'often';
  const box = { x: percent(from), width: percent(to - from), height: heights[kind] };
  return (
    <g class={`bar ${bar.look}${bar.from === span.from ? ' inForce' : ''}`}>
      <title>{titleOf(bar, name, view)}</title>
      <rect {...box} y={kind === 'window' ? '0.45rem' : '0.2rem'} rx={kind === 'window' ? 4 : 6} />
      {isHatched && (
        <rect class="over" {...box} y={kind === 'window' ? '0.45rem' : '0.2rem'} rx={6} fill="url(#hatch)" />
      )}
      {kind !== 'window' && (
        <Inscription text={printable(bar.text)} lang={bar.lang} from={from} to={to} kind={kind} />
      )}
    </g>
  );
}

/** Inside, where it fits. What leaves a sync alone is told behind the bar where there is more room. */
function Inscription({
  text,
  lang,
  from,
  to,
  kind,
}: {
  text: string;
  lang: Bar['lang'];
  from: number;
  to: number;
  kind: ClockLane['kind'];
}) {
  const at = kind === 'hold' && 1 - to > to - from ? to : from;
  const tier = tierFor(text, at === to ? 1 - to : to - from);
  if (tier === undefined) return null;
  return (
    <text
      class={`t${tier}`}
      lang={lang}
      x={percent(at)}
      dx="0.6rem"
      y={kind === 'hold' ? '1.2rem' : '1.4rem'}
    >
      {text}
    </text>
  );
}

function titleOf(bar: Bar, name: string, view: View): string {
  const end = bar.isEndless ? '…' : exactTime(bar.to, view);
  const lines = [`${name}: ${bar.text}`, `${exactTime(bar.from, view)} – ${end}`, bar.place ?? ''];
  return printable(lines.filter((line) => line !== '').join(' · '));
}

/** The time of each edge but now, where it fits. */
function Edges({ bars, span, view }: { readonly bars: readonly Bar[] } & Omit<PictureProps, 'lanes'>) {
  const times = [...new Set(bars.flatMap(({ from, to }) => [from, to]))];
  const labels = times
    .filter((time) => time > span.from && time < span.to)
    .map((time): Label => ({ at: shareOf(time, span), text: clockText(time, view), anchor: 'middle' }));
  return <Labels labels={place(labels)} y="2.95rem" kind="edge" />;
}
