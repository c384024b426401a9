import { blanks, cellsOf } from '../../../base/text/cells.ts';
import { count } from '../../../base/text/words.ts';
import { nextStepFor } from '../../../problems/codes.ts';
import { createLines, excerptOf, type LinesOf } from '../../../problems/excerpt.ts';
import type { Problem } from '../../../problems/problem.ts';
import { commonMessage, sameProblems } from '../../../problems/sameMessage.ts';
import { refusalsOnce, sameAs, showPlace } from '../../../problems/text.ts';
import type { Report } from '../../../reconcile/report.ts';
import { type Mishap, mishapsOf, sameMishaps, tenantsOf, whoOf } from '../../failures.ts';
import type { ReportLook } from '../../text.ts';
import { Foreign } from '../kit/foreign.tsx';
import type { Tone } from '../kit/mark.tsx';
import { Message } from '../kit/message.tsx';
import { outcomeTones } from './changes.tsx';
import { Label, Names, openUpTo, Section } from './parts.tsx';

type TroublesShown = { readonly report: Report; readonly look: ReportLook };

/** What went wrong, the gravest first: what stops everything, what failed or did not take, what is refused. */
export function Troubles({ report, look }: TroublesShown) {
  const { problems, failures } = report.plan;
  const wrong = [...failures, ...(report.kind === 'applied' ? mishapsOf(report.changes) : [])];
  return (
    <>
      {problems.length > 0 && (
        <Section id="problems" title={count(problems.length, 'problem')}>
          <ProblemList problems={problems} look={look} tone="problems" word="error" />
        </Section>
      )}
      {wrong.length > 0 && (
        <Section id="failures" title="What went wrong">
          <MishapList mishaps={wrong} look={look} />
        </Section>
      )}
      <Refusals report={report} />
    </>
  );
}

export function Warnings({ report, look }: TroublesShown) {
  const { warnings } = report.plan;
  if (warnings.length === 0) return null;
  return (
    <Section id="warnings" title={count(warnings.length, 'warning')}>
      <ProblemList problems={warnings} look={look} tone="outOfSync" word="warning" />
    </Section>
  );
}

type ProblemsShown = {
  readonly problems: readonly Problem[];
  readonly look: ReportLook;
  readonly tone: Tone;
  readonly word: string;
};

/** As they are printed: place, message, the line with a caret, and what to do. What is the same is said once. */
function ProblemList({ problems, look, tone, word }: ProblemsShown) {
  const lines = createLines(look.textOf);
  return (
    <ul class="troubles">
      {sameProblems(problems, look.isFull).map(([first, ...others]) => (
        <li class="card">
          <p>
            <Label tone={tone} word={word} />{' '}
            {first!.origin && (
              <strong>
                <Foreign text={`${showPlace(first!.origin)}:`} />{' '}
              </strong>
            )}
            <Message text={first!.message} /> <code class="faint">[{first!.code}]</code>
          </p>
          <ExcerptLines problem={first!} lines={lines} />
          {first!.related && (
            <p>
              see <Foreign text={showPlace(first!.related)} />
            </p>
          )}
          <Others first={first!} others={others} />
          <Hint text={nextStepFor(first!)} />
        </li>
      ))}
    </ul>
  );
}

/** What is shown of a line, in characters. */
const excerptWidth = 110;

function ExcerptLines({ problem, lines }: { readonly problem: Problem; readonly lines: LinesOf }) {
  const excerpt = excerptOf(problem, lines, excerptWidth);
  if (!excerpt) return null;
  const { number, before, after } = excerpt;
  return (
    <pre class="excerpt" tabindex={0}>
      <span class="faint">{number} | </span>
      <Foreign text={before + after} />
      {`\n${blanks(number.length)} | ${blanks(cellsOf(before))}`}
      <strong>^</strong>
    </pre>
  );
}

function Others({ first, others }: { readonly first: Problem; readonly others: readonly Problem[] }) {
  if (others.length === 0) return null;
  const all = sameAs(first, others, Number.POSITIVE_INFINITY);
  if (others.length <= openUpTo) return <p>{all}</p>;
  return (
    <details>
      <summary>{sameAs(first, others)}</summary>
      <p>{all}</p>
    </details>
  );
}

function Hint({ text }: { readonly text: string }) {
  return (
    <p class="hint">
      hint: <Message text={text} />
    </p>
  );
}

function MishapList({ mishaps, look }: { readonly mishaps: readonly Mishap[]; readonly look: ReportLook }) {
  return (
    <ul class="troubles">
      {sameMishaps(mishaps, look.isFull).map((group) => {
        const { code, change } = group[0]!;
        const names = tenantsOf(group);
        return (
          <li class="card">
            <p>
              <Label tone={change ? outcomeTones[change.outcome] : 'failing'} word={change ? '' : 'failed'} />{' '}
              <strong>
                <Foreign text={whoOf(group)} />
              </strong>
              : <Message text={commonMessage(group.map(({ message }) => message))} />{' '}
              <code class="faint">[{code}]</code>
            </p>
            {names.length > 1 && <Names names={names} what="tenants" />}
            <Hint text={nextStepFor(group[0]!)} />
          </li>
        );
      })}
    </ul>
  );
}

function Refusals({ report }: Pick<TroublesShown, 'report'>) {
  const refusals = 'refusals' in report ? report.refusals : [];
  if (refusals.length === 0) return null;
  const word = report.kind === 'refused' ? 'refused' : 'would be refused';
  return (
    <Section id="refusals" title={report.kind === 'refused' ? 'Refused' : 'Would be refused'}>
      <ul class="troubles">
        {refusalsOnce(refusals).map(({ code, message, hint }) => (
          <li class="card">
            <p>
              <Label tone="refused" word={word} /> <Message text={message} />{' '}
              <code class="faint">[{code}]</code>
            </p>
            {hint !== undefined && <Hint text={hint} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}
