import { groupBy } from '../base/collections.ts';
import { printable } from '../base/printable.ts';
import { count, listed, listedWithin } from '../base/text/words.ts';
import { syncName } from '../model/syncName.ts';
import { nextStepFor } from '../problems/codes.ts';
import type { CodedMessage, Failure, Problem } from '../problems/problem.ts';
import { commonMessage, sameFailures } from '../problems/sameMessage.ts';
import type { ProblemOptions } from '../problems/text.ts';
import type { AppliedChange } from '../reconcile/outcome.ts';
import { outcomeWords } from './verdict.ts';

type TextLook = Pick<ProblemOptions, 'paint' | 'width' | 'isFull'>;

/** What went wrong on a tenant: as a whole, or with one change. */
export type Mishap = CodedMessage & { readonly tenant: string; readonly change?: AppliedChange };

/** The changes that were tried and did not take, or were left alone. */
export function mishapsOf(changes: readonly AppliedChange[]): readonly Mishap[] {
  return changes.flatMap((change) =>
    change.error ? [{ ...change.error, tenant: change.tenant, change }] : [],
  );
}

/** Those with one cause together. */
export function sameMishaps(mishaps: readonly Mishap[], isFull = false): readonly (readonly Mishap[])[] {
  const byOutcome = groupBy(mishaps, ({ change }) => change?.outcome ?? '');
  const whom = ({ tenant, change }: Mishap) => JSON.stringify([tenant, change?.sync.id]);
  return [...byOutcome.values()].flatMap((some) => sameFailures(some, whom, isFull));
}

/** Each cause once, as a message that says whom it is about. */
export function causesOf(mishaps: readonly Mishap[]): readonly Problem[] {
  return sameMishaps(mishaps).map((group) => {
    const [first] = group as readonly [Mishap];
    const names = tenantsOf(group);
    const who = `${whoOf(group)}${names.length > 1 ? ` (${listed(names, namesInList)})` : ''}`;
    const { code, hint, change } = first;
    const message = `${who}: ${commonMessage(group.map((one) => one.message))}`;
    return { code, message, ...(hint !== undefined && { hint }), ...(change && { origin: change.origin }) };
  });
}

const namesInList = 10;

/**
 * `✓ 59 tenants, ✗ 1: kiosk: connection refused`, each cause once, with what to do about it. Empty for none. All is well on
 * those `tenants` of which nothing is said; undefined where that is not known.
 */
export function failuresText(
  mishaps: readonly (Failure | Mishap)[],
  tenants: number | undefined,
  look: TextLook,
): string {
  const [only, ...others] = sameMishaps(mishaps, look.isFull);
  if (!only) return '';
  const tally = tallyOf(mishaps, tenants, look);
  if (others.length > 0) {
    const blocks = [only, ...others].map((group) => `  ${causeText(whoOf(group), group, 4, look)}`);
    return [`${tally}:`, ...blocks].join('\n');
  }
  if (only.length > 1 && only.every(({ change }) => !change)) return causeText(tally, only, 2, look);
  const isAlone = !((tenants ?? 0) > 1);
  return causeText(`${isAlone ? look.paint.red('✗') : `${tally}:`} ${whoOf(only)}`, only, 2, look);
}

/** How many tenants are well, and how many are not. */
function tallyOf(mishaps: readonly Mishap[], tenants: number | undefined, { paint }: TextLook): string {
  const failing = tenantsOf(mishaps).length;
  const well = (tenants ?? 0) - failing;
  if (well <= 0) return paint.red(`✗ ${count(failing, 'tenant')}`);
  return `${paint.green(`✓ ${count(well, 'tenant')}`)}, ${paint.red(`✗ ${failing}`)}`;
}

function causeText(
  head: string,
  group: readonly Mishap[],
  indent: number,
  { width, paint }: TextLook,
): string {
  const { code } = group[0]!;
  const message = commonMessage(group.map((one) => one.message));
  const names = tenantsOf(group);
  const margin = ' '.repeat(indent);
  return [
    `${head}: ${printable(message)} ${paint.dim(`[${code}]`)}`,
    ...(names.length > 1
      ? [`${margin}${paint.dim(listedWithin(names.map(printable), width - indent))}`]
      : []),
    `${margin}${paint.cyan('hint')}: ${printable(nextStepFor(group[0]!))}`,
  ].join('\n');
}

/** `kiosk`, `kiosk / Ebay (Shop) failed`, `12 tenants`, `30 syncs on 12 tenants failed`. */
export function whoOf(group: readonly Mishap[]): string {
  const [{ tenant, change }] = group as readonly [Mishap];
  const names = tenantsOf(group);
  if (!change) return names.length === 1 ? printable(tenant) : count(names.length, 'tenant');
  const became = outcomeWords[change.outcome];
  if (group.length === 1) return `${printable(tenant)} / ${printable(syncName(change.sync))} ${became}`;
  const syncs = new Set(group.map((one) => syncName(one.change!.sync)));
  const what = syncs.size === 1 ? printable([...syncs][0]!) : count(group.length, 'sync');
  return `${what} on ${count(names.length, 'tenant')} ${became}`;
}

/** Each once. */
export function tenantsOf(mishaps: readonly Mishap[]): readonly string[] {
  return [...new Set(mishaps.map(({ tenant }) => tenant))];
}
