import type { Child } from 'hono/jsx';
import type { DaemonState } from '../../daemon/state.ts';
import { shortRevision } from '../../files/revision.ts';
import { createLines, type LinesOf } from '../../problems/excerpt.ts';
import type { Problem } from '../../problems/problem.ts';
import { commonMessage } from '../../problems/sameMessage.ts';
import { textIn } from '../../problems/text.ts';
import { Foreign } from '../../report/html/kit/foreign.tsx';
import { Time, TimeByClock } from '../../report/html/kit/time.tsx';
import { Frame } from '../frame.tsx';
import type { View } from '../view.ts';
import { ProblemEntry, SaidLines, Whom } from './entry.tsx';
import { type Troubles, troublesIn } from './now.ts';

type TextOf = (file: string) => string | undefined;

export type ProblemsPageOptions = {
  readonly view: View;
  readonly state: DaemonState;
  /** The texts of the files as they were read last, which may be bad. */
  readonly textOf: TextOf;
};

/** All that is wrong, the worst first, as it is printed. */
export function ProblemsPage({ view, state, textOf }: ProblemsPageOptions) {
  const { problems } = view.words;
  const troubles = troublesIn(state);
  const { enforced } = state;
  const inForce = textIn(enforced?.tree.files ?? []);
  // What is in force is told with the text that is in force; settings are read as they are.
  const lines = createLines((file) => inForce(file) ?? textOf(file));
  const parts = { view, state, troubles, lines };
  return (
    <Frame view={view} title={problems.title}>
      <h1>{headline(troubles, view)}</h1>
      {troubles.count === 0 && <Calm view={view} state={state} />}
      <Storage {...parts} />
      <BadTree {...parts} lines={createLines(textOf)} />
      <Listed {...parts} title={problems.blocking} groups={troubles.blocking} />
      <Refused {...parts} />
      <Unreached {...parts} />
      <Listed {...parts} title={problems.tenants} groups={troubles.tenants}>
        <p>{problems.tenantsHint}</p>
      </Listed>
      <Listed {...parts} title={problems.warnings} groups={troubles.warnings} tone="outOfSync" />
    </Frame>
  );
}

/** Where nothing is known, or no longer, nobody says that there are no problems. */
function headline({ count }: Troubles, { words: { problems, verdict }, verdict: { wrongs } }: View): string {
  if (count > 0) return problems.count(count);
  const unsure = wrongs.find(({ kind }) => kind === 'starting' || kind === 'stuck' || kind === 'notReady');
  return unsure ? verdict[unsure.kind](unsure.count, unsure.all) : problems.none;
}

type PartOptions = {
  readonly view: View;
  readonly state: DaemonState;
  readonly troubles: Troubles;
  readonly lines: LinesOf;
};

function Calm({ view, state: { calmSince, lastPass } }: Pick<PartOptions, 'view' | 'state'>) {
  const { problems } = view.words;
  if (!lastPass) return <p>{problems.starting}</p>;
  if (calmSince === undefined) return null;
  return (
    <p>
      {problems.noneSince} <TimeByClock at={calmSince} reader={view} />.
    </p>
  );
}

type ProblemParts = Pick<PartOptions, 'view' | 'lines'> & {
  readonly title: string;
  readonly groups: readonly (readonly Problem[])[];
  readonly tone?: 'problems' | 'outOfSync';
  readonly children?: Child;
};

function Listed({ view, lines, title, groups, tone = 'problems', children }: ProblemParts) {
  if (groups.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      {children}
      <ul class="problem-list">
        {groups.map((group) => (
          <ProblemEntry view={view} group={group} lines={lines} tone={tone} />
        ))}
      </ul>
    </section>
  );
}

function BadTree({ view, state: { bad, inForce }, troubles, lines }: PartOptions) {
  const { problems } = view.words;
  if (!bad) return null;
  return (
    <Listed view={view} lines={lines} title={problems.bad} groups={troubles.bad}>
      <p>
        {problems.badSince} <TimeByClock at={bad.since} reader={view} />.{' '}
        {inForce ? (
          <>
            {problems.staysInForce} <TimeByClock at={inForce.since} reader={view} />
            {inForce.revision !== null && (
              <>
                {' '}
                <code>
                  <Foreign text={shortRevision(inForce.revision, 7)} />
                </code>
              </>
            )}
            .
          </>
        ) : (
          problems.nothingInForce
        )}
      </p>
    </Listed>
  );
}

function Storage({ view, state: { storage } }: PartOptions) {
  const { problems } = view.words;
  if (!storage) return null;
  return (
    <section class="card problem">
      <h2>{problems.storage}</h2>
      <p>
        {problems.since} <TimeByClock at={storage.since} reader={view} />
      </p>
      <SaidLines view={view} said={{ code: 'state-dir', message: storage.error }} />
    </section>
  );
}

function Refused({ view, troubles: { refusals } }: PartOptions) {
  const { problems } = view.words;
  if (refusals.length === 0) return null;
  return (
    <section>
      <h2>{problems.refused}</h2>
      <ul class="problem-list">
        {refusals.map((group) => (
          <li class="card problem">
            <SaidLines view={view} said={group[0]!} />
            <Whom view={view} tenants={group.flatMap(({ tenant }) => tenant ?? [])} />
          </li>
        ))}
      </ul>
      <p>
        <a href="/#refused">{problems.seeRefused}</a>
      </p>
    </section>
  );
}

function Unreached({ view, troubles: { failing } }: PartOptions) {
  const { problems } = view.words;
  if (failing.length === 0) return null;
  return (
    <section>
      <h2>{problems.failing}</h2>
      <ul class="problem-list">
        {failing.map((group) => {
          const all = group.map((one) => one.failing);
          const message = commonMessage(all.map(({ failure }) => failure.message));
          return (
            <li class="card problem">
              <SaidLines view={view} said={{ ...all[0]!.failure, message }} />
              <p>
                {problems.since} <TimeByClock at={Math.min(...all.map(({ since }) => since))} reader={view} />
                , {problems.tries(Math.max(...all.map(({ times }) => times)))}; {problems.nextTry}{' '}
                <Time at={Math.min(...all.map(({ retryAt }) => retryAt))} reader={view} />
              </p>
              <Whom view={view} tenants={group.map(({ name }) => name)} />
            </li>
          );
        })}
      </ul>
    </section>
  );
}
