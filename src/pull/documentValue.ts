import { groupBy } from '../base/collections.ts';
import { normalized } from '../base/text/characters.ts';
import { looksSecret } from '../base/text/secretName.ts';
import { foldId } from '../base/uuid.ts';
import type { ObservedOption } from '../model/fields/kind.ts';
import type { ObservedSync } from '../model/observed.ts';
import { secretSpans } from '../model/secretSigns.ts';
import { equalValues, toWire } from '../model/value.ts';
import { isWellFormed, remark, scalar } from '../yaml/write.ts';

/** A value as a document holds it, or why none does. A `reason` never names the value. */
export type DocumentValue =
  | { readonly kind: 'value'; readonly yaml: string }
  | { readonly kind: 'secret'; readonly reason: string }
  | { readonly kind: 'unfit'; readonly reason: string };

/**
 * What documents can say of each option of a tenant. The ERP stores an option once for all syncs of a type: what makes
 * it a secret on one of them makes it one on all.
 */
export function createDocumentValueOf(
  syncs: readonly ObservedSync[],
  secretPatterns: readonly string[],
  acceptsNull: boolean,
): (option: ObservedOption) => DocumentValue {
  const byId = groupBy(
    syncs.flatMap((sync) => sync.options),
    (option) => foldId(option.id),
  );
  const sharedByGroup = new Map([...byId].map(([id, group]) => [id, sharedValueOf(group, secretPatterns)]));
  return (option) => sharedByGroup.get(foldId(option.id)) ?? ownValueOf(option, acceptsNull);
}

function sharedValueOf(
  group: readonly ObservedOption[],
  patterns: readonly string[],
): DocumentValue | undefined {
  const names = [...new Set(group.map((option) => option.name))];
  const reason = whySecret(names, patterns) ?? whySecretByShape(group.map(({ value }) => value));
  if (reason !== undefined) return { kind: 'secret', reason };
  const [first, ...others] = group;
  const isSame = (other: ObservedOption) =>
    other.type === first!.type && equalValues(other.type, other.value, first!.value);
  if (others.every(isSame)) return undefined;
  return unfit('syncs that share it have different values for it');
}

/** Why the value of an option with these names must not stand in a file; undefined where it may. */
export function whySecret(names: readonly string[], patterns: readonly string[]): string | undefined {
  if (names.some(looksSecret)) return 'its name looks like a secret';
  const isNamed = names.some((name) => patterns.some((pattern) => matches(pattern, name)));
  return isNamed ? '--secret names it' : undefined;
}

/** Why none of these values may stand in a file, whatever they are called; undefined where all may. */
export function whySecretByShape(values: readonly (string | null)[]): string | undefined {
  const isSecret = values.some((value) => value !== null && secretSpans(value).length > 0);
  return isSecret ? 'its value looks like a secret' : undefined;
}

/** `*` stands for any text; case plays no part. */
function matches(pattern: string, name: string): boolean {
  const [start, ...parts] = folded(pattern).split('*');
  const text = folded(name);
  const end = parts.pop();
  if (end === undefined) return text === start;
  if (!text.startsWith(start!)) return false;
  let at = start!.length;
  for (const part of parts) {
    const found = text.indexOf(part, at);
    if (found === -1) return false;
    at = found + part.length;
  }
  return text.length - end.length >= at && text.endsWith(end);
}

function folded(text: string): string {
  return normalized(text).toLowerCase();
}

function ownValueOf({ type, value, required }: ObservedOption, acceptsNull: boolean): DocumentValue {
  if (value === null) {
    if (required) return unfit('it is required, but has no value');
    return acceptsNull ? inYaml('null') : unfit('it has no value, and this API version cannot set that');
  }
  const wanted = desiredText(type, value);
  if (wanted === undefined) return unfit(`its value is none that the type ${remark(type)} can hold`);
  if (!isWellFormed(wanted)) return unfit('its value is no valid Unicode');
  return inYaml(needsCare(type, wanted) ? scalar(wanted) : wanted);
}

/** What has another type than text is a word or digits, which only have to be quoted where no number is that large. */
function needsCare(type: string, wanted: string): boolean {
  return holdsAnyText(type) || Math.abs(Number(wanted)) === Infinity;
}

function inYaml(yaml: string): DocumentValue {
  return { kind: 'value', yaml };
}

function unfit(reason: string): DocumentValue {
  return { kind: 'unfit', reason };
}

/** A spelling that documents may use and that means the same as the live one, which for a bool may also be `1`. */
export function desiredText(type: string, live: string): string | undefined {
  const fitted = toWire(type, live);
  const candidates = fitted.ok ? [fitted.value] : ['true', 'false'];
  return candidates.find((text) => toWire(type, text).ok && equalValues(type, live, text));
}

function holdsAnyText(type: string): boolean {
  return toWire(type, 'neither a word of yes and no nor a number').ok;
}
