import { type Command, Help, Option } from 'commander';
import { areaOf, type SettingArea, type SettingRow, settingsTable } from '../settings/table.ts';
import { commonFlags, commonGroup } from './commonFlags.ts';
import { allOutputs } from './format.ts';
import type { Flag } from './option.ts';

/** A command line, and what it is for. */
export type Example = readonly [line: string, about: string];

/** What the help of a command tells besides its flags. */
export type HelpWords = {
  /** The settings that make a difference to it. Its help shows these, and only `--help-all` shows the rest. */
  readonly settings: readonly SettingArea[];
  readonly examples: readonly [Example, Example];
  /** What only `--help-all` has room for. */
  readonly notes?: string;
};

/** How a command shows its help. Without `words` it is the program, whose `--help-all` shows what all commands share. */
export function addHelp(command: Command, version: string, words?: HelpWords): void {
  let all = false;
  const sharesFlags = command.options.some(({ helpGroupHeading }) => helpGroupHeading === commonGroup);
  const group = sharesFlags ? commonGroup : 'Options:';
  const help = new Option('-h, --help', 'the essentials').helpGroup(group);
  const more = new Option('--help-all', 'the same with every setting and variable').helpGroup(group);
  command.addHelpOption(help).addOption(more);
  command.version(version, '-V, --version', 'print the version');
  command.options.at(-1)?.helpGroup(group);
  command.on('option:help-all', () => {
    all = true;
    command.help();
  });
  command.configureHelp({
    ...command.configureHelp(),
    visibleOptions({ options }) {
      const own = [...options, help];
      if (!all) return own.filter((one) => isEssential(one, words?.settings ?? []));
      return words ? own : [...own, ...shared()];
    },
    optionDescription: (one) => describe(one, all),
    subcommandTerm: (one) => new Help().subcommandTerm(one).replace(' [options]', ''),
  });
  command.addHelpText('after', () => (words ? below(command, words, all) : ''));
}

const rows: readonly SettingRow[] = Object.values(settingsTable);

function shared(): readonly Option[] {
  const flags: readonly Flag<unknown>[] = Object.values(commonFlags(allOutputs));
  return flags.flatMap(({ options }) => options);
}

function settingOf({ flags }: Option): SettingRow | undefined {
  return rows.find(({ flag }) => flag === flags);
}

/** Whether an option is none of a setting that makes no difference. */
function isEssential(one: Option, settings: readonly SettingArea[]): boolean {
  const row = settingOf(one);
  return !row || settings.includes(areaOf(row.path));
}

/** `what the report looks like: text, json (default: text)`; where there is room, all that is said of a setting, and its variable. */
function describe(one: Option, all: boolean): string {
  const { argChoices, defaultValue, defaultValueDescription, envVar } = one;
  const description = all || !settingOf(one) ? one.description : one.description.replace(/[:;] .*/, '');
  const choices = argChoices ? `: ${argChoices.join(', ')}` : '';
  const usual = String(defaultValueDescription ?? defaultValue ?? 'none');
  const extra = [
    ...(['false', 'none'].includes(usual) ? [] : [`default: ${usual}`]),
    ...(all && envVar !== undefined ? [`env: ${envVar}`] : []),
  ];
  return `${description}${choices}${extra.length > 0 ? ` (${extra.join(', ')})` : ''}`;
}

/** Settings without a flag, which are secrets and what goes with them, then examples. */
function below(command: Command, { settings, examples, notes = '' }: HelpWords, all: boolean): string {
  const areas = command.options.some(settingOf) && all ? rows.map(({ path }) => areaOf(path)) : settings;
  const flagless = rows.filter(({ flag, path }) => flag === undefined && areas.includes(areaOf(path)));
  const variables = flagless.map(({ variable, jtl }) =>
    jtl === undefined ? variable : `${jtl} or ${variable}`,
  );
  const width = Math.max(...examples.map(([line]) => line.length));
  return [
    ...(variables.length > 0 ? ['', 'By variables alone:', ...variables.map((one) => `  ${one}`)] : []),
    ...['', 'Examples:', ...examples.map(([line, about]) => `  ${line.padEnd(width)}  ${about}`)],
    ...(all && notes !== '' ? ['', notes] : []),
  ].join('\n');
}
