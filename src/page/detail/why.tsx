import { shortRevision } from '../../files/revision.ts';
import { calledName } from '../../model/syncName.ts';
import type { ChainLink } from '../../reconcile/explain/explained.ts';
import { daysOfChanges, type Held, type ToldField } from '../../report/explain/answer.ts';
import { spanWords } from '../../report/explain/words.ts';
import { Foreign } from '../../report/html/kit/foreign.tsx';
import { ClockTime, Time, TimeByClock } from '../../report/html/kit/time.tsx';
import type { View } from '../view.ts';
import { ForeignValue, Place } from './pieces.tsx';

/** The chain of all that has a say, the winner first; who wrote it last, what holds it, and what the clock changes. */
export function Why({ view, field }: { readonly view: View; readonly field: ToldField }) {
  const { detail } = view.words;
  const { chain, held, next } = field;
  const winner = chain.find(({ window }) => window?.isOpen !== false);
  const hasRanks = new Set(chain.map(({ rank }) => rank)).size > 1;
  return (
    <>
      <ol class="chain">
        {chain.map((link) => (
          <Link view={view} link={link} isWinner={link === winner} hasRanks={hasRanks} />
        ))}
      </ol>
      {held && (
        <p class="heldBy outOfSync">
          <HeldWords view={view} held={held} />
        </p>
      )}
      <Past view={view} field={field} />
      {next.length > 0 && (
        <p class="faint">
          {detail.next}:{' '}
          {next.map(({ at, value }, index) => (
            <>
              {index > 0 && ' · '}
              <ClockTime reader={view} at={at} /> →{' '}
              {value ? <ForeignValue text={value.text} /> : detail.nothing}
            </>
          ))}
        </p>
      )}
    </>
  );
}

type LinkOptions = {
  readonly view: View;
  readonly link: ChainLink;
  readonly isWinner: boolean;
  readonly hasRanks: boolean;
};

function Link({ view, link, isWinner, hasRanks }: LinkOptions) {
  const { detail } = view.words;
  const { value, origin, rank, window, winsAt, secret, sync } = link;
  const isBeaten = !isWinner && window?.isOpen !== false;
  return (
    <li class={isWinner ? 'winner' : 'faint'}>
      <span class="said">
        <ForeignValue text={value.text} />
      </span>{' '}
      <Place origin={origin} />
      {(hasRanks || !window) && <> · {{ 1: detail.all, 2: detail.labelled, 3: detail.named }[rank]}</>}
      {window && <WindowWords view={view} window={window} />}
      {isWinner && <> · {detail.winner}</>}
      {isBeaten && winsAt === undefined && <> · {detail.overridden}</>}
      {isBeaten && winsAt !== undefined && (
        <>
          {' '}
          · {detail.againFrom} <ClockTime reader={view} at={winsAt} />
        </>
      )}
      {secret && (
        <>
          {' '}
          · {detail.secretFrom} <Foreign text={'env' in secret.ref ? secret.ref.env : secret.ref.file} />
        </>
      )}
      {sync && (
        <>
          {' '}
          · {detail.sharedBy} <Foreign text={calledName(sync)} />
        </>
      )}
    </li>
  );
}

function WindowWords({ view, window }: { readonly view: View; readonly window: ChainLink['window'] & {} }) {
  const { detail } = view.words;
  const { isOpen, opens, closes } = window;
  const at = isOpen ? closes : opens;
  const words = isOpen ? [detail.open, detail.openUntil] : [detail.closed, detail.opens];
  return (
    <>
      {' '}
      · {detail.window}{' '}
      <Foreign text={spanWords(window, view.here).replace('" for ', `" ${detail.windowFor} `)} />,{' '}
      {at === undefined ? (
        words[0]
      ) : (
        <>
          {words[1]} <ClockTime reader={view} at={at} />
        </>
      )}
    </>
  );
}

function Past({ view, field }: { readonly view: View; readonly field: ToldField }) {
  const { detail } = view.words;
  const { written, changedByOthers } = field;
  return (
    <p class="faint">
      {written ? (
        <>
          {detail.written} <Time at={Date.parse(written.time)} reader={view} />
          {(written.revision !== null || written.commit) && <> {detail.by}</>}
          {written.revision !== null && (
            <>
              {' '}
              <code>
                <Foreign text={shortRevision(written.revision, 7)} />
              </code>
            </>
          )}
          {written.commit && (
            <>
              {' '}
              <Foreign text={written.commit.author} />{' '}
              <q>
                <ForeignValue text={written.commit.subject} />
              </q>
            </>
          )}
        </>
      ) : (
        detail.neverWritten
      )}
      ; {detail.changedByOthers(changedByOthers, daysOfChanges)}
    </p>
  );
}

/** Why something is left alone, and until when. */
export function HeldWords({ view, held }: { readonly view: View; readonly held: Held }) {
  const { detail } = view.words;
  const { rule, until, reason, origin } = held;
  const words = {
    suspended: detail.heldSuspended,
    observed: detail.heldObserved,
    problems: detail.heldProblems,
    refused: detail.heldRefused,
    backOff: detail.heldBackOff,
    contested: detail.heldContested,
    failing: detail.heldFailing,
  };
  return (
    <>
      <strong>{words[rule]}</strong>
      {until !== undefined && (
        <>
          {' '}
          {detail.until} <TimeByClock at={until} reader={view} />
        </>
      )}
      {origin && (
        <>
          {' '}
          {detail.by} <Place origin={origin} />
        </>
      )}
      {reason !== undefined && (
        <>
          :{' '}
          <span {...(rule !== 'suspended' && { lang: 'en' })}>
            <ForeignValue text={reason} />
          </span>
        </>
      )}
    </>
  );
}
