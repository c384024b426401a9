import type { ErrorObject } from 'ajv';
import type { Calendar } from '../base/calendar.ts';
import { addAll, compact } from '../base/collections.ts';
import { crop } from '../base/text/cells.ts';
import { quoted } from '../base/text/quoted.ts';
import { readTimestamp } from '../base/timestamp.ts';
import { syncSchema } from '../generated/syncSchema.ts';
import { isSyncYaml } from '../generated/validators/sync.js';
import {
  type ConfigEntry,
  configEntry,
  type DesiredValue,
  plainValue,
  type SyncDocument,
  type WantedFields,
  type Window,
} from '../model/document.ts';
import { scalars, wantedScalars } from '../model/fields/index.ts';
import type { ScalarValues } from '../model/fields/kind.ts';
import type { Mode, Suspension } from '../model/mode.ts';
import type { Located } from '../model/origin.ts';
import { withoutShapes } from '../model/secretSigns.ts';
import type { SourceFile } from '../model/sourceFile.ts';
import { capped, mostProblems, type Problem } from '../problems/problem.ts';
import { createLocate } from '../yaml/locate.ts';
import {
  childOf,
  itemsOf,
  nodeAt,
  readReference,
  textOf,
  type YamlEntry,
  type YamlNode,
} from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { explain } from '../yaml/schemaProblems.ts';
import { concealing } from '../yaml/secretColumns.ts';
import { vocabularyOf } from '../yaml/vocabulary.ts';
import { type DocumentContext, locatedAt, report } from './documentContext.ts';
import { readSync, readTenants } from './selectors.ts';

/** A file's documents, whatever the time is. `ends`: when suspensions end by themselves, in milliseconds since 1970. */
export type ReadFile = {
  readonly documents: readonly SyncDocument[];
  readonly problems: readonly Problem[];
  readonly ends: readonly Located<number>[];
};

/** Depends on nothing but its arguments, so it can be kept for as long as the file (and where it lies) stays the same. */
export function readDocuments(file: SourceFile, timezone: string, calendar: Calendar): ReadFile {
  const locate = createLocate(file.path, file.text);
  const parsed = parseYaml(file.text, locate);
  const problems = [...parsed.problems];
  const ends: Located<number>[] = [];
  const documents: SyncDocument[] = [];
  for (const node of parsed.documents) {
    const before = problems.length;
    const document = readDocument(node, { file, timezone, calendar, locate, problems, ends });
    if (document && problems.length === before) documents.push(document);
  }
  const shown = concealing(problems, { text: file.text, locate, vocabulary, roots: parsed.documents });
  return {
    documents: compact(documents),
    problems: compact(capped(shown, parsed.omitted, file.path)),
    ends: compact(ends),
  };
}

/** The validator finds every mistake in 10 MB; more than these are not explained one by one. */
const mostErrors = 4 * mostProblems;

/** The schema tells what is wrong with the shape. What follows reads past that, and tells what is wrong with the meaning. */
function readDocument(node: YamlNode, context: DocumentContext): SyncDocument | undefined {
  if (!isSyncYaml(node.data)) {
    const errors = isSyncYaml.errors!.filter((error) => !isBareDuration(error, node)).slice(0, mostErrors);
    addAll(context.problems, explain(errors, node, context.locate, vocabulary));
  }
  const wanted = readWanted(node, context);
  const sync = readSync(childOf(node, 'sync'), context);
  const mode = readMode(childOf(node, 'mode'), context);
  const suspend = readSuspension(childOf(node, 'suspend'), context);
  const windows = itemsOf(childOf(node, 'windows')).flatMap((window) => readWindow(window, context) ?? []);
  if (!sync) return undefined;
  const tenants = readTenants(node, context);
  // Written out, each document has the same shape, and no list of properties beside it.
  const { interval, active, configs } = wanted;
  return {
    tenants,
    sync,
    mode,
    suspend,
    windows: compact(windows),
    interval,
    active,
    configs,
  } satisfies Whole;
}

/** With all keys that there are. */
type Whole = { readonly [K in keyof SyncDocument]-?: SyncDocument[K] | undefined };

/** A number where a duration belongs is no matter of type to whoever wrote it: the unit is missing. */
function isBareDuration({ keyword, instancePath }: ErrorObject, root: YamlNode): boolean {
  if (keyword !== 'type' || !/^(?:\/windows\/\d+)?\/(?:interval|duration)$/.test(instancePath)) return false;
  return typeof nodeAt(root, instancePath).data === 'number';
}

const vocabulary = vocabularyOf(syncSchema);

function readMode(node: YamlNode | undefined, context: DocumentContext): Located<Mode> | undefined {
  return node && locatedAt(node, textOf(node) as Mode, context);
}

function readSuspension(
  node: YamlNode | undefined,
  context: DocumentContext,
): Located<Suspension> | undefined {
  const reason = textOf(childOf(node, 'reason'));
  const until = readUntil(childOf(node, 'until'), context);
  if (!node || reason === undefined) return undefined;
  return locatedAt(node, { reason: withoutShapes(reason), ...(until !== undefined && { until }) }, context);
}

function readUntil(node: YamlNode | undefined, context: DocumentContext): number | undefined {
  const text = textOf(node);
  if (!node || !text) return undefined;
  const until = readTimestamp(text, context);
  if (until.ok) {
    context.ends.push(locatedAt(node, until.value, context));
    return until.value;
  }
  report(context, node, 'timestamp', until.why);
  return undefined;
}

function readWindow(node: YamlNode, context: DocumentContext): Window | undefined {
  const start = readStart(childOf(node, 'start'), context);
  const duration = readScalar(childOf(node, 'duration'), scalars.interval, context);
  const wanted = readWanted(node, context);
  return start && duration && { ...wanted, start, duration: duration.value };
}

function readStart(node: YamlNode | undefined, context: DocumentContext): Located<string> | undefined {
  const pattern = textOf(node);
  if (!node || !pattern) return undefined;
  const mistake = context.calendar.mistakeIn(pattern);
  if (mistake !== undefined)
    report(context, node, 'cron', {
      message: `${quoted(pattern)} ${mistake}`,
      hint: 'write minute, hour, day, month and weekday, like "0 8 * * 1-5"',
    });
  return locatedAt(node, pattern, context);
}

function readWanted(node: YamlNode, context: DocumentContext): WantedFields {
  const configs = childOf(node, 'configs');
  const entries = configs?.kind === 'map' ? [...configs.entries] : [];
  return {
    ...wantedScalars((name, values) => readScalar(childOf(node, name), values, context)),
    configs: compact(entries.flatMap(([option, entry]) => readConfig(option, entry, context) ?? [])),
  };
}

function readScalar<V>(
  node: YamlNode | undefined,
  { written, read, mistake }: ScalarValues<V>,
  context: DocumentContext,
): Located<V> | undefined {
  if (node?.kind !== 'scalar' || !written.some((type) => typeof node.data === type)) return undefined;
  // No value is that long, and its message need not be either.
  const one = read(crop(node.text, 61));
  if (one.ok) return locatedAt(node, one.value, context);
  report(context, node, mistake, one.why);
  return undefined;
}

function readConfig(
  option: string,
  { keyOffset, value }: YamlEntry,
  context: DocumentContext,
): ConfigEntry | undefined {
  const desired = readValue(value, context);
  return desired && configEntry(option, context.locate(keyOffset), locatedAt(value, desired, context));
}

function readValue(node: YamlNode, { file }: DocumentContext): DesiredValue | undefined {
  if (node.kind === 'scalar') return plainValue(node.data === null ? null : node.text);
  const ref = readReference(node);
  return ref && { kind: 'secret', ref, folder: file.directory };
}
