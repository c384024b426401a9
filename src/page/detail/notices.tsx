import type { Halted as HaltedJson, StatusJson, Sync as SyncJson } from '../../generated/status.ts';
import { fieldName, fieldToShow } from '../../model/fields/index.ts';
import type { Held, ToldSync } from '../../report/explain/answer.ts';
import { Foreign } from '../../report/html/kit/foreign.tsx';
import type { Tone } from '../../report/html/kit/mark.tsx';
import { TimeByClock } from '../../report/html/kit/time.tsx';
import type { View } from '../view.ts';
import { Notice, Said } from './pieces.tsx';
import { HeldWords } from './why.tsx';

export type SyncPageOptions = {
  readonly view: View;
  readonly status: StatusJson;
  readonly told: ToldSync;
  /** As the last pass left it; undefined for one that no document names. */
  readonly known: SyncJson | undefined;
  /** Why the tenant could not be asked; absent for one that answers, or is being asked still. */
  readonly failure: string | undefined;
};

/** All that is to be known of a sync before its fields are read. */
export function SyncNotices({ view, status, told, known, failure }: SyncPageOptions) {
  const { holds, isManaged, tenant, sync, problems } = told;
  const halted = status.halted?.find((one) => one.tenant === tenant && one.sync.id === sync.id);
  return (
    <ul class="alerts">
      <AnswerNotice view={view} told={told} failure={failure} />
      {holds.map((held) => (
        <Notice tone={toneOfHold(held)}>
          <HeldWords view={view} held={held} />
        </Notice>
      ))}
      {problems.map((problem) => (
        <Notice tone="problems">
          <Said view={view} said={problem} />
        </Notice>
      ))}
      {known?.contested.map((one) => (
        <ContestedNotice view={view} contested={one} />
      ))}
      {halted && <HaltedNotice view={view} halted={halted} />}
      {!isManaged && (
        <Notice tone="unknown">
          {view.words.detail.unmanagedSync} <PullCommand tenant={tenant} />
        </Notice>
      )}
      {status.badTree && <BadTreeNotice view={view} />}
    </ul>
  );
}

function toneOfHold({ rule }: Held): Tone {
  if (rule === 'problems' || rule === 'refused') return rule;
  return rule === 'backOff' ? 'failing' : 'suspended';
}

type AnswerNoticeOptions = {
  readonly view: View;
  readonly told: ToldSync;
  readonly failure: string | undefined;
};

/** A tenant that rests in back-off says so by what holds its syncs. */
function AnswerNotice({ view, told: { isAnswered, holds }, failure }: AnswerNoticeOptions) {
  if (isAnswered) return null;
  if (failure === undefined) return <Pending view={view} />;
  if (holds.some(({ rule }) => rule === 'backOff')) return null;
  return (
    <Notice tone="failing">
      {view.words.detail.notAnswered}: <Said view={view} said={{ message: failure }} />
    </Notice>
  );
}

function HaltedNotice({ view, halted }: { readonly view: View; readonly halted: HaltedJson }) {
  const { haltedFailing, haltedStopped, haltedHint } = view.words.detail;
  const isFailing = halted.state === 'failing';
  return (
    <Notice tone={isFailing ? 'failing' : 'suspended'}>
      {isFailing ? haltedFailing : haltedStopped} <TimeByClock at={Date.parse(halted.since)} reader={view} />.{' '}
      {haltedHint}
    </Notice>
  );
}

/** The page is fetched again by its script, or by whoever reads it. */
function Pending({ view }: { readonly view: View }) {
  const { detail } = view.words;
  const { pathname, search } = view.address;
  return (
    <Notice tone="unknown">
      <span data-again>{detail.stillAskedLong}</span> <a href={`${pathname}${search}`}>{detail.lookAgain}</a>
    </Notice>
  );
}

type ContestedJson = SyncJson['contested'][number];

function ContestedNotice({ view, contested }: { readonly view: View; readonly contested: ContestedJson }) {
  const { detail } = view.words;
  const { field, writes, nextAt } = contested;
  const at = Date.parse(nextAt);
  return (
    <Notice tone="outOfSync">
      <strong>
        <Foreign text={fieldName(fieldToShow(field, field))} /> {detail.contested}
      </strong>
      : {detail.contestedWrites(writes)} <TimeByClock at={at} reader={view} />. {detail.contestedHint}
    </Notice>
  );
}

export function BadTreeNotice({ view }: { readonly view: View }) {
  const { detail } = view.words;
  return (
    <Notice tone="problems">
      {detail.badTree} <a href="/problems">{detail.allProblems}</a>
    </Notice>
  );
}

/** What brings into git what no document names. */
export function PullCommand({ tenant }: { readonly tenant: string }) {
  const isPlain = /^[\w.@-]+$/.test(tenant);
  return (
    <code>
      <Foreign text={`sollist pull --new -t ${isPlain ? tenant : `'${tenant.replaceAll("'", "'\\''")}'`}`} />
    </code>
  );
}
