import { alike } from '../base/collections.ts';
import { literally } from '../base/text/characters.ts';
import type { Origin } from '../model/origin.ts';
import type { CodedMessage } from './problem.ts';

/** A message, and whom it is about. */
type Spoken = {
  readonly [K in keyof CodedMessage]: string | Extract<CodedMessage[K], undefined>;
} & { readonly tenant?: string; readonly origin?: Origin | null };

/** Problems that say the same: of several tenants at one place, or else at several places. */
export function sameProblems<T extends Spoken>(problems: readonly T[], isFull = false) {
  return alike(
    problems,
    {
      whom: ({ tenant, origin }) => JSON.stringify([tenant, origin]),
      keys: [
        (one) => JSON.stringify([withoutTenant(one), one.origin]),
        (one) => JSON.stringify(withoutTenant(one)),
      ],
    },
    isFull,
  );
}

/** Refusals that say the same of several tenants, or else nearly: but for the numbers. */
export function sameRefusals<T extends Spoken>(refusals: readonly T[], isFull = false) {
  const key = (one: T) => JSON.stringify(withoutTenant(one));
  const whom = ({ tenant = '' }: T) => tenant;
  return alike(refusals, { whom, keys: [key, (one) => key(one).replace(/\d+/g, '')] }, isFull);
}

/** Failures with one cause: word for word, or else wherever the request went. `whom` says what each is about. */
export function sameFailures<T extends Spoken>(
  failures: readonly T[],
  whom: (failure: T) => string,
  isFull = false,
) {
  const withoutTries = (one: T) => JSON.stringify(withoutTenant(one)).replace(/\(after \d+ tries\)/g, '');
  const withoutAddress = (one: T) => withoutTries(one).replace(/\b(https?:\/\/)[^\s/"]+/g, '$1');
  return alike(failures, { whom, keys: [withoutTries, withoutAddress] }, isFull);
}

/** What is said of any tenant: without its name, and without identifiers that are not quoted, which are its own. */
export function withoutTenant({ code, message, hint, tenant }: Spoken): readonly (string | undefined)[] {
  const said = [message, hint].map((text) => text?.replace(ownIds, '…'));
  if (tenant === undefined) return [code, ...said];
  const name = nameOf(tenant);
  return [code, ...said.map((text) => text?.replace(name, '$1…'))];
}

const ownIds = /(?<![`\w-])[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}(?![`\w-])/gi;

/** Where messages name a tenant: it may be called as a word of any sentence is. */
function nameOf(tenant: string): RegExp {
  return new RegExp(`(^|(?:of|on|to|but|tenant) |/)${literally(tenant)}(?![\\w-])`, 'g');
}

/** What messages that are the same have in common, with an ellipsis for what they have not. */
export function commonMessage(messages: readonly string[]): string {
  const [first, ...others] = messages.map((message) => message.split(' '));
  if (others.some(({ length }) => length !== first!.length)) return messages[0]!;
  return first!.map((word, index) => commonWord([word, ...others.map((other) => other[index]!)])).join(' ');
}

function commonWord([first, ...others]: readonly string[]): string {
  if (others.every((other) => other === first)) return first!;
  const least = Math.min(first!.length, ...others.map(({ length }) => length));
  const start = countWhile(least, (at) => others.every((other) => other[at] === first![at]));
  const end = countWhile(least - start, (at) =>
    others.every((other) => other.at(-1 - at) === first!.at(-1 - at)),
  );
  return `${first!.slice(0, start)}…${end > 0 ? first!.slice(-end) : ''}`;
}

function countWhile(most: number, holds: (at: number) => boolean): number {
  let count = 0;
  while (count < most && holds(count)) count += 1;
  return count;
}
