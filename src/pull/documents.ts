import { posix } from 'node:path';
import { groupBy } from '../base/collections.ts';
import { canonicalId, foldId } from '../base/uuid.ts';
import { below } from '../files/paths.ts';
import type { Claim } from '../model/claim.ts';
import type { ObservedOption } from '../model/fields/kind.ts';
import type { ObservedSync, ObservedTenant } from '../model/observed.ts';
import type { Origin } from '../model/origin.ts';
import { syncName } from '../model/syncName.ts';
import type { Problem } from '../problems/problem.ts';
import { isWellFormed, scalar } from '../yaml/write.ts';
import { type Described, describedBy } from './described.ts';
import { type DocumentBody, type DueSync, type Gap, writeDocument } from './document.ts';
import { createDocumentValueOf, type DocumentValue } from './documentValue.ts';
import { keyOf, type Naming, nameSync } from './naming.ts';
import { fileNamesOf, foldersOf } from './place.ts';

/** `path` counts from the syncs folder, with slashes; `values` counts what it asks for. */
export type PulledFile = { readonly path: string; readonly text: string; readonly values: number };

export type PullOptions = {
  /** The names of all tenants there are, so that no folder is taken for another's. */
  readonly tenants: readonly string[];
  /** Display names of options whose values must not be written, beyond those that look secret; `*` stands for any text. */
  readonly secretPatterns: readonly string[];
  /** The syncs folder, as the origins of claims name it. */
  readonly syncs: string;
  /** What documents ask of the tenant: those that are there, and those that will stand beside the ones made here. */
  readonly claims: readonly Claim[];
  /** Leaves out each sync that a document names, whatever its rank. */
  readonly isNewOnly?: boolean;
  /** Whether a file is there already; `path` counts from the syncs folder. */
  readonly isTaken?: (path: string) => boolean;
  /** The file of the schema for editors, where there is one. */
  readonly schema?: string | undefined;
};

export type PulledTenant = {
  readonly files: readonly PulledFile[];
  readonly warnings: readonly Problem[];
  /** Syncs that documents name which name the tenant, where they do, and the file that each would have. */
  readonly own: readonly { readonly sync: ObservedSync; readonly origin: Origin; readonly path: string }[];
  /** How many syncs only documents of a wider rank name, which got no file. */
  readonly wider: number;
  /** Whether a plan finds nothing to do for these files: all that wider documents want otherwise is overridden. */
  readonly isSettled: boolean;
};

/**
 * Documents that ask of a tenant exactly what it has, one file a sync: a plan that follows finds nothing. What wider
 * documents want already is left out, and an option that syncs share is written once. An option whose value may be a
 * secret is left out, with a comment that says how to refer to it. A warning tells of live state that no document may hold;
 * it never names a value.
 */
export function documentsOf(tenant: ObservedTenant, options: PullOptions): PulledTenant {
  const { tenants, isNewOnly = false, isTaken } = options;
  const place = placeOf(tenant.name, [...new Set([...tenants, tenant.name])]);
  if ('code' in place) return { files: [], warnings: [place], own: [], wider: 0, isSettled: true };
  const described = describedBy(tenant, options.claims);
  const namings = new Map(tenant.syncs.map((sync) => [sync, nameSync(sync, tenant.syncs)]));
  const named = [...namings].flatMap(([sync, naming]) => ('yaml' in naming ? [{ sync, naming }] : []));
  const pathOf = (fileName: string) => below(place.folder, `${fileName}.yaml`);
  const fileNames = fileNamesOf(
    named.map(({ sync }) => sync),
    (fileName) => isTaken?.(pathOf(fileName)) ?? false,
  );
  const all = named.map((one) => ({ ...one, path: pathOf(fileNames.get(one.sync)!) })).sort(byPath);
  const own = all.flatMap(({ sync, path }) => {
    const origin = described.named.get(sync);
    return origin ? [{ sync, origin, path }] : [];
  });
  const due = all.filter(({ sync }) => (isNewOnly ? !described.named.has(sync) : !described.named.get(sync)));
  const { files, gaps } = writeDocuments(due, place.heading, tenant, described, options);
  const isSettled = described.problems.length === 0 && !gaps.some(({ isMissed }) => isMissed);
  const warnings = [
    ...described.problems,
    ...unnamedSyncs(tenant.name, namings),
    ...warnOfGaps(tenant.name, gaps),
  ];
  return { files, warnings, own, wider: all.length - own.length - files.length, isSettled };
}

/** In the order of the paths: what syncs share stands in the first file that can hold it. */
function writeDocuments(
  due: readonly DueSync[],
  heading: readonly string[],
  tenant: ObservedTenant,
  described: Described,
  { syncs, secretPatterns, schema }: PullOptions,
): { readonly files: readonly PulledFile[]; readonly gaps: readonly Gap[] } {
  const documentValueOf = createDocumentValueOf(tenant.syncs, secretPatterns, tenant.acceptsNull);
  const pathIn = (file: string, path: string) => pathFrom(below(syncs, path), file);
  const holders = holdersOf(due, described, documentValueOf, syncs);
  const told = new Set<string>();
  const files: PulledFile[] = [];
  const gaps: Gap[] = [];
  for (const one of due) {
    const { sync, path } = one;
    const body: DocumentBody = writeDocument(one, documentValueOf, {
      wider: (field) => described.sayOn(sync, field),
      shared({ id }) {
        const holder = holders.get(canonicalId(id));
        if (holder !== undefined) return { file: pathIn(holder, path) };
        return told.has(canonicalId(id)) ? 'told' : undefined;
      },
    });
    gaps.push(...body.gaps);
    if (body.values === 0 && described.named.has(sync)) continue;
    for (const id of body.held) if (!holders.has(id)) holders.set(id, below(syncs, path));
    for (const id of body.secrets) told.add(id);
    const lines = [...modelines({ syncs, schema }, path), ...heading, ...body.lines];
    files.push({ path, text: `${lines.join('\n')}\n`, values: body.values });
  }
  const isHeld = ({ field, isMissed }: Gap) =>
    typeof field !== 'string' && !isMissed && holders.has(canonicalId(field.id));
  return { files, gaps: gaps.filter((gap) => !isHeld(gap)) };
}

/** Tells editors where the schema of a file is (the YAML language server), if there is one. */
export function modelines({ syncs, schema }: Pick<PullOptions, 'syncs' | 'schema'>, path: string): string[] {
  if (schema === undefined) return [];
  return [`# yaml-language-server: $schema=${pathFrom(below(syncs, path), schema)}`];
}

function pathFrom(file: string, other: string): string {
  return posix.relative(posix.dirname(file), other);
}

/** The files of shared options that are known beforehand: exceptions must stand where they are made, else documents that are there hold the option. */
function holdersOf(
  due: readonly DueSync[],
  { sayOn, optionFiles }: Described,
  documentValueOf: (option: ObservedOption) => DocumentValue,
  syncs: string,
): Map<string, string> {
  const exceptions = new Map<string, string>();
  for (const { sync, path } of due)
    for (const option of sync.options) {
      const isException = sayOn(sync, option) === 'other' && documentValueOf(option).kind === 'value';
      if (isException && keyOf(option, sync.options) !== undefined && !exceptions.has(canonicalId(option.id)))
        exceptions.set(canonicalId(option.id), below(syncs, path));
    }
  return new Map([...optionFiles, ...exceptions]);
}

/** Whether documents can name the tenant at all. */
export function canBeNamed(tenant: string, all: readonly string[]): boolean {
  return !('code' in placeOf(tenant, all));
}

type DocumentPlace = { readonly folder: string; readonly heading: readonly string[] };

/** No document can name a tenant whose name is empty, but the only one there is needs no name. */
function placeOf(name: string, all: readonly string[]): DocumentPlace | Problem {
  const isOnly = all.length === 1;
  if (!isWellFormed(name) || (name === '' && !isOnly)) {
    return leftOut(`the tenant \`${name}\``, 'no document can hold its name');
  }
  const folder = foldersOf(all).get(name)!;
  return { folder, heading: folder === name || name === '' ? [] : [`tenant: ${scalar(name)}`] };
}

function byPath(a: DueSync, b: DueSync): number {
  return a.path < b.path ? -1 : 1;
}

function unnamedSyncs(tenant: string, namings: ReadonlyMap<ObservedSync, Naming>): Problem[] {
  return [...namings].flatMap(([sync, naming]) =>
    'reason' in naming ? leftOut(`${syncName(sync)} ${sync.id} of ${tenant}`, naming.reason) : [],
  );
}

/** An option that many syncs share is told once. */
function warnOfGaps(tenant: string, gaps: readonly Gap[]): Problem[] {
  const alike = groupBy(gaps, ({ sync, field, reason }) =>
    JSON.stringify(typeof field === 'string' ? [field, sync.id] : ['configs', foldId(field.id), reason]),
  );
  return [...alike.values()].map(([first, ...others]) => {
    const { field } = first!;
    const name = typeof field === 'string' ? field : field.name;
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return leftOut(`\`${name}\` of ${syncName(first!.sync)}${more} on ${tenant}`, first!.reason);
  });
}

function leftOut(what: string, reason: string): Problem {
  return { code: 'left-out', message: `${what} is left out: ${reason}` };
}
