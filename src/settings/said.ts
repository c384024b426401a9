import type { Calendar } from '../base/calendar.ts';
import type { Origin } from '../model/origin.ts';
import type { Credential } from '../model/secret.ts';
import type { Code } from '../problems/codes.ts';
import type { Problem } from '../problems/problem.ts';
import type { Locate } from '../yaml/locate.ts';
import { childOf, readReference, type YamlNode } from '../yaml/node.ts';
import type { GivenSettings, SettingKey } from './table.ts';

/** What the settings are read from, and where mistakes are noted. */
export type SettingsContext = {
  readonly root: YamlNode | undefined;
  /** What stands below the name of the tenant that is read: it beats what is said for all, key by key. */
  readonly tenant: YamlNode | undefined;
  readonly locate: Locate;
  readonly given: GivenSettings;
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
  if (given) return { text: given.text, name: given.by };
  return saidAt(nodeIn(context.root, key), key, context);
}

export function saidAt(
  node: YamlNode | undefined,
  name: string,
  { locate }: Pick<SettingsContext, 'locate'>,
): Said | undefined {
  if (node?.kind !== 'scalar' || node.data === null || node.text === '') return undefined;
  return { text: node.text, name: `\`${name}\``, origin: locate(node.offset) };
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
