import type { Calendar } from '../base/calendar.ts';
import { didYouMean, list } from '../base/nearest.ts';
import { spellOut, trimBlanks } from '../base/text/characters.ts';
import { quoted } from '../base/text/quoted.ts';
import { mistakeInOrigin } from '../base/url.ts';
import type { Origin } from '../model/origin.ts';
import type { Credential } from '../model/secret.ts';
import type { Code } from '../problems/codes.ts';
import type { Problem } from '../problems/problem.ts';
import type { Locate } from '../yaml/locate.ts';
import { childOf, readReference, type YamlNode } from '../yaml/node.ts';
import { type SchemaNode, wordingOf } from '../yaml/vocabulary.ts';
import { isLimit } from './limit.ts';
import { readLonger } from './longer.ts';
import { type GivenSettings, type SettingKey, saysYes, schemaOf, type UsualSettings } from './table.ts';

/** What the settings are read from, and where mistakes are noted. */
export type SettingsContext = {
  readonly root: YamlNode | undefined;
  /** What stands below the name of the tenant that is read: it beats what is said for all, key by key. */
  readonly tenant: YamlNode | undefined;
  readonly locate: Locate;
  readonly given: GivenSettings;
  /** What holds where nothing is said, in the place of what the schema says. */
  readonly usual: UsualSettings;
  readonly problems: Problem[];
  /** From which relative paths of secrets count. */
  readonly folder: string;
  readonly calendar: Calendar;
  /** Asked only where nobody names a time zone: the first answer takes a while. */
  readonly systemTimezone: () => string;
};

/** What is said of a setting, and by what: a flag, a variable or, with its place, the file. */
export type Said = { readonly text: string; readonly name: string; readonly origin?: Origin };

/** What is said of a setting: by the tenant that is read, else for all. */
export function said(key: SettingKey, context: SettingsContext): Said | undefined {
  const own = saidAt(nodeIn(context.tenant, key), key, context);
  if (own) return own;
  const given = context.given[key];
  const text = given && trimBlanks(given.text);
  // An empty variable is none, whatever blanks are in it.
  if (given && (text !== '' || given.by.startsWith('--'))) return { text: text ?? '', name: given.by };
  return saidAt(nodeIn(context.root, key), key, context);
}

export function saidAt(
  node: YamlNode | undefined,
  name: string,
  { locate }: Pick<SettingsContext, 'locate'>,
): Said | undefined {
  if (node?.kind !== 'scalar' || node.data === null || node.text === '') return undefined;
  return { text: trimBlanks(node.text), name: `\`${name}\``, origin: locate(node.offset) };
}

export function nodeIn(root: YamlNode | undefined, key: SettingKey): YamlNode | undefined {
  return key.split('.').reduce<YamlNode | undefined>(childOf, root);
}

export function referenceAt(
  node: YamlNode | undefined,
  { folder, locate }: Pick<SettingsContext, 'folder' | 'locate'>,
): Credential | undefined {
  const ref = node && readReference(node);
  return ref && { ref, folder, origin: locate(node.offset) };
}

export type SettingMistake = Pick<Problem, 'message' | 'hint' | 'sensitive'>;

export function report(
  { problems }: Pick<SettingsContext, 'problems'>,
  code: Code,
  origin: Origin | undefined,
  mistake: SettingMistake,
): undefined {
  problems.push({ code, ...mistake, ...(origin && { origin }) });
}

/** An identifier as it is sent: visible ASCII, as headers and OAuth want it (RFC 6749 appendix A), and `allowed`. */
export function readId(one: Said | undefined, context: SettingsContext, allowed = ''): string | undefined {
  if (!one) return undefined;
  const strange = /[^\x21-\x7e]/u.exec(one.text.replaceAll(allowed, ''))?.[0];
  if (strange !== undefined || one.text === '') {
    const wrong =
      strange === undefined ? 'is empty' : `holds a character that no identifier has: ${spellOut(strange)}`;
    reportOnce(context, 'bad-value', one.origin, { message: `${one.name} ${wrong}` });
  }
  return one.text;
}

/** What holds for many tenants is read for each that differs in something else. */
export function reportOnce(
  context: Pick<SettingsContext, 'problems'>,
  code: Code,
  origin: Origin | undefined,
  mistake: SettingMistake,
): undefined {
  const isKnown = context.problems.some(
    (one) => one.code === code && one.message === mistake.message && one.origin?.line === origin?.line,
  );
  return isKnown ? undefined : report(context, code, origin, mistake);
}

/** What is said as the schema wants it; undefined, and a problem, where it does not take it. */
export function readSaid(one: Said | undefined, key: SettingKey, context: SettingsContext): unknown {
  const schema = schemaOf(key);
  if (!one || !schema) return undefined;
  const mistake = mistakeIn(one, schema, context.calendar);
  if (!mistake) return convert(one.text, schema);
  // The schema has told of what stands in the file, but for what it cannot judge.
  if (one.origin && mistake.code === 'bad-value') return undefined;
  const { code, ...words } = mistake;
  return report(context, code, one.origin, words);
}

type Judged = SettingMistake & { readonly code: Code };

function mistakeIn(one: Said, schema: SchemaNode, calendar: Calendar): Judged | undefined {
  const { text, name } = one;
  if (schema.format === 'cron') {
    const mistake = calendar.mistakeIn(text);
    const hint = 'write minute, hour, day, month and weekday, like "*/5 * * * *"';
    return mistake === undefined
      ? undefined
      : { code: 'cron', message: `${name}: ${quoted(text)} ${mistake}`, hint };
  }
  if (schema.format === 'time-zone') {
    if (calendar.isTimezone(text)) return undefined;
    const message = `${name}: ${quoted(text)} is no time zone`;
    return { code: 'timezone', message, hint: 'write it like Europe/Berlin' };
  }
  if (schema.format === 'number-or-share') {
    if (isLimit(text)) return undefined;
    const hint = 'write it like 20, 0.5 or "50 %"';
    return { code: 'limit', message: `${name}: ${quoted(text)} is neither a whole number nor a share`, hint };
  }
  if (schema.format === 'duration-or-never') {
    const read = readLonger(text);
    if (read.ok) return undefined;
    const { message, hint = 'write it like 7d' } = read.why;
    return { code: 'duration', message: `${name}: ${message}`, hint: `${hint}; \`never\` is possible too` };
  }
  if (schema.format === 'public-url') {
    const mistake = mistakeInOrigin(text, name);
    return mistake && { code: 'url', ...mistake };
  }
  const wanted = wantedInstead(one, schema);
  if (wanted === undefined) return undefined;
  const message = `${name} is ${quoted(text)}, but must be ${wanted}`;
  const hint = didYouMean(text, (schema.enum ?? []).map(String));
  return { code: 'bad-value', message, ...(hint !== undefined && { hint }) };
}

/** What the schema wants instead of what is said. */
function wantedInstead({ text, origin }: Said, schema: SchemaNode): string | undefined {
  const { type, pattern, minimum = 0, maximum = Number.MAX_SAFE_INTEGER } = schema;
  if (schema.enum) return schema.enum.includes(text) ? undefined : `one of ${list(schema.enum.map(String))}`;
  if (type === 'integer' || type === 'number') {
    const number = Number(text);
    const isOne = origin !== undefined || /^(?:\d+(?:\.\d*)?|\.\d+)$/.test(text);
    const isKind = type === 'number' || Number.isInteger(number);
    if (isOne && isKind && number >= minimum && number <= maximum) return undefined;
    return `a ${type === 'integer' ? 'whole ' : ''}number from ${minimum} to ${maximum}`;
  }
  if (pattern === undefined || new RegExp(pattern, 'u').test(text)) return undefined;
  return wordingOf([schema]) ?? `of the form ${pattern}`;
}

function convert(text: string, { type }: SchemaNode): unknown {
  if (type === 'boolean') return saysYes(text);
  return type === 'integer' || type === 'number' ? Number(text) : text;
}
