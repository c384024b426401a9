import { groupBy } from '../base/collections.ts';
import { normalized } from '../base/text/characters.ts';
import { parsedJson } from '../base/text/json.ts';
import { count } from '../base/text/words.ts';
import { canonicalId } from '../base/uuid.ts';
import { closedIn } from '../desired/windows.ts';
import type { CatalogueJson } from '../generated/catalogue.ts';
import { isCatalogueJson } from '../generated/validators/catalogue.js';
import type { Claim } from '../model/claim.ts';
import type { WantedFields } from '../model/document.ts';
import { formatVersion } from '../model/formatVersion.ts';
import type { ObservedSync, ObservedTenant } from '../model/observed.ts';
import { showOrigin } from '../model/origin.ts';
import type { SourceFile } from '../model/sourceFile.ts';
import { syncName } from '../model/syncName.ts';
import { fileProblem, type Problem } from '../problems/problem.ts';
import { matchLive } from '../reconcile/matchLive.ts';

/** Which syncs and options a tenant has, without any value, and the file that says so. */
export type Catalogue = { readonly file: string; readonly content: CatalogueJson };

/** What `sollist catalogue` writes. In an order of its own, so that it only changes when Wawi does. */
export function catalogueText({ name, syncs }: Pick<ObservedTenant, 'name' | 'syncs'>): string {
  const entries = syncs.map(entryOf).sort(byNameAndId);
  const content: CatalogueJson = { formatVersion, tenant: name, syncs: entries };
  return `${JSON.stringify(content, null, 2)}\n`;
}

type Entry = CatalogueJson['syncs'][number];

function entryOf({ id, name, salesChannel, salesChannelId, options }: ObservedSync): Entry {
  const known = options.map(({ id, name, type, required }) => ({ id, name, type, required }));
  return { id, name, salesChannel, salesChannelId, options: known };
}

function byNameAndId(a: Entry, b: Entry): number {
  const [one, other] = [`${syncName(a)}\0${a.id}`, `${syncName(b)}\0${b.id}`];
  return one < other ? -1 : one > other ? 1 : 0;
}

const writeAnew = 'write it anew: sollist catalogue';

/** Reads catalogues back. One that cannot be used is a problem: what it would have caught must not pass in silence. */
export function readCatalogues(files: readonly SourceFile[]): {
  readonly catalogues: readonly Catalogue[];
  readonly problems: readonly Problem[];
} {
  const catalogues: Catalogue[] = [];
  const problems: Problem[] = [];
  for (const file of files) {
    const content = parsedJson(file.text);
    if (isCatalogueJson(content) && content.formatVersion.startsWith('1.')) {
      catalogues.push({ file: file.path, content: { ...content, syncs: content.syncs.map(knownEntry) } });
    } else {
      problems.push(
        fileProblem(file.path, 'catalogue', 'is no catalogue that this sollist reads', writeAnew),
      );
    }
  }
  return { catalogues, problems };
}

/** A catalogue may be older than the rule that identifiers and names have one spelling. */
function inOneSpelling<T extends { readonly id: string; readonly name: string }>(one: T): T {
  return { ...one, id: canonicalId(one.id), name: normalized(one.name) };
}

function knownEntry(entry: Entry): Entry {
  const salesChannel = normalized(entry.salesChannel) ?? null;
  return { ...inOneSpelling(entry), salesChannel, options: entry.options.map(inOneSpelling) };
}

/** A tenant as its catalogue knows it: every name and type, and no value. */
function tenantOf({ content }: Catalogue, acceptsNull: boolean): ObservedTenant {
  const syncs = content.syncs.map(({ options, ...sync }) => ({
    ...sync,
    interval: null,
    options: options.map((option) => ({ ...option, value: null })),
  }));
  return { name: content.tenant, syncs, acceptsNull };
}

/** What the live state would show, told offline: unknown, ambiguous and mistyped names, options at odds. */
export function checkAgainst(
  catalogues: readonly Catalogue[],
  claims: readonly Claim[],
  acceptsNull: (tenant: string) => boolean,
): readonly Problem[] {
  const byTenant = groupBy(claims, (claim) => claim.tenant);
  const problems = catalogues.flatMap((catalogue) => {
    const { tenant } = catalogue.content;
    const known = tenantOf(catalogue, acceptsNull(tenant));
    const ours = byTenant.get(tenant) ?? [];
    const found = groupBy([...matchLive(known, ours).problems, ...problemsToCome(known, ours)], placeKey);
    return [...found.values()].map(([problem]) => withSource(problem!, catalogue));
  });
  return onePerPlace(problems);
}

/** What would be wrong as soon as a window opens: found now, and not by whoever is on duty then. */
function problemsToCome(tenant: ObservedTenant, claims: readonly Claim[]): readonly Problem[] {
  if (!claims.some(({ windows }) => windows)) return [];
  const bySync = groupBy(claims, (claim) => matchLive(tenant, [claim]).desired[0]?.sync.id ?? '');
  return [...bySync.values()].flatMap((rivals) =>
    rivals.flatMap((claim) => closedIn(claim).flatMap((window) => problemsIn(window, claim, rivals, tenant))),
  );
}

function problemsIn(window: WantedFields, claim: Claim, rivals: readonly Claim[], tenant: ObservedTenant) {
  const opened = { ...claim, layers: [...claim.layers, window] };
  const { problems } = matchLive(
    tenant,
    rivals.map((rival) => (rival === claim ? opened : rival)),
  );
  const located = window.configs.flatMap(({ option, value }) => [option.origin, value.origin]);
  const places = new Set(located.map(showOrigin));
  return problems.filter(({ origin, related }) => origin && places.has(showOrigin(origin)) && !related);
}

function withSource(problem: Problem, { file }: Catalogue): Problem {
  const source = `so says ${file}; where Wawi has changed: sollist catalogue`;
  return { ...problem, hint: problem.hint ? `${problem.hint} (${source})` : source };
}

/** One slip in a document for many tenants is told once, for the first of them. */
function onePerPlace(problems: readonly Problem[]): readonly Problem[] {
  return [...groupBy(problems, placeKey).values()].map(([first, ...others]) =>
    others.length === 0
      ? first!
      : { ...first!, message: `${first!.message} (and the same on ${count(others.length, 'more tenant')})` },
  );
}

function placeKey({ code, origin, related }: Problem): string {
  return JSON.stringify([code, origin, related]);
}

/** How a tenant's live state has moved on since its catalogue was written: one warning a catalogue. */
export function movedOn(catalogues: readonly Catalogue[], tenant: ObservedTenant): readonly Problem[] {
  return catalogues.flatMap(({ file, content }) => {
    const news = content.tenant === tenant.name ? newsOf(content.syncs, tenant.syncs.map(entryOf)) : [];
    if (news.length === 0) return [];
    const shown = news.slice(0, mostNews).join('; ');
    const more = news.length > mostNews ? `; and ${news.length - mostNews} more` : '';
    const message = `the catalogue of ${content.tenant} is out of date: ${shown}${more}`;
    const origin = { file, line: 1, column: 1 };
    const told = { code: 'catalogue-outdated', message, hint: writeAnew } as const;
    return [{ ...told, tenant: content.tenant, origin }];
  });
}

const mostNews = 5;

/** Of syncs first. An option that several syncs share is told of once, as it is stored. */
function newsOf(before: readonly Entry[], now: readonly Entry[]): readonly string[] {
  const known = new Map(before.map((sync) => [sync.id, sync]));
  const left = new Set(now.map((sync) => sync.id));
  const both = now.flatMap((sync) => {
    const old = known.get(sync.id);
    return old ? [{ old, now: sync }] : [];
  });
  const ofOptions = groupBy(both.flatMap(newsOfOptions), ({ option }) => option);
  return [
    ...now.filter((sync) => !known.has(sync.id)).map((sync) => `${syncName(sync)} was added`),
    ...both.flatMap(newsOfName),
    ...before.filter((sync) => !left.has(sync.id)).map((sync) => `${syncName(sync)} is gone`),
    ...[...ofOptions.values()].flatMap(([first]) => first!.news),
  ];
}

type BeforeAndNow = { readonly old: Entry; readonly now: Entry };

function newsOfName({ old, now }: BeforeAndNow): readonly string[] {
  const isRenamed = syncName(old) !== syncName(now) || old.salesChannelId !== now.salesChannelId;
  return isRenamed ? [`${syncName(old)} is called ${syncName(now)} now`] : [];
}

function newsOfOptions({ old, now }: BeforeAndNow) {
  const known = new Map(old.options.map((option) => [option.id, option]));
  const left = new Set(now.options.map((option) => option.id));
  const of = ` of ${syncName(now)}`;
  const gone = old.options.filter(({ id }) => !left.has(id));
  return [
    ...now.options.map((option) => ({
      option: option.id,
      news: newsOfOption(known.get(option.id), option, of),
    })),
    ...gone.map(({ id, name }) => ({ option: id, news: [`\`${name}\`${of} is gone`] })),
  ].filter(({ news }) => news.length > 0);
}

type EntryOption = Entry['options'][number];

function newsOfOption(old: EntryOption | undefined, now: EntryOption, of: string): readonly string[] {
  if (!old) return [`\`${now.name}\`${of} was added`];
  return [
    old.name !== now.name && `\`${old.name}\`${of} is called \`${now.name}\` now`,
    old.type !== now.type && `\`${now.name}\`${of} has the type ${now.type} now, not ${old.type}`,
    old.required !== now.required && `\`${now.name}\`${of} is ${now.required ? '' : 'not '}required now`,
  ].filter((news) => news !== false);
}
