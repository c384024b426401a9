import { printable } from '../../../base/printable.ts';
import { capital, count } from '../../../base/text/words.ts';
import { fullTime } from '../../../base/time/shown.ts';
import { timeText } from '../../../base/timestamp.ts';
import type { Problem } from '../../../problems/problem.ts';
import { isToWrite } from '../../../reconcile/plan.ts';
import { type PassResult, type Report, resultOf } from '../../../reconcile/report.ts';
import { allowJson, allowWords } from '../../allow.ts';
import { beforeWords, broughtNow, thereBefore } from '../../brought.ts';
import { forecastText } from '../../forecast.ts';
import type { Told } from '../../sameness.ts';
import type { ReportLook } from '../../text.ts';
import { counts, momentOf, verdictWords } from '../../verdict.ts';
import { Foreign } from '../kit/foreign.tsx';
import { Shape, type Tone } from '../kit/mark.tsx';
import { ChangeList } from './changes.tsx';
import { fileOf, type Imprint } from './document.tsx';
import { About, Origins } from './facts.tsx';
import { Section } from './parts.tsx';
import { Rest } from './rest.tsx';
import { Troubles, Warnings } from './troubles.tsx';

/** The report as a document of its own, for whoever looks at it later or elsewhere. */
export function reportHtml(report: Report, look: ReportLook, imprint: Imprint): string {
  const { tone } = verdictOf(report);
  const title = capital(verdictWords(report));
  const told = { report, look, imprint };
  const children = (
    <>
      <Verdict {...told} />
      <Troubles report={report} look={look} />
      <Changes report={report} look={look} />
      <Warnings report={report} look={look} />
      <Rest plan={report.plan} look={look} />
      <About {...told} />
    </>
  );
  return fileOf({ title, tone, version: imprint.version, children });
}

/** Of a command that came to no report: stopped, or broken. */
export function unfinishedHtml({ code, message }: Problem, { at, version }: Imprint): string {
  const children = (
    <>
      <h1 class="verdict unknown">
        <Shape tone="unknown" /> Did not finish
      </h1>
      <p>
        <Foreign text={message} /> <code class="faint">[{code}]</code>
      </p>
      <p class="faint">
        <time datetime={timeText(at)}>{timeText(at)}</time>
      </p>
    </>
  );
  return fileOf({ title: 'Did not finish', tone: 'unknown', version, children });
}

type VerdictLook = { readonly tone: Tone; readonly word: string };

const verdicts = {
  problems: { tone: 'problems', word: 'problems' },
  refused: { tone: 'refused', word: 'refused' },
  incomplete: { tone: 'failing', word: 'incomplete' },
  held: { tone: 'suspended', word: 'left alone for now' },
  planned: { tone: 'outOfSync', word: 'differs' },
  applied: { tone: 'inSync', word: 'corrected' },
  inSync: { tone: 'inSync', word: 'in sync' },
} as const satisfies Record<PassResult, VerdictLook>;

function verdictOf(report: Report): VerdictLook {
  const result = resultOf(report);
  const wouldBe = result === 'planned' && 'refusals' in report && report.refusals.length > 0;
  return wouldBe ? { tone: 'refused', word: 'would be refused' } : verdicts[result];
}

type FileShown = { readonly report: Report; readonly look: ReportLook; readonly imprint: Imprint };

function Verdict({ report, look, imprint }: FileShown) {
  const { plan } = report;
  const { tone, word } = verdictOf(report);
  const { here } = look;
  const moment = momentOf(report, here);
  return (
    <>
      <h1 class={`verdict ${tone}`}>
        <Shape tone={tone} /> <span class="word">{capital(word)}</span>:{' '}
        {verdictWords(report).replace(/^refused, /, '')}
      </h1>
      <p class="faint">
        {report.kind === 'planned' ? 'Plan' : 'Apply'} of{' '}
        <time datetime={timeText(imprint.at)}>{fullTime(imprint.at, here)}</time>
        {moment !== undefined && (
          <>
            {' '}
            for <strong>{moment}</strong>
          </>
        )}
        <Origins plan={plan} />
      </p>
      {plan.summary.tenants > 0 && (
        <p>
          {counts(plan.summary).join(', ')}, of {count(plan.summary.syncs, 'managed sync')} on{' '}
          {count(plan.summary.tenants, 'tenant')}.
        </p>
      )}
      {plan.allow && <p class="card">{capital(allowWords(allowJson(plan.allow), here, printable))}</p>}
      {forecastText(report) !== '' && <p>{forecastText(report)}</p>}
    </>
  );
}

function Changes({ report, look }: Pick<FileShown, 'report' | 'look'>) {
  const { here, isFull = false } = look;
  const { tenants } = report.plan.summary;
  const all = toldBy(report);
  const [now, before] = [broughtNow(all), thereBefore(all)];
  const shown = { tenants, here, isFull };
  const title = report.plan.base === undefined ? 'Changes' : 'What this change brings';
  return (
    <>
      {now.length > 0 && (
        <Section id="changes" title={title}>
          <ChangeList changes={now} {...shown} />
        </Section>
      )}
      {before.length > 0 && (
        <details open={isFull}>
          <summary>
            <h2 id="before">{beforeWords(before)}</h2>
          </summary>
          <ChangeList changes={before} {...shown} />
        </details>
      )}
    </>
  );
}

/** All that differs, with what became of it. */
function toldBy(report: Report): readonly Told[] {
  const { changes } = report.plan;
  if (report.kind === 'refused')
    return changes.map((change) => (isToWrite(change) ? { ...change, outcome: 'refused' } : change));
  if (report.kind !== 'applied') return changes;
  return [...report.changes, ...changes.filter((change) => !isToWrite(change))];
}
