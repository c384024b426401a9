import { type Command, InvalidArgumentError, Option } from 'commander';
import { normalized } from '../base/text/characters.ts';
import { capital } from '../base/text/words.ts';
import { type Direction, parseWhen, type When } from '../desired/when.ts';
import { slashed } from '../files/paths.ts';
import { parseShare } from '../pull/common/share.ts';
import { saysYes } from '../settings/table.ts';

/** A command line that was read, with the variables that stand in for flags which are not given. */
export type Parsed = {
  readonly command: Command;
  readonly env: Readonly<Record<string, string | undefined>>;
};

/** What a command knows by one name: the options that give it, and how its value is told from them. */
export type Flag<T> = { readonly options: readonly Option[]; readonly read: (parsed: Parsed) => T };

/** The flags of a command, by the names of their values. */
export type Flags<T> = { readonly [K in keyof T]: Flag<T[K]> };

export type ValuesOf<F> = { readonly [K in keyof F]: F[K] extends Flag<infer T> ? T : never };

/** @throws where `flags` lies about its type. */
export function valuesOf<T extends object>(flags: Flags<T>, parsed: Parsed): T {
  const values: Partial<T> = {};
  for (const name in flags) values[name] = flags[name].read(parsed);
  if (!isWhole(flags, values)) throw new Error('a flag was not read');
  return values;
}

function isWhole<T extends object>(flags: Flags<T>, values: Partial<T>): values is T {
  return Object.keys(flags).every((name) => name in values);
}

/** What else is to be said of a flag: the variable that gives it as well, and its value where it stands without one. */
type Source = { readonly variable?: string; readonly preset?: string };

/** What holds where nothing is said, and how the help calls that. */
type Fallback<T> = Source & { readonly fallback: T; readonly shown?: string };

/** A flag whose value `parse` makes of the text; undefined, or `fallback`, where it is not given. */
export function option<T>(
  flags: string,
  about: string,
  parse: (text: string) => T,
  more: Fallback<T>,
): Flag<T>;
export function option<T>(
  flags: string,
  about: string,
  parse: (text: string) => T,
  more?: Source,
): Flag<T | undefined>;
export function option<T>(
  flags: string,
  about: string,
  parse: (text: string) => T,
  more: Source | Fallback<T> = {},
): Flag<T | undefined> {
  return flagOf<T>(described(flags, about, more).argParser(parse));
}

/** `fallback` is undefined where it depends on other flags. */
export function choice<const T extends string, const Else extends T | undefined>(
  flags: string,
  about: string,
  choices: readonly T[],
  more: Fallback<Else>,
): Flag<T | (Else & undefined)> {
  return flagOf(described(flags, about, more).choices(choices));
}

/** A flag that may be given again and again. It takes names, which are compared composed. What `split` makes of each text is added to what there is. */
export function list(
  flags: string,
  about: string,
  { split = (text) => [text], shown = 'all', ...source }: ListOptions = {},
): Flag<readonly string[]> {
  const fallback: readonly string[] = [];
  const add = (text: string, before: readonly string[]) => [...before, ...split(normalized(text))];
  return flagOf(described(flags, about, { ...source, fallback, shown }).argParser(add));
}

type ListOptions = Source & {
  readonly split?: (text: string) => readonly string[];
  readonly shown?: string;
};

/** A flag that says yes by being there, and no by `--no-…`. */
export function yes(flags: string, about: string, more: Source | Fallback<boolean> = {}): Flag<boolean> {
  const one = described(flags, about, more);
  return { options: [one], read: (parsed) => saysYes(textGiven(one, parsed)) };
}

/** What stands on the command line or in the variable, as it stands there. */
export function textGiven(one: Option, { command, env }: Parsed): string | undefined {
  const value: unknown = command.getOptionValue(one.attributeName());
  if (value === undefined) return undefined;
  // Commander takes any value of the variable of a flag without one for a yes, `false` as well.
  return one.isBoolean() && one.envVar !== undefined && !isTyped(one, command)
    ? env[one.envVar]
    : String(value);
}

export function isTyped(one: Option, command: Command): boolean {
  return command.getOptionValueSource(one.attributeName()) === 'cli';
}

/** Takes what a parser says about a mistake for wrong usage. */
export function orWrongUsage<T extends object>(
  parse: (text: string) => T | { readonly mistake: string },
): (text: string) => T {
  return (text) => {
    const parsed = parse(text);
    if ('mistake' in parsed) throw new InvalidArgumentError(sentence(parsed.mistake));
    return parsed;
  };
}

export function text(given: string): string {
  return given;
}

/** A file or folder, as it is shown wherever it is named. */
export function filePath(given: string): string {
  return slashed(given);
}

/** A time in words, for whoever knows now and where; see `parseWhen`. */
export function moment(direction: Direction): (given: string) => When {
  return (given) => {
    const when = parseWhen(given, direction);
    if (!when.ok) throw new InvalidArgumentError(sentence(when.why));
    return when.value;
  };
}

export function wholeNumber(given: string): number {
  if (!/^\d{1,9}$/.test(given)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(given);
}

export function share(given: string): number {
  const parsed = parseShare(given);
  if (parsed === undefined) throw new InvalidArgumentError('It takes a share, like 0.8 or "80 %".');
  return parsed;
}

export function sentence(words: string): string {
  return words.endsWith('.') ? capital(words) : `${capital(words)}.`;
}

function described<T>(flags: string, about: string, more: Source | Fallback<T>): Option {
  const one = new Option(flags, about);
  if ('fallback' in more) one.default(more.fallback, more.shown);
  if (more.preset !== undefined) one.preset(more.preset);
  return more.variable === undefined ? one : one.env(more.variable);
}

/** Commander keeps what the parser of an option gives, or its default, and calls it any. */
function flagOf<T>(one: Option): Flag<T> {
  return { options: [one], read: ({ command }) => command.getOptionValue(one.attributeName()) };
}
