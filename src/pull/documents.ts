import { groupBy } from '../base/collections.ts';
import { foldId } from '../base/uuid.ts';
import { isDesirable, toShort } from '../model/duration.ts';
import type { ObservedOption } from '../model/fields/kind.ts';
import type { ObservedSync, ObservedTenant } from '../model/observed.ts';
import { syncName } from '../model/syncName.ts';
import type { Problem } from '../problems/problem.ts';
import { isWellFormed, remark, scalar } from '../yaml/write.ts';
import { createDocumentValueOf, type DocumentValue } from './documentValue.ts';
import { keyOf, type Naming, nameSync } from './naming.ts';
import { fileNamesOf, foldersOf } from './place.ts';

/** `path` counts from the syncs folder, with slashes. */
export type PulledFile = { readonly path: string; readonly text: string };

export type PullOptions = {
  /** The names of all tenants there are, so that no folder is taken for another's. */
  readonly tenants: readonly string[];
  /** Display names of options whose values must not be written, beyond those that look secret; `*` stands for any text. */
  readonly secretPatterns: readonly string[];
};

/**
 * Documents that ask of a tenant exactly what it has, one file a sync: a plan that follows finds nothing. An option
 * whose value may be a secret is left out, with a comment that says how to refer to it. A warning tells of live state that
 * no document may hold; it never names a value.
 */
export function documentsOf(
  tenant: ObservedTenant,
  { tenants, secretPatterns }: PullOptions,
): { readonly files: readonly PulledFile[]; readonly warnings: readonly Problem[] } {
  const place = placeOf(tenant.name, [...new Set([...tenants, tenant.name])]);
  if ('code' in place) return { files: [], warnings: [place] };
  const namings = new Map(tenant.syncs.map((sync) => [sync, nameSync(sync, tenant.syncs)]));
  const named = [...namings].flatMap(([sync, naming]) => ('yaml' in naming ? [{ sync, naming }] : []));
  const fileNames = fileNamesOf(named.map(({ sync }) => sync));
  const documentValueOf = createDocumentValueOf(tenant.syncs, secretPatterns, tenant.acceptsNull);
  const written = named.map(({ sync, naming }) => ({
    path: `${place.folder}/${fileNames.get(sync)}.yaml`,
    ...writeDocument(sync, naming, place.heading, documentValueOf),
  }));
  const gaps = written.flatMap((one) => one.gaps);
  return {
    files: written.map(({ path, lines }) => ({ path, text: `${lines.join('\n')}\n` })).sort(byPath),
    warnings: [...unnamedSyncs(tenant.name, namings), ...warnOfGaps(tenant.name, gaps)],
  };
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

function byPath(a: PulledFile, b: PulledFile): number {
  return a.path < b.path ? -1 : 1;
}

/** A live value that no document may hold. */
type Gap = {
  readonly sync: ObservedSync;
  /** Absent for the interval. */
  readonly option?: ObservedOption;
  readonly reason: string;
};

/** A line of a document. `gap` says why no document may hold the value. */
type DocumentLine = { readonly line: string; readonly gap?: string; readonly option?: ObservedOption };

function writeDocument(
  sync: ObservedSync,
  { yaml, shown }: Extract<Naming, { yaml: string }>,
  heading: readonly string[],
  documentValueOf: (option: ObservedOption) => DocumentValue,
): { readonly lines: readonly string[]; readonly gaps: readonly Gap[] } {
  const interval = intervalLine(sync);
  const limit = createLimit();
  const options = sync.options.map((option) => optionLine(option, sync, limit(documentValueOf(option))));
  const head = options.every(({ line }) => line.startsWith('#')) ? '# configs:' : 'configs:';
  const configs = options.length === 0 ? [] : [head, ...options.map(({ line }) => `  ${line}`)];
  return {
    lines: [...heading, `sync: ${yaml}${remarked(shown)}`, interval.line, ...configs],
    gaps: [interval, ...options].flatMap(({ option, gap }) =>
      gap === undefined ? [] : { sync, reason: gap, ...(option && { option }) },
    ),
  };
}

function remarked(text: string | undefined): string {
  return text === undefined ? '' : ` # ${text}`;
}

function intervalLine({ interval }: ObservedSync): DocumentLine {
  if (interval === null) return { line: '# interval: left out, it has none' };
  const text = toShort(interval);
  if (isDesirable(interval)) return { line: `interval: ${text}` };
  const gap = `${text} is not between 1s and 10 years`;
  return { line: `# interval: left out, ${gap}`, gap };
}

/** Leaves room for keys and comments within the 10 MB that a file may have, at three bytes a character. */
const mostCharacters = 3_000_000;

function createLimit(): (value: DocumentValue) => DocumentValue {
  let room = mostCharacters;
  return (value) => {
    if (value.kind !== 'value') return value;
    if (value.yaml.length > room) return { kind: 'unfit', reason: 'the file would be larger than 10 MB' };
    room -= value.yaml.length;
    return value;
  };
}

function optionLine(option: ObservedOption, { options }: ObservedSync, value: DocumentValue): DocumentLine {
  const key = keyOf(option, options);
  const name = remark(option.name);
  if (value.kind === 'secret') {
    const how = key === undefined ? '' : `. To manage it: ${scalar(key)}: { env: NAME }`;
    return { line: `# ${name}: left out, ${value.reason}${how}` };
  }
  if (value.kind === 'unfit' || key === undefined) {
    const gap =
      value.kind === 'unfit' ? value.reason : 'neither its name nor its identifier tells it from others';
    return { line: `# ${name}: left out, ${gap}`, gap, option };
  }
  const entry = `${scalar(key)}: ${value.yaml}`;
  return { line: key === option.name ? entry : `${entry}${remarked(name)}` };
}

function unnamedSyncs(tenant: string, namings: ReadonlyMap<ObservedSync, Naming>): Problem[] {
  return [...namings].flatMap(([sync, naming]) =>
    'reason' in naming ? leftOut(`${syncName(sync)} ${sync.id} of ${tenant}`, naming.reason) : [],
  );
}

/** An option that many syncs share is told once. */
function warnOfGaps(tenant: string, gaps: readonly Gap[]): Problem[] {
  const alike = groupBy(gaps, ({ sync, option, reason }) =>
    JSON.stringify(option ? ['configs', foldId(option.id), reason] : ['interval', sync.id]),
  );
  return [...alike.values()].map(([first, ...others]) => {
    const field = first!.option ? first!.option.name : 'interval';
    const more = others.length === 0 ? '' : ` and ${others.length} more`;
    return leftOut(`\`${field}\` of ${syncName(first!.sync)}${more} on ${tenant}`, first!.reason);
  });
}

function leftOut(what: string, reason: string): Problem {
  return { code: 'left-out', message: `${what} is left out: ${reason}` };
}
