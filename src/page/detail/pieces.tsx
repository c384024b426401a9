import type { Child } from 'hono/jsx';
import type { Sync as SyncJson } from '../../generated/status.ts';
import { type FieldChange, fieldName } from '../../model/fields/index.ts';
import { Change } from '../../report/html/kit/change.tsx';
import { Foreign } from '../../report/html/kit/foreign.tsx';
import { Shape, type Tone } from '../../report/html/kit/mark.tsx';
import { Message } from '../../report/html/kit/message.tsx';
import { Time } from '../../report/html/kit/time.tsx';
import { TenantLink } from '../links.tsx';
import type { View } from '../view.ts';

type InView = { readonly view: View };

/** A time of a status, or what stands where there is none. */
export function TimeOr({ view, at, none }: InView & { readonly at: string | null; readonly none: string }) {
  return at === null ? <span class="faint">{none}</span> : <Time at={Date.parse(at)} reader={view} />;
}

const healthTones: Readonly<Record<SyncJson['health'], Tone>> = {
  Healthy: 'inSync',
  Degraded: 'failing',
  Suspended: 'suspended',
  Unknown: 'unknown',
};

/** How a sync fares by its worker's own word, which says nothing of whether it is as it should be. */
export function HealthMark({ view, health }: InView & { readonly health: SyncJson['health'] }) {
  const { healthy, degraded, stopped, healthUnknown } = view.words.detail;
  const says = { Healthy: healthy, Degraded: degraded, Suspended: stopped, Unknown: healthUnknown };
  return (
    <span class={`mark ${healthTones[health]}`}>
      <Shape tone={healthTones[health]} /> {says[health]}
    </span>
  );
}

export const statusTones: Readonly<Record<SyncJson['status'], Tone>> = {
  Synced: 'inSync',
  OutOfSync: 'outOfSync',
  Unknown: 'unknown',
};

const longest = 160;

/** A value that somebody else wrote. One that is very long is folded. */
export function ForeignValue({ text }: { readonly text: string }) {
  if (text.length <= longest) return <Foreign text={text} />;
  return (
    <details class="long">
      <summary>
        <Foreign text={`${text.slice(0, longest)}…`} />
      </summary>
      <Foreign text={text} />
    </details>
  );
}

/** `interval 5m → 10m`. */
export function ChangedField({ change }: { readonly change: FieldChange }) {
  return (
    <>
      <Foreign text={fieldName(change)} /> <Change fields={[change]} />
    </>
  );
}

/** Something to know first, with its shape. */
export function Notice({ tone, children }: { readonly tone: Tone; readonly children?: Child }) {
  return (
    <li class={`alert ${tone}`}>
      <Shape tone={tone} />
      <div>{children}</div>
    </li>
  );
}

/** What is said of one problem or failure, in the product's own words. */
export function Said({
  view,
  said,
}: InView & {
  readonly said: {
    readonly message: string;
    readonly hint?: string | undefined;
    readonly origin?: { readonly file: string; readonly line: number } | null;
  };
}) {
  const { message, hint, origin } = said;
  return (
    <div>
      {origin && (
        <>
          <Place origin={origin} />
          {': '}
        </>
      )}
      <Message text={message} />
      {hint !== undefined && (
        <p class="faint">
          {view.words.detail.hint}: <Message text={hint} />
        </p>
      )}
    </div>
  );
}

/** `syncs/acme/ebay.yaml:3`. */
export function Place({ origin }: { readonly origin: { readonly file: string; readonly line: number } }) {
  return (
    <code class="place">
      <Foreign text={`${origin.file}:${origin.line}`} />
    </code>
  );
}

/** From the fleet down to the page. */
export function Trail({ view, tenant }: InView & { readonly tenant?: string }) {
  return (
    <nav class="trail" aria-label={view.words.detail.trail}>
      <a href="/">{view.words.frame.fleet}</a>
      {tenant !== undefined && (
        <>
          {' › '}
          <TenantLink name={tenant} />
        </>
      )}
    </nav>
  );
}

export function historyHref(tenant: string, sync?: { readonly id: string; readonly name: string }): string {
  return `/history?${new URLSearchParams({ tenant, ...(sync && { sync: sync.id || sync.name }) })}`;
}

/** Named things and what they are, in one line. */
export function Facts({
  facts,
}: {
  readonly facts: readonly (readonly [name: string, what: Child] | undefined)[];
}) {
  return (
    <dl class="facts">
      {facts.map(
        (fact) =>
          fact && (
            <div>
              <dt>{fact[0]}</dt>
              <dd>{fact[1]}</dd>
            </div>
          ),
      )}
    </dl>
  );
}
