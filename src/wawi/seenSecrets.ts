import { getOrAdd } from '../base/collections.ts';
import { looksSecret } from '../base/text/secretName.ts';
import type { ObservedOption } from '../model/fields/kind.ts';
import { secretsIn } from '../model/fields/option.ts';
import type { ObservedSync } from '../model/observed.ts';
import type { ReadSecret } from '../model/secret.ts';
import { Concealed } from '../model/secret.ts';
import { secretSpans } from '../model/secretSigns.ts';

/** Those read last are kept: a server that repeats one seldom repeats an old one. Characters, all told. */
const most = 2_000_000;

/** As much as is read of a server's words: of a longer secret they hold no more than the start. */
const longest = 100_000;

const mostNames = 10_000;

/** Words that any answer may have, whatever option holds them too. */
const everyday = /^(?:|true|false|yes|no|ja|nein|on|off|none|null|[0-9])$/i;

/**
 * The secrets that were read from the ERP or for it, on all tenants: a server may repeat one in its words, even to
 * another tenant.
 */
export function createSeenSecrets() {
  const seen = new Map<string, Concealed>();
  let size = 0;
  const secretsOf = createSecretsOf();
  const forget = (secret: string) => {
    if (seen.delete(secret)) size -= secret.length;
  };
  const add = (secret: string) => {
    const kept = secret.slice(0, longest);
    if (everyday.test(kept.trim())) return;
    const one = seen.get(kept) ?? new Concealed(kept);
    forget(kept);
    seen.set(kept, one);
    size += kept.length;
    for (const oldest of seen.keys()) {
      if (size <= most) return;
      forget(oldest);
    }
  };
  return {
    add,
    addLive(syncs: readonly ObservedSync[]): void {
      for (const { options } of syncs)
        for (const option of options) for (const one of secretsOf(option)) add(one);
    },
    /** Reads secrets, and remembers them: an option that holds one already need not be called like one. */
    watching:
      (read: ReadSecret): ReadSecret =>
      async (source) => {
        const secret = await read(source);
        if (secret.ok) add(secret.value.reveal());
        return secret;
      },
    all: (): readonly Concealed[] => [...seen.values()],
  };
}

/** What of a live option must not be repeated. */
function createSecretsOf() {
  const isTold = createIsTold();
  const isPlain = createIsPlain();
  return (option: ObservedOption): readonly string[] => {
    const { name, value } = option;
    return value === null || (!isTold(name) && isPlain(value)) ? [] : secretsIn(option, isTold);
  };
}

/** The same few names come again with each tenant and each pass. */
function createIsTold(): (name: string) => boolean {
  const names = new Map<string, boolean>();
  return (name) => {
    if (names.size > mostNames) names.clear();
    return getOrAdd(names, name, () => looksSecret(name));
  };
}

/** A longer value seldom comes twice. Characters. */
const longestKept = 100;

/** Whether no part of a value has a secret's shape. Most tenants of a fleet hold the same values. */
function createIsPlain(): (value: string) => boolean {
  const plain = new Set<string>();
  return (value) => {
    if (plain.has(value)) return true;
    if (secretSpans(value).length > 0) return false;
    if (plain.size > mostNames) plain.clear();
    if (value.length <= longestKept) plain.add(value);
    return true;
  };
}

export type SeenSecrets = ReturnType<typeof createSeenSecrets>;
