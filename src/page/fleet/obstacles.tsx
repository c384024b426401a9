import type { Problem } from '../../generated/plan.ts';
import type { StatusJson } from '../../generated/status.ts';
import { sameProblems } from '../../problems/sameMessage.ts';
import { shortPlanId } from '../../reconcile/safety/waysOut.ts';
import { Foreign } from '../../report/html/kit/foreign.tsx';
import { Shape, type Tone } from '../../report/html/kit/mark.tsx';
import { Message } from '../../report/html/kit/message.tsx';
import { Time, TimeByClock } from '../../report/html/kit/time.tsx';
import type { View } from '../view.ts';

type ObstaclesOptions = { readonly view: View; readonly status: StatusJson };

/** What stands in the way, and what was allowed beyond the rules. Draws nothing where there is none. */
export function Obstacles({ view, status }: ObstaclesOptions) {
  const { problems, daemon, allow, approval } = status;
  const { fleet } = view.words;
  return (
    <>
      <BadFiles view={view} status={status} />
      {problems.length > 0 && (
        <Notice tone="problems" title={fleet.notWritten}>
          <Problems view={view} problems={problems} />
        </Notice>
      )}
      {daemon.storage && (
        <Notice tone="problems" title={fleet.storage}>
          <p>
            <Time at={Date.parse(daemon.storage.since)} reader={view} />
            {': '}
            <span lang="en">
              <Foreign text={daemon.storage.error} />
            </span>
          </p>
        </Notice>
      )}
      {allow && <Allowance view={view} allow={allow} />}
      {approval && <WaitingApproval view={view} approval={approval} />}
    </>
  );
}

function BadFiles({ view, status: { badTree, daemon } }: ObstaclesOptions) {
  const { fleet } = view.words;
  if (!badTree) return null;
  return (
    <Notice tone="problems" title={fleet.badTree}>
      <p>
        {fleet.since} <TimeByClock at={Date.parse(badTree.since)} reader={view} />
        {'. '}
        {daemon.inForce ? fleet.lastGoodHolds : fleet.noGoodTree}
      </p>
      <Problems view={view} problems={badTree.problems} />
    </Notice>
  );
}

type WaitingApprovalOptions = {
  readonly view: View;
  readonly approval: NonNullable<StatusJson['approval']>;
};

function WaitingApproval({ view, approval: { plan, at, until } }: WaitingApprovalOptions) {
  const { fleet } = view.words;
  return (
    <Notice tone="unknown" title={fleet.approved(shortPlanId(plan))}>
      <p>
        {fleet.approvedAt} <Time at={Date.parse(at)} reader={view} />; {fleet.endsUnused}{' '}
        <Time at={Date.parse(until)} reader={view} />
      </p>
    </Notice>
  );
}

function Allowance({
  view,
  allow,
}: {
  readonly view: View;
  readonly allow: NonNullable<StatusJson['allow']>;
}) {
  const { fleet } = view.words;
  const lifts = [
    ...(allow.changes === undefined ? [] : [fleet.syncs(allow.changes)]),
    ...(allow.tenants === undefined ? [] : [fleet.tenants(allow.tenants)]),
  ];
  return (
    <Notice tone="unknown" title={`${fleet.allowed} ${lifts.join(', ') || '–'}`}>
      <p>
        {fleet.until} <Time at={Date.parse(allow.until)} reader={view} />
        {allow.reason !== undefined && (
          <>
            {': '}
            <Foreign text={allow.reason} />
          </>
        )}
      </p>
    </Notice>
  );
}

type NoticeOptions = {
  readonly id?: string;
  readonly tone: Tone;
  readonly title: string;
  readonly children?: unknown;
};

export function Notice({ id, tone, title, children }: NoticeOptions) {
  return (
    <section class={`obstacle card ${tone}`} {...(id !== undefined && { id })}>
      <h2>
        <Shape tone={tone} /> {title}
      </h2>
      {children}
    </section>
  );
}

/** So many are told here; the page of problems has them all. */
const mostProblems = 3;

function Problems({ view, problems }: { readonly view: View; readonly problems: readonly Problem[] }) {
  const { fleet } = view.words;
  const groups = sameProblems(problems);
  return (
    <>
      <ul class="messages">
        {groups.slice(0, mostProblems).map(([first]) => (
          <li>
            {first!.origin && (
              <code>
                <Foreign text={`${first!.origin.file}:${first!.origin.line}`} />
              </code>
            )}{' '}
            <Message text={first!.message} />
          </li>
        ))}
      </ul>
      <p>
        <a href="/problems">{fleet.allProblems(problems.length)}</a>
      </p>
    </>
  );
}
