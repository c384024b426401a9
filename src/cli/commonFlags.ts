import { Option } from 'commander';
import { logLevels } from '../base/log.ts';
import {
  type Given,
  type GivenSettings,
  type SettingArea,
  type SettingKey,
  type SettingRow,
  settingsTable,
} from '../settings/table.ts';
import type { Output } from './format.ts';
import {
  choice,
  type Flag,
  filePath,
  isTyped,
  list,
  option,
  textGiven,
  type ValuesOf,
  yes,
} from './option.ts';

/** Under what the help has them. */
export const commonGroup = 'Flags of all commands:';

/** The flags that every command takes. The first of `outputs` is what it prints unasked. */
export function commonFlags<O extends Output>(outputs: readonly [O, ...O[]]) {
  const flags = {
    config: option('--config <file>', 'where and how (default: sollist.yaml where it exists)', filePath, {
      variable: 'SOLLIST_CONFIG',
    }),
    syncs: option('--syncs <dir>', 'the desired state', filePath, {
      fallback: 'syncs',
      variable: 'SOLLIST_SYNCS',
    }),
    /** Empty: all tenants. */
    tenant: list('-t, --tenant <name>', 'only this tenant (repeatable, or with commas)', {
      split: (names) => names.split(',').map((name) => name.trim()),
      variable: 'SOLLIST_TENANT',
    }),
    output: choice('-o, --output <format>', 'what the report looks like', outputs, {
      fallback: outputs[0],
      variable: 'SOLLIST_OUTPUT',
    }),
    logLevel: choice('--log-level <level>', 'what is logged to stderr', logLevels, {
      fallback: 'info',
      variable: 'SOLLIST_LOG_LEVEL',
    }),
    stateDir: option('--state-dir <dir>', 'where the journal is kept', filePath, {
      fallback: '.sollist',
      variable: 'SOLLIST_STATE_DIR',
    }),
    color: yes('--no-color', 'no colours, nor with NO_COLOR; FORCE_COLOR has them in a pipe, too'),
  };
  for (const { options } of Object.values(flags)) for (const one of options) one.helpGroup(commonGroup);
  return { ...flags, given: settingFlags() };
}

/** Of commands that show once what is the same on many tenants. */
export const fullFlag = yes('--full', 'show each of what is the same on many tenants', { fallback: false });

/** Of commands that count the syncs that no document names. */
export const unmanagedFlag = yes('--unmanaged', 'name the syncs that no document names', { fallback: false });

export type CommonFlags<O extends Output = Output> = ValuesOf<ReturnType<typeof commonFlags<O>>>;

/** What makes a difference to whoever asks the ERP. */
export const reaching = ['api', 'auth', 'tenants'] as const satisfies readonly SettingArea[];

const rows = Object.entries(settingsTable) as [SettingKey, SettingRow][];

/** What flags and `SOLLIST_…` variables say of settings. */
function settingFlags(): Flag<GivenSettings> {
  const all = rows.map(([key, row]) => ({ key, row, option: settingOption(row) }));
  return {
    options: all.flatMap((one) => one.option ?? []),
    read: (parsed) =>
      Object.fromEntries(
        all.flatMap(({ key, row, option: one }) => {
          const value = one ? textGiven(one, parsed) : parsed.env[row.variable];
          if (value === undefined) return [];
          const by = one && isTyped(one, parsed.command) ? one.long! : row.variable;
          return [[key, { text: value, by } satisfies Given]];
        }),
      ),
  };
}

function settingOption({ flag, variable, about, default: usual }: SettingRow): Option | undefined {
  if (flag === undefined) return undefined;
  return new Option(flag, about)
    .default(undefined, usual)
    .env(variable)
    .helpGroup('Settings, as in sollist.yaml:');
}
