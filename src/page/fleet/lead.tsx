import type { Wrong } from '../../daemon/status/wrongs.ts';
import { shortRevision } from '../../files/revision.ts';
import type { StatusJson } from '../../generated/status.ts';
import { parseDuration, toShort } from '../../model/duration.ts';
import { Foreign } from '../../report/html/kit/foreign.tsx';
import { Shape } from '../../report/html/kit/mark.tsx';
import { Time } from '../../report/html/kit/time.tsx';
import { reasonsIn, resultIn } from '../passWords.ts';
import { verdictParts } from '../verdict.ts';
import type { View } from '../view.ts';

type LeadOptions = { readonly view: View; readonly status: StatusJson };

/** Whether all is well, to be read from two metres; and below it what was done when, by which files. */
export function Lead({ view, status }: LeadOptions) {
  const { verdict, words } = view;
  const [worst, ...others] = verdictParts(verdict, words).map((part, index) => {
    const href = whereTold(verdict.wrongs[index]?.kind, status);
    return href === undefined ? part : <a href={href}>{part}</a>;
  });
  return (
    <section class={`lead card ${verdict.tone}`}>
      <h1>
        <Shape tone={verdict.tone} /> <span>{worst}</span>
      </h1>
      {others.length > 0 && (
        <p class="others">
          {others.map((part, index) => (
            <>
              {index > 0 && ' · '}
              {part}
            </>
          ))}
        </p>
      )}
      <dl class="facts">
        <LastPass view={view} status={status} />
        <NextPass view={view} status={status} />
        <Fact label={words.fleet.watching}>
          {words.fleet[`watch_${status.daemon.watchMode ?? 'unknown'}`]}
        </Fact>
        <InForce view={view} status={status} />
      </dl>
    </section>
  );
}

/** Where more is said of what is wrong: what to do, and what happens by itself. */
function whereTold(kind: Wrong['kind'] | undefined, { refused }: StatusJson): string | undefined {
  const differing = refused ? '/#refused' : '/#differs';
  if (kind === 'failing') return '/?state=failing#tenants';
  if (kind === 'outOfSync' || kind === 'contested') return differing;
  if (kind === 'refused') return refused ? '/#refused' : '/problems';
  const areProblems = ['storage', 'badTree', 'blocked', 'troubled'].includes(kind ?? '');
  return areProblems ? '/problems' : undefined;
}

function Fact({ label, children }: { readonly label: string; readonly children?: unknown }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd>{children}</dd>
    </div>
  );
}

function LastPass({ view, status: { lastPass } }: LeadOptions) {
  const { fleet } = view.words;
  if (!lastPass) return <Fact label={fleet.lastPass}>{fleet.noPass}</Fact>;
  const { finishedAt, reasons, result, milliseconds } = lastPass;
  const duration = new Intl.NumberFormat(view.language).format(milliseconds);
  const why = reasonsIn(reasons, view.words).join(', ');
  return (
    <Fact label={fleet.lastPass}>
      <Time at={Date.parse(finishedAt)} reader={view} />: {resultIn(result, view.words)} ({why}), {duration}{' '}
      ms
    </Fact>
  );
}

function NextPass({ view, status: { daemon } }: LeadOptions) {
  const { fleet } = view.words;
  const period = parseDuration(daemon.period ?? '');
  const at = daemon.nextPassAt;
  // In the same place, so that nothing moves below the reader when a pass begins and ends.
  const next = at === null ? '–' : <Time at={Date.parse(at)} reader={view} />;
  return (
    <Fact label={fleet.nextPass}>
      {view.verdict.isLooking ? view.words.verdict.looking : next}
      {period !== undefined && <span class="faint">, {fleet.every(toShort(period))}</span>}
    </Fact>
  );
}

function InForce({ view, status: { daemon } }: LeadOptions) {
  const { fleet } = view.words;
  const { inForce } = daemon;
  if (!inForce) return <Fact label={fleet.inForce}>{fleet.noneInForce}</Fact>;
  const { revision, commit, treeHash, since } = inForce;
  return (
    <Fact label={fleet.inForce}>
      {revision !== null && (
        <>
          <code>
            <Foreign text={shortRevision(revision, 12)} />
          </code>
          {revision.endsWith('-dirty') && <span class="caution"> {fleet.dirty}</span>}{' '}
        </>
      )}
      {commit && (
        <>
          <Foreign text={commit.subject} />{' '}
          <span class="faint">
            <Foreign text={commit.author} />
          </span>
          {', '}
        </>
      )}
      {fleet.tree} <code>{treeHash.slice(7, 19)}</code>, <Time at={Date.parse(since)} reader={view} />
    </Fact>
  );
}
