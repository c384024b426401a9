import { settingRows, sollistSchema } from '../generated/sollistSchema.ts';
import { type SchemaNode, vocabularyOf } from '../yaml/vocabulary.ts';

/** Which keys `sollist.yaml` may have, which of them are secrets, and what is said of them. */
export const vocabulary = vocabularyOf(sollistSchema);

/** A setting that a variable or a flag may give as well as `sollist.yaml`. */
export type SettingRow = {
  /** Where it stands in the file: `api.baseUrl`. */
  readonly path: SettingKey;
  readonly variable: string;
  /** As commander writes it. Secrets have none: what stands on a command line, every process can read. */
  readonly flag?: string;
  /** The variable that says the same where `sollist.yaml` names no tenants. */
  readonly jtl?: string;
  /** What holds where nothing is said, in words. */
  readonly default: string;
  readonly about: string;
};

export type SettingKey = keyof typeof settingRows;

/** What the path of a setting begins with: `safety` is all that stands below it. */
export type SettingArea = AreaOf<SettingKey>;
type AreaOf<Key> = Key extends `${infer Area}.${string}` ? Area : Key;

export function areaOf(path: SettingKey): SettingArea {
  return path.split('.', 1)[0] as SettingArea;
}

/** Flags beat variables beat the file beat what holds where nothing is said. The README's table is this one. */
export const settingsTable: Readonly<Record<SettingKey, SettingRow>> = settingRows;

export function schemaOf(key: SettingKey): SchemaNode | undefined {
  return vocabulary.at(`/${key.replaceAll('.', '/')}`).schemas[0];
}

/** Text that a flag or a variable gives, and which of them: `--schedule` or `SOLLIST_SCHEDULE`. */
export type Given = { readonly text: string; readonly by: string };

/** Values as the settings hold them. */
export type UsualSettings = Readonly<Partial<Record<SettingKey, string | number | boolean>>>;

export type GivenSettings = Readonly<Partial<Record<SettingKey, Given>>>;

/** What a flag says by being there, its variable says in words. */
export function saysYes(text: string | undefined): boolean {
  return /^(?:true|1|yes)$/i.test(text ?? '');
}
