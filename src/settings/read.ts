import type { ErrorObject } from 'ajv';
import type { Calendar } from '../base/calendar.ts';
import { addAll } from '../base/collections.ts';
import { quoted } from '../base/text/quoted.ts';
import { isSollistYaml } from '../generated/validators/sollist.js';
import { apiVersions, type CommonSettings, type Settings } from '../model/settings.ts';
import type { SourceFile } from '../model/sourceFile.ts';
import { capped, type Problem } from '../problems/problem.ts';
import { createLocate } from '../yaml/locate.ts';
import { childOf, nodeAt, type YamlNode } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { explain } from '../yaml/schemaProblems.ts';
import { concealing } from '../yaml/secretColumns.ts';
import type { Place, SchemaNode } from '../yaml/vocabulary.ts';
import { readAllowance } from './allow.ts';
import { readNotifications } from './readNotifications.ts';
import { readSaid, type SettingsContext, said } from './said.ts';
import { type GivenSettings, type SettingKey, type UsualSettings, vocabulary } from './table.ts';
import { findTwins, readTenants } from './tenants.ts';

export type SettingsInput = {
  /** `sollist.yaml`, where there is one. */
  readonly file?: SourceFile;
  /** What flags and `SOLLIST_…` variables say. */
  readonly given: GivenSettings;
  /** What `JTL_…` variables say: of the tenant `default`, where the file names no tenants. */
  readonly jtl: GivenSettings;
  readonly systemTimezone: () => string;
  readonly usual?: UsualSettings;
};

export type ReadSettings = {
  /** As far as they could be made out; without `tenants` where the file cannot tell who they are. */
  readonly settings: Omit<Settings, 'tenants'> & { readonly tenants: Settings['tenants'] | undefined };
  readonly problems: readonly Problem[];
  readonly warnings: readonly Problem[];
};

/** Settles what holds: flags beat variables beat the file beat what holds where nothing is said. */
export function readSettings(input: SettingsInput, calendar: Calendar): ReadSettings {
  const { root, problems: syntax, locate } = readFile(input.file);
  const problems: Problem[] = [...syntax];
  const warnings: Problem[] = [];
  const named = childOf(root, 'tenants');
  const given = named ? input.given : { ...input.jtl, ...input.given };
  const context: SettingsContext = {
    root,
    tenant: undefined,
    locate,
    given,
    usual: input.usual ?? {},
    problems,
    folder: input.file?.directory ?? '',
    calendar,
    systemTimezone: () => usableTimezone(input.systemTimezone(), calendar, warnings),
  };
  const isReadable = syntax.every((problem) => problem.code !== 'yaml');
  const tenants = readTenants(named, context);
  const settings = {
    ...readCommon(context),
    notifications: readNotifications(childOf(root, 'notifications'), context),
    tenants: isReadable ? tenants : undefined,
  };
  addAll(problems, findTwins(tenants));
  const shown = concealing(problems, {
    text: input.file?.text ?? '',
    locate,
    vocabulary,
    roots: root ? [root] : [],
  });
  return { settings, problems: inOrder(shown, input.file?.path), warnings };
}

/** They have readers of their own. */
const apart: readonly string[] = ['api', 'auth', 'tenants', 'notifications'] satisfies Apart[];
type Apart = 'api' | 'auth' | 'tenants' | 'notifications';

/** All that holds for every tenant, in the shape that the schema gives it, with its defaults. */
function readCommon(context: SettingsContext): CommonSettings {
  const { schemas } = vocabulary.root;
  const keys = schemas.flatMap(({ properties = {} }) => Object.keys(properties));
  const read = keys
    .filter((key) => !apart.includes(key))
    .map((key) => [key, readBelow(key, vocabulary.below(vocabulary.root, key), context)]);
  const common = Object.fromEntries(read) as CommonSettings;
  const allow = readAllowance(childOf(childOf(context.root, 'safety'), 'allow'), common.timezone, context);
  return { ...common, safety: { ...common.safety, ...(allow && { allow }) } };
}

function readBelow(path: string, place: Place, context: SettingsContext): unknown {
  const [schema] = place.schemas;
  if (schema?.properties) {
    const keys = Object.keys(schema.properties).filter((key) => key !== 'allow'); // has a reader of its own
    const read = keys.map((key) => [key, readBelow(`${path}.${key}`, vocabulary.below(place, key), context)]);
    return Object.fromEntries(read);
  }
  const key = path as SettingKey;
  return readSaid(said(key, context), key, context) ?? context.usual[key] ?? usual(schema, context);
}

function usual(schema: SchemaNode | undefined, { systemTimezone }: SettingsContext): unknown {
  return schema?.format === 'time-zone' ? systemTimezone() : schema?.default;
}

/** A machine may call its time zone what nobody can reckon with, and goes by UTC then. */
function usableTimezone(name: string, calendar: Calendar, warnings: Problem[]): string {
  if (calendar.isTimezone(name)) return name;
  const message = `the machine's time zone is ${quoted(name)}, which is none that can be used: UTC is taken`;
  const hint = 'set `timezone` in sollist.yaml, or TZ, to a name like Europe/Berlin';
  warnings.push({ code: 'system-timezone', message, hint });
  return 'UTC';
}

/** One document at most, and none is as good as an empty one. */
function readFile(file: SourceFile | undefined) {
  const locate = createLocate(file?.path ?? '', file?.text ?? '');
  if (!file) return { root: undefined, problems: [], locate };
  const { documents, problems } = parseYaml(file.text, locate);
  const [root, second] = documents;
  const found = [...problems];
  if (second) {
    const message = 'a second document: one file holds the settings of one sollist';
    found.push({ code: 'second-document', message, origin: locate(second.offset) });
  }
  if (root && !isSollistYaml(root.data)) {
    const errors = isSollistYaml.errors!.filter((error) => !isNumberedVersion(error, root));
    addAll(found, explain(errors, root, locate, vocabulary));
  }
  return { root, problems: found, locate };
}

/** YAML takes `version: 2.0` for a number. What was meant is plain, so it need not stand in quotes. */
function isNumberedVersion({ keyword, instancePath }: ErrorObject, root: YamlNode): boolean {
  if (keyword !== 'enum' || !instancePath.endsWith('/api/version')) return false;
  const node = nodeAt(root, instancePath);
  return node.kind === 'scalar' && (apiVersions as readonly string[]).includes(node.text);
}

function inOrder(problems: readonly Problem[], file: string | undefined): readonly Problem[] {
  const [placed, other] = [problems.filter((one) => one.origin), problems.filter((one) => !one.origin)];
  return [...(file === undefined ? placed : capped(placed, 0, file)), ...other];
}
