import { calledName } from '../../model/syncName.ts';
import { Foreign } from '../../report/html/kit/foreign.tsx';
import { Mark } from '../../report/html/kit/mark.tsx';
import { Time } from '../../report/html/kit/time.tsx';
import { Frame } from '../frame.tsx';
import { SyncTimeline } from '../timeline/timeline.tsx';
import { Fields } from './fields.tsx';
import { SyncNotices, type SyncPageOptions } from './notices.tsx';
import { Facts, HealthMark, historyHref, statusTones, TimeOr, Trail } from './pieces.tsx';

/** Why one sync is as it is. */
export function SyncPage(options: SyncPageOptions) {
  const { view, told, known, failure } = options;
  const { tenant, sync, isAnswered, readAt } = told;
  const { detail } = view.words;
  const unanswered = failure === undefined ? detail.stillAsked : detail.notAnswered;
  return (
    <Frame view={view} title={`${tenant} / ${calledName(sync)}`}>
      <SyncHead {...options} />
      <SyncNotices {...options} />
      <Facts
        facts={[
          [detail.lastRun, <TimeOr view={view} at={known?.lastSync ?? null} none={detail.never} />],
          [detail.nextRun, <TimeOr view={view} at={known?.nextSync ?? null} none={detail.never} />],
          isAnswered && readAt !== undefined
            ? [detail.readAt, <Time at={readAt} reader={view} />]
            : [detail.readAt, unanswered],
          sync.id === ''
            ? undefined
            : [
                detail.identifier,
                <code>
                  <Foreign text={sync.id} />
                </code>,
              ],
          [detail.history, <a href={historyHref(tenant, sync)}>{detail.historyOf}</a>],
        ]}
      />
      <SyncTimeline view={view} sync={told} />
      <Fields view={view} told={told} unanswered={unanswered} />
    </Frame>
  );
}

function SyncHead({ view, told: { tenant, sync, isManaged }, known }: SyncPageOptions) {
  return (
    <header class="head">
      <Trail view={view} tenant={tenant} />
      <h1>
        <Foreign text={calledName(sync)} />
      </h1>
      <p class="marks">
        {isManaged ? (
          <Mark
            tone={known?.suspension ? 'suspended' : statusTones[known?.status ?? 'Unknown']}
            words={view.common}
          />
        ) : (
          <span class="faint">{view.words.detail.unmanaged}</span>
        )}
        <HealthMark view={view} health={known?.health ?? 'Unknown'} />
      </p>
    </header>
  );
}
