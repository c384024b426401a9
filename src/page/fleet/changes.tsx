import { raw } from 'hono/html';
import { createOnce } from '../../base/collections.ts';
import { capital } from '../../base/text/words.ts';
import { type FieldChange, fieldName, nameOf } from '../../model/fields/index.ts';
import { syncName } from '../../model/syncName.ts';
import { Change } from '../../report/html/kit/change.tsx';
import { Foreign } from '../../report/html/kit/foreign.tsx';
import { TimeByClock } from '../../report/html/kit/time.tsx';
import { whysOf } from '../../report/why.ts';
import { TenantLink } from '../links.tsx';
import type { View } from '../view.ts';

/** What differs of one sync of one tenant. */
export type Differing = {
  readonly tenant: string;
  readonly sync: { readonly name: string; readonly salesChannel: string | null };
  readonly mode: 'enforce' | 'observe';
  readonly blocked?: true;
  readonly fields: readonly FieldChange[];
  /** Which of the fields are left alone for now, why, and until when (ms since 1970). */
  readonly held?: readonly HeldValue[];
};

export type HeldValue = {
  readonly name: string;
  readonly why: 'contested' | 'failing';
  readonly until: number;
};

/** So many names are told at most, but of what is to be approved: the list of tenants has them all. */
const mostNames = 200;
/** So many groups stand open. */
const openUpTo = 10;

type ChangesOptions = {
  readonly view: View;
  readonly groups: readonly (readonly Differing[])[];
  /** Of how many tenants. */
  readonly tenants: number;
  /** All tenants are named, however many. */
  readonly isWhole?: boolean | undefined;
};

/** By the language: all who ask between two passes are shown the same. */
const drawn = { en: createOnce<string>(), de: createOnce<string>() };

/** What many tenants have in common once; folded where it is long. */
export function Changes({ view, groups, tenants, isWhole = false }: ChangesOptions) {
  const isHeld = groups.some((group) => group.some(({ held = [] }) => held.length > 0));
  const { timezone, now } = view.here;
  const parts = [tenants, isWhole, timezone, isHeld && Math.floor(now / 1_000)];
  const draw = () => `${<Groups view={view} groups={groups} tenants={tenants} isWhole={isWhole} />}`;
  return raw(drawn[view.language](groups, parts, draw));
}

function Groups({ view, groups, tenants, isWhole }: ChangesOptions) {
  const { fleet } = view.words;
  const all = (some: ChangesOptions['groups']) => (
    <ul class="changes">
      {some.map((group) => (
        <ChangeGroup view={view} group={group} tenants={tenants} isWhole={isWhole} />
      ))}
    </ul>
  );
  const rest = groups.slice(openUpTo);
  return (
    <>
      {all(groups.slice(0, openUpTo))}
      {rest.length > 0 && (
        <details>
          <summary>{fleet.moreChanges(rest.length)}</summary>
          {all(rest)}
        </details>
      )}
    </>
  );
}

type ChangeGroupOptions = Pick<ChangesOptions, 'view' | 'tenants' | 'isWhole'> & {
  readonly group: readonly Differing[];
};

function ChangeGroup({ view, group, tenants, isWhole }: ChangeGroupOptions) {
  const { fleet } = view.words;
  const [first] = group as readonly [Differing];
  return (
    <li>
      <h3>
        {group.length === 1 && (
          <>
            <TenantLink name={first.tenant} /> /{' '}
          </>
        )}
        <Foreign text={syncName(first.sync)} />
        {group.length > 1 && <span class="faint"> {fleet.onTenants(group.length, tenants)}</span>}
        {first.mode === 'observe' && <span class="caution"> {fleet.observed}</span>}
        {first.blocked && <span class="caution"> {fleet.blocked}</span>}
      </h3>
      <dl class="differing">
        {first.fields.map((_, index) => (
          <FieldValues view={view} group={group} index={index} />
        ))}
      </dl>
      {group.length > 1 && <Names view={view} names={group.map(({ tenant }) => tenant)} isWhole={isWhole} />}
    </li>
  );
}

function FieldValues({
  view,
  group,
  index,
}: Pick<ChangeGroupOptions, 'view' | 'group'> & { readonly index: number }) {
  const { fleet } = view.words;
  const fields = group.map((one) => one.fields[index]!);
  const name = nameOf(fields[0]!);
  const isHeld = (hold: HeldValue) => hold.name === name && hold.until > view.here.now;
  const held = group.flatMap((one) => one.held?.find(isHeld) ?? [])[0];
  const whys = whysOf(fields).flatMap(({ cause }) =>
    cause in fleet ? [fleet[cause as 'live' | 'git']] : [],
  );
  return (
    <div>
      <dt>
        <bdi>{fieldName(fields[0]!)}</bdi>
      </dt>
      <dd>
        <Change fields={fields} />
        {whys.length > 0 && <span class="faint"> {whys.join(', ')}</span>}
        {held && (
          <span class="caution">
            {' '}
            {capital(fleet[held.why])} <TimeByClock at={held.until} reader={view} />
          </span>
        )}
      </dd>
    </div>
  );
}

type NamesOptions = { readonly view: View; readonly names: readonly string[] } & Pick<
  ChangesOptions,
  'isWhole'
>;

/** Tenants by name, each a link; folded where they are many. */
export function Names({ view, names, isWhole }: NamesOptions) {
  const { fleet } = view.words;
  const most = isWhole ? names.length : mostNames;
  const more = names.length - most;
  const links = (
    <p class="whom">
      {names.slice(0, most).map((name, index) => (
        <>
          {index > 0 && ', '}
          <TenantLink name={name} />
        </>
      ))}
      {more > 0 && ` ${fleet.more(more)}`}
    </p>
  );
  if (names.length <= openUpTo) return links;
  return (
    <details>
      <summary>{fleet.tenants(names.length)}</summary>
      {links}
    </details>
  );
}
