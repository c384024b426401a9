import { codes, nextStepFor } from '../../problems/codes.ts';
import { excerptOf, type LinesOf } from '../../problems/excerpt.ts';
import type { Problem } from '../../problems/problem.ts';
import { showPlace } from '../../problems/text.ts';
import { Foreign } from '../../report/html/kit/foreign.tsx';
import { Shape, type Tone } from '../../report/html/kit/mark.tsx';
import { Message } from '../../report/html/kit/message.tsx';
import { TenantLink } from '../links.tsx';
import type { View } from '../view.ts';
import { ExcerptLines } from './excerpt.tsx';

type SaidProblem = Pick<Problem, 'code' | 'message' | 'hint'>;

/** Message, code with what it means, and what to do: in the words of the product, which are English. */
export function SaidLines({ view, said }: { readonly view: View; readonly said: SaidProblem }) {
  return (
    <>
      <p>
        <Message text={said.message} />{' '}
        <code class="faint" title={codes[said.code].means}>
          [{said.code}]
        </code>
        <span class="unseen" lang="en">
          {codes[said.code].means}
        </span>
      </p>
      <p>
        <span class="faint">{view.words.problems.hint}</span> <Message text={nextStepFor(said)} />
      </p>
    </>
  );
}

/** In cells: so much of a line is shown around its place. */
const excerptCells = 88;

type EntryOptions = {
  readonly view: View;
  readonly group: readonly Problem[];
  readonly lines: LinesOf;
  readonly tone: Extract<Tone, 'problems' | 'outOfSync'>;
};

/** One problem as it is printed, and where else it is. */
export function ProblemEntry({ view, group, lines, tone }: EntryOptions) {
  const { problems } = view.words;
  const first = group[0]!;
  const excerpt = excerptOf(first, lines, excerptCells);
  return (
    <li class="card problem">
      <p>
        <span class={`mark ${tone}`}>
          <Shape tone={tone} /> {tone === 'problems' ? problems.error : problems.warning}
        </span>{' '}
        {first.origin && (
          <strong>
            <Foreign text={showPlace(first.origin)} />
          </strong>
        )}
      </p>
      {excerpt && <ExcerptLines excerpt={excerpt} />}
      <SaidLines view={view} said={first} />
      {first.related && (
        <p>
          {problems.see} <Foreign text={showPlace(first.related)} />
        </p>
      )}
      <Whom view={view} tenants={group.flatMap(({ tenant }) => tenant ?? [])} />
      <Places view={view} group={group} />
    </li>
  );
}

/** So many are named at once; more are folded. */
const openUpTo = 5;

export function Whom({ view, tenants }: { readonly view: View; readonly tenants: readonly string[] }) {
  const names = [...new Set(tenants)];
  if (names.length === 0) return null;
  return (
    <details open={names.length <= openUpTo}>
      <summary>{view.words.problems.onTenants(names.length)}</summary>
      {names.map((tenant, index) => (
        <>
          {index > 0 && ', '}
          <TenantLink name={tenant} />
        </>
      ))}
    </details>
  );
}

function Places({ view, group }: Pick<EntryOptions, 'view' | 'group'>) {
  const places = new Set(group.flatMap(({ origin }) => (origin ? showPlace(origin) : [])));
  if (places.size < 2) return null;
  return (
    <details open={places.size <= openUpTo}>
      <summary>{view.words.problems.atPlaces(places.size)}</summary>
      {[...places].map((place, index) => (
        <>
          {index > 0 && ', '}
          <bdi>{place}</bdi>
        </>
      ))}
    </details>
  );
}
