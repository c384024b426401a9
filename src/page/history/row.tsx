import { shortRevision } from '../../files/revision.ts';
import { fieldOf, type HistoryRecord } from '../../journal/history.ts';
import { type FieldChange, fieldName } from '../../model/fields/index.ts';
import { syncName } from '../../model/syncName.ts';
import { Change } from '../../report/html/kit/change.tsx';
import { Foreign } from '../../report/html/kit/foreign.tsx';
import { Shape, type Tone } from '../../report/html/kit/mark.tsx';
import { Message } from '../../report/html/kit/message.tsx';
import { Time } from '../../report/html/kit/time.tsx';
import { syncHref, TenantLink } from '../links.tsx';
import { reasonsIn, resultIn } from '../passWords.ts';
import type { View } from '../view.ts';

type RowOptions = { readonly view: View; readonly group: readonly HistoryRecord[] };
type ChangeRecord = Extract<HistoryRecord, { kind: 'change' }>;

const toneOf = {
  applied: 'inSync',
  failed: 'failing',
  notConverged: 'problems',
  notAttempted: 'unknown',
  refused: 'refused',
  observed: 'outOfSync',
} as const satisfies Record<NonNullable<ChangeRecord['outcome']> | 'observed', Tone>;

/** What one pass or command did, alike on all of the group. */
export function HistoryRow({ view, group }: RowOptions) {
  const { history } = view.words;
  const record = group[0]!;
  const at = Date.parse(record.time);
  const changes = group.filter((one) => one.kind === 'change');
  return (
    <tr>
      <th scope="row" data-label={history.time}>
        <span class="clock">{view.here.calendar.localAt(at, view.here.timezone).slice(11)}</span>{' '}
        <span class="faint">
          <Time at={at} reader={view} />
        </span>
      </th>
      {record.kind === 'pass' ? (
        <td colspan={3}>
          <PassTold view={view} record={record} />
        </td>
      ) : (
        <ChangeCells view={view} changes={changes} />
      )}
      <td data-label={history.by}>
        <div>
          <By view={view} record={record} />
        </div>
      </td>
    </tr>
  );
}

function ChangeCells({ view, changes }: { readonly view: View; readonly changes: readonly ChangeRecord[] }) {
  const { history } = view.words;
  const { outcome = 'observed', error, cause } = changes[0]!;
  const fields: readonly FieldChange[] = changes.map(fieldOf);
  return (
    <>
      <td data-label={history.where}>
        <div>
          <Where view={view} changes={changes} />
        </div>
      </td>
      <td data-label={history.change}>
        <div>
          <strong>
            <Foreign text={fieldName(fields[0]!)} />
          </strong>{' '}
          <Change fields={fields} />
          <span class="note faint">{history[cause]}</span>
        </div>
      </td>
      <td data-label={history.outcome}>
        <div>
          <span class={`mark ${toneOf[outcome]}`}>
            <Shape tone={toneOf[outcome]} /> {history[outcome]}
          </span>
          {error && <Told view={view} told={error} />}
        </div>
      </td>
    </>
  );
}

/** Up to so many tenants are named at once. */
const openUpTo = 5;

function Where({ view, changes }: { readonly view: View; readonly changes: readonly ChangeRecord[] }) {
  const { history } = view.words;
  const [first] = changes as readonly [ChangeRecord];
  const name = syncName(first.sync);
  if (changes.length === 1) {
    return (
      <>
        <TenantLink name={first.tenant} /> /{' '}
        <a href={syncHref(first.tenant, first.sync)}>
          <Foreign text={name} />
        </a>
      </>
    );
  }
  return (
    <>
      <Foreign text={name} />
      <details open={changes.length <= openUpTo}>
        <summary>{history.onTenants(changes.length)}</summary>
        {changes.map(({ tenant, sync }, index) => (
          <>
            {index > 0 && ', '}
            <a href={syncHref(tenant, sync)}>
              <Foreign text={tenant} />
            </a>
          </>
        ))}
      </details>
    </>
  );
}

type ToldRecord = { readonly code: string; readonly message: string; readonly hint?: string };

/** In the words of the product, which are English. */
function Told({ view, told: { code, message, hint } }: { readonly view: View; readonly told: ToldRecord }) {
  return (
    <span class="note">
      <Message text={message} /> <code class="faint">[{code}]</code>
      {hint !== undefined && (
        <span class="note faint">
          {view.words.history.hint} <Message text={hint} />
        </span>
      )}
    </span>
  );
}

type PassRecord = Extract<HistoryRecord, { kind: 'pass' }>;

/** A pass that came to no change: refused, stopped by problems, or failed; or what it saw. */
function PassTold({ view, record }: { readonly view: View; readonly record: PassRecord }) {
  const { history } = view.words;
  const { result, told = [] } = record;
  const isSeen = told[0]?.code.startsWith('unmanaged.');
  const tone: Tone = isSeen ? 'unknown' : result === 'refused' ? 'refused' : 'problems';
  return (
    <>
      <span class={`mark ${tone}`}>
        <Shape tone={tone} /> {isSeen ? history.seen : `${history.pass}: `}
        {!isSeen && <Foreign text={resultIn(result, view.words)} />}
      </span>
      {told.map((one) => (
        <Told view={view} told={one} />
      ))}
    </>
  );
}

function By({ view, record }: { readonly view: View; readonly record: HistoryRecord }) {
  const { history } = view.words;
  const { revision, commit, pass, reasons } = record;
  const isApproved = record.kind === 'change' && record.approvedAt !== undefined;
  const allowed = record.kind === 'change' ? record.allowed : undefined;
  const why = pass === null ? history.command : reasonsIn(reasons, view.words).join(', ');
  return (
    <>
      {commit && (
        <>
          <Foreign text={commit.author} /> <q>{<Foreign text={commit.subject} />}</q>{' '}
        </>
      )}
      {revision !== null && (
        <code>
          <Foreign text={shortRevision(revision, 7)} />
        </code>
      )}
      {why !== '' && (
        <span class="note faint">
          <Foreign text={why} />
        </span>
      )}
      {isApproved && <span class="note">{history.approved}</span>}
      {allowed && (
        <span class="note">
          {history.allowed}
          {allowed.reason !== undefined && (
            <>
              : <Foreign text={allowed.reason} />
            </>
          )}
        </span>
      )}
    </>
  );
}
