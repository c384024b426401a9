import { groupBy } from '../base/collections.ts';
import { normalized } from '../base/text/characters.ts';
import { foldedName, isForEverySystem } from '../files/paths.ts';
import type { ObservedSync } from '../model/observed.ts';

/** The folder of each tenant below the syncs folder: its name wherever that is safe on any file system. */
export function foldersOf(tenants: readonly string[]): ReadonlyMap<string, string> {
  const folders = new Map<string, string>();
  const claim = createClaim();
  const names = [...new Set(tenants)].sort();
  for (const name of names.filter(isSafeName)) {
    if (!claim.isTaken(name)) folders.set(name, claim.take(name));
  }
  // Only now, so that no slug takes the folder that is another tenant's name.
  for (const name of names.filter((one) => !folders.has(one))) {
    folders.set(name, claim.take(slugOf(name) || 'tenant'));
  }
  return folders;
}

/**
 * A file name, without its ending, for each sync. Syncs whose names come out the same all get a part of their identifier,
 * so that no name depends on the order in which the ERP lists them; and so does one whose file is there already.
 */
export function fileNamesOf(
  syncs: readonly ObservedSync[],
  isThere: (name: string) => boolean = () => false,
): ReadonlyMap<ObservedSync, string> {
  const names = new Map<ObservedSync, string>();
  const claim = createClaim(isThere);
  const bySlug = [...groupBy(syncs, slugOfSync)].sort(byKey);
  const isFree = ([slug, group]: (typeof bySlug)[number]) => group.length === 1 && !isThere(slug);
  for (const [slug, [only]] of bySlug.filter(isFree)) names.set(only!, claim.take(slug));
  for (const [slug, twins] of bySlug.filter((one) => !isFree(one))) {
    for (const [id, ofId] of [...groupBy(twins, suffixAmong(twins))].sort(byKey)) {
      for (const sync of ofId.sort(byId)) names.set(sync, claim.take(`${slug}-${id}`));
    }
  }
  return names;
}

/**
 * Gives a name to one only: who asks for one that is taken gets it with a number. Names are told apart without regard to
 * case, since some file systems do not see it.
 */
function createClaim(isThere: (name: string) => boolean = () => false) {
  const taken = new Set<string>();
  // So that a thousand of one name do not each begin to count anew.
  const numbers = new Map<string, number>();
  const isTaken = (name: string) => taken.has(foldedName(name)) || isThere(name);
  return {
    isTaken,
    take(wanted: string): string {
      let name = wanted;
      let number = numbers.get(wanted) ?? 1;
      while (isTaken(name)) {
        number += 1;
        name = `${wanted}-${number}`;
      }
      numbers.set(wanted, number);
      taken.add(foldedName(name));
      return name;
    },
  };
}

function isSafeName(name: string): boolean {
  return /^[a-z\d](?:[\w.-]{0,62}[\w-])?$/i.test(name) && isForEverySystem(name);
}

function slugOfSync({ name, salesChannel, id }: ObservedSync): string {
  return slugOf(`${name} ${salesChannel ?? ''}`) || slugOf(id) || 'sync';
}

const longestSlug = 60;
const umlauts: Readonly<Record<string, string>> = { ä: 'ae', ö: 'oe', ü: 'ue', ß: 'ss' };

/** Lower-case letters, digits and dashes; empty where the text has nothing of the kind. */
function slugOf(text: string): string {
  const letters = normalized(text.slice(0, 1000))
    .toLowerCase()
    .replace(/[äöüß]/g, (letter) => umlauts[letter]!);
  const plain = normalized(letters, 'NFKD').replace(/\p{M}/gu, '').toLowerCase();
  const words = plain.replace(/[^a-z\d]+/g, '-').replace(/^-/, '');
  const slug = words.slice(0, longestSlug).replace(/-$/, '');
  return slug === '' || isForEverySystem(slug) ? slug : `${slug}-x`;
}

/** The start of the identifier where that tells all of them apart, else all of it. */
function suffixAmong(twins: readonly ObservedSync[]): (sync: ObservedSync) => string {
  const short = (sync: ObservedSync) => slugOf(sync.id.slice(0, 8)) || 'x';
  const isEnough = groupBy(twins, short).size === twins.length;
  return isEnough ? short : (sync) => slugOf(sync.id) || 'x';
}

function byKey<T>([a]: readonly [string, T], [b]: readonly [string, T]): number {
  return a < b ? -1 : 1;
}

function byId(a: ObservedSync, b: ObservedSync): number {
  return a.id < b.id ? -1 : 1;
}
