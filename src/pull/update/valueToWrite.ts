import { type Duration, isDesirable, toShort } from '../../model/duration.ts';
import { inClear, type OptionChange } from '../../model/fields/option.ts';
import { syncName } from '../../model/syncName.ts';
import { equalValues } from '../../model/value.ts';
import { isWellFormed } from '../../yaml/write.ts';
import { desiredText, whySecretByShape } from '../documentValue.ts';
import type { Drift, WantedPlace } from './disagreement.ts';
import type { NewValue } from './edits.ts';
import { type Reason, reason, type WhySecret } from './reason.ts';

/**
 * What a document may say of a value that has drifted, so that it means what the ERP has; or why it may say nothing.
 * `drifts` are of one value on one tenant, and `wanted` all that have a say in it.
 */
export function valueToWrite(
  drifts: readonly Drift[],
  wanted: readonly WantedPlace[],
  whySecret: WhySecret,
): NewValue | Reason {
  const [first] = drifts;
  if (!first) return reason('unfit', 'Wawi has what the document says');
  const secret = drifts.map((drift) => whyNotShown(drift, whySecret)).find((why) => why !== undefined);
  if (secret) return secret;
  const suspended = drifts.find((drift) => drift.isSuspended);
  if (suspended) {
    const text = `${syncName(suspended.sync)} is suspended, so nothing is held against it`;
    return reason('suspended', text);
  }
  if (drifts.some((drift) => !drift.isAsked)) {
    const text = `${first.tenant} stores the value once for several syncs, and --sync leaves one of them out`;
    return reason('narrowed', text);
  }
  if (
    !drifts.every((drift) => isSameLive(drift, first)) ||
    !wanted.every((place) => hasDrifted(place, drifts))
  ) {
    return reason('unfit', 'syncs that share it have different values for it');
  }
  const { field } = first;
  switch (field.field) {
    case 'interval':
      return intervalToWrite(field.before);
    case 'active':
      return activeToWrite(field.before);
    case 'configs':
      return textToWrite(field);
  }
}

function whyNotShown({ field }: Drift, whySecret: WhySecret): Reason | undefined {
  if (field.field !== 'configs') return undefined;
  if (field.secret) {
    const hint = 'change the secret where it is kept, or let `sollist apply` set it';
    return { kind: 'secret', text: 'a reference to a secret is never touched', hint };
  }
  const why =
    whySecret(field.option.id) ?? whySecret(field.option.name) ?? whySecretByShape([inClear(field.before)]);
  if (why === undefined) return undefined;
  const hint = 'write { env: NAME } or { file: PATH } in its place';
  return { kind: 'secret', text: `${why}, and no secret may stand in a file`, hint, isSensitive: true };
}

function isSameLive({ field: a }: Drift, { field: b }: Drift): boolean {
  if (a.field !== 'configs' || b.field !== 'configs') return a.field === b.field && a.before === b.before;
  const isText = isNoSecret(a) && isNoSecret(b);
  return isText && a.option.type === b.option.type && equalValues(a.option.type, a.before, b.before);
}

type OpenChange = OptionChange & { readonly before: string | null };

function isNoSecret(change: OptionChange): change is OpenChange {
  return change.before === null || typeof change.before === 'string';
}

function hasDrifted({ sync }: WantedPlace, drifts: readonly Drift[]): boolean {
  return drifts.some((drift) => drift.sync.id === sync.id);
}

function intervalToWrite(live: Duration | null): NewValue | Reason {
  if (live === null) return reason('noValue', 'Wawi has no interval for it');
  if (!isDesirable(live))
    return reason('unfit', `the interval in Wawi, ${toShort(live)}, is not between 1s and 10 years`);
  return { kind: 'interval', duration: live };
}

function activeToWrite(live: boolean | null): NewValue | Reason {
  return live === null ? reason('noValue', 'Wawi does not tell it') : { kind: 'text', text: String(live) };
}

function textToWrite(change: OptionChange): NewValue | Reason {
  if (!isNoSecret(change)) return reason('unfit', 'its value is a secret');
  if (change.before === null) return reason('noValue', 'Wawi has no value for it');
  const text = desiredText(change.option.type, change.before);
  if (text === undefined)
    return reason('unfit', `the value in Wawi is none that the type ${change.option.type} can hold`);
  if (!isWellFormed(text)) return reason('unfit', 'the value in Wawi is no valid Unicode');
  return { kind: 'text', text };
}
