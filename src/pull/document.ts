import { canonicalId } from '../base/uuid.ts';
import { isDesirable, toShort } from '../model/duration.ts';
import type { ObservedOption } from '../model/fields/kind.ts';
import type { ObservedSync } from '../model/observed.ts';
import { isVisible, remark, scalar } from '../yaml/write.ts';
import type { Say, SyncField } from './described.ts';
import type { DocumentValue } from './documentValue.ts';
import { keyOf, type Naming } from './naming.ts';

/** A sync that is to be written; `path` counts from the syncs folder. */
export type DueSync = {
  readonly sync: ObservedSync;
  readonly naming: Extract<Naming, { readonly yaml: string }>;
  readonly path: string;
};

/** What a document does not say, since it is said elsewhere. */
export type Elsewhere = {
  /** What wider documents say of a field of the sync. */
  readonly wider: (field: SyncField) => Say | undefined;
  /** The file of another document that holds an option, or `told` for a secret that another one has a comment about. */
  readonly shared: (option: ObservedOption) => { readonly file: string } | 'told' | undefined;
};

/** A live value that no document may hold. */
export type Gap = {
  readonly sync: ObservedSync;
  readonly field: SyncField;
  readonly reason: string;
  /** Documents want another value there, which none can override. */
  readonly isMissed: boolean;
};

export type DocumentBody = {
  readonly lines: readonly string[];
  /** How many it asks for. */
  readonly values: number;
  /** Identifiers of the options that it gives a value, and of those of which it says that they are secrets. */
  readonly held: readonly string[];
  readonly secrets: readonly string[];
  readonly gaps: readonly Gap[];
};

/** A line of a document. `gap` says why no document may hold the value. */
type DocumentLine = {
  readonly line: string;
  readonly kind: 'value' | 'secret' | 'comment';
  readonly gap?: string | undefined;
};

export function writeDocument(
  { sync, naming: { yaml, shown } }: DueSync,
  documentValueOf: (option: ObservedOption) => DocumentValue,
  { wider, shared }: Elsewhere,
): DocumentBody {
  const limit = createLimit();
  const scalars = [
    ...linesOf('interval', intervalLine(sync, wider('interval'))),
    ...linesOf('active', activeLine(sync, wider('active'))),
  ];
  const options = sync.options.flatMap((option) => {
    const say = wider(option);
    if (say === 'same') return [];
    const place = say === 'other' ? undefined : shared(option);
    if (place === 'told') return [];
    const line = place
      ? standsElsewhere(option, place.file)
      : optionLine(option, sync, limit(documentValueOf(option)), say);
    return linesOf(option, [line]);
  });
  const all = [...scalars, ...options];
  const head = options.some(({ kind }) => kind === 'value') ? 'configs:' : '# configs:';
  const configs = options.length === 0 ? [] : [head, ...options.map(({ line }) => `  ${line}`)];
  const idsOf = (wanted: DocumentLine['kind']) =>
    options.flatMap(({ kind, field }) => (kind === wanted ? canonicalId(field.id) : []));
  return {
    lines: [`sync: ${yaml}${remarked(shown)}`, ...scalars.map(({ line }) => line), ...configs],
    values: all.filter(({ kind }) => kind === 'value').length,
    held: idsOf('value'),
    secrets: idsOf('secret'),
    gaps: all.flatMap(({ gap, field }) => gapOf(sync, field, gap, wider(field))),
  };
}

function linesOf<F extends SyncField>(field: F, lines: readonly DocumentLine[]) {
  return lines.map((line) => ({ ...line, field }));
}

function gapOf(
  sync: ObservedSync,
  field: SyncField,
  gap: string | undefined,
  say: Say | undefined,
): readonly Gap[] {
  if (gap === undefined) return [];
  const isMissed = say === 'other';
  const reason = isMissed ? `${gap}; documents want another value` : gap;
  return [{ sync, field, reason, isMissed }];
}

function remarked(text: string | undefined): string {
  return text === undefined ? '' : ` # ${text}`;
}

function intervalLine({ interval }: ObservedSync, say: Say | undefined): readonly DocumentLine[] {
  if (say === 'same') return [];
  if (interval === null) {
    const gap = say && 'it has none';
    return [{ line: '# interval: left out, it has none', kind: 'comment', gap }];
  }
  const text = toShort(interval);
  if (isDesirable(interval)) return [{ line: `interval: ${text}`, kind: 'value' }];
  const gap = `${text} is not between 1s and 10 years`;
  return [{ line: `# interval: left out, ${gap}`, kind: 'comment', gap }];
}

/** What is active needs no word, unless wider documents stop it. */
function activeLine({ active }: ObservedSync, say: Say | undefined): readonly DocumentLine[] {
  if (say === 'same' || (active !== false && say === undefined)) return [];
  if (active !== undefined) return [{ line: `active: ${active}`, kind: 'value' }];
  const gap = 'Wawi does not tell whether it is';
  return [{ line: `# active: left out, ${gap}`, kind: 'comment', gap }];
}

/** Leaves room for keys and comments within the 10 MB that a file may have, at three bytes a character. */
const mostCharacters = 3_000_000;

/** Says of one value after another, as YAML, whether a file that holds those before it has room for it. */
export function createRoom(): (yaml: string) => boolean {
  let room = mostCharacters;
  return ({ length }) => {
    const fits = length <= room;
    if (fits) room -= length;
    return fits;
  };
}

function createLimit(): (value: DocumentValue) => DocumentValue {
  const fits = createRoom();
  return (value) =>
    value.kind !== 'value' || fits(value.yaml)
      ? value
      : { kind: 'unfit', reason: 'the file would be larger than 10 MB' };
}

function standsElsewhere({ name }: ObservedOption, file: string): DocumentLine {
  return { line: elsewhereLine(name, file), kind: 'comment' };
}

/** Says which file holds an option that syncs share. */
export function elsewhereLine(name: string, file: string): string {
  return `# ${remark(name)}: stands in ${isVisible(file) ? file : remark(file)}, once for all that share it`;
}

/** Says that an option is left out, and how a document refers to its secret where some key leads to it. */
export function secretLine(name: string, key: string | undefined, reason: string): string {
  const how = key === undefined ? '' : `. To manage it: ${scalar(key)}: { env: NAME }`;
  return `# ${remark(name)}: left out, ${reason}${how}`;
}

function optionLine(
  option: ObservedOption,
  { options }: ObservedSync,
  value: DocumentValue,
  say: Say | undefined,
): DocumentLine {
  const key = keyOf(option, options);
  const name = remark(option.name);
  if (value.kind === 'secret') {
    const line = secretLine(option.name, key, value.reason);
    return { line, kind: 'secret', gap: say && value.reason };
  }
  if (value.kind === 'unfit' || key === undefined) {
    const gap =
      value.kind === 'unfit' ? value.reason : 'neither its name nor its identifier tells it from others';
    return { line: `# ${name}: left out, ${gap}`, kind: 'comment', gap };
  }
  const entry = `${scalar(key)}: ${value.yaml}`;
  return { line: key === option.name ? entry : `${entry}${remarked(name)}`, kind: 'value' };
}
