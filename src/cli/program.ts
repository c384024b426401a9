import { Command, CommanderError, InvalidArgumentError, Option } from 'commander';
import { type Given, type SettingKey, type SettingRow, saysYes, settingsTable } from '../settings/table.ts';
import { type Address, parseAddress } from './address.ts';
import { describeEmulate, type EmulateFlags } from './commands/emulate.ts';
import { type ExitCode, exit, exitCodeOfStop } from './exit.ts';
import type { Flags, Output, RunFlags } from './flags.ts';
import { internal } from './internal.ts';
import { logLevels } from './logLevels.ts';
import type { Terminal } from './terminal.ts';

/**
 * Runs one command line and gives the exit code. Everything that a command needs beyond its flags is loaded when it is
 * called, so that no command pays for another.
 */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = exit.fine;
  const program = describe(terminal, (result) => {
    code = result;
  });
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error;
    return error.exitCode === 0 ? exit.fine : exit.usage;
  }
}

const purpose =
  'GitOps for the worker syncs of JTL-Wawi: git says how each sync should be (Soll), sollist shows where the ERP differs (Ist), corrects it and proves it.';

const exitCodes = `
Exit codes:
  0 fine · 1 error (bad input, unreachable, a change failed) · 2 drift, only with plan --detailed-exitcode
  3 refused (safety rule) · 64 wrong usage · 130 stopped by Ctrl-C`;

const reports = ['text', 'json', 'markdown', 'github'] as const;

type Finish = (code: number) => void;

function describe(terminal: Terminal, finish: Finish): Command {
  const program = new Command('sollist')
    .description(purpose)
    .addHelpText('after', exitCodes)
    .helpCommand(false)
    .enablePositionalOptions()
    .exitOverride()
    .showSuggestionAfterError()
    .showHelpAfterError('(sollist --help shows what there is)')
    .configureOutput({
      writeOut: terminal.stdout,
      writeErr: terminal.stderr,
      getOutHelpWidth: () => terminal.columns,
      getErrHelpWidth: () => terminal.columns,
    });
  addValidate(program, terminal, finish);
  addPlan(program, terminal, finish);
  addApply(program, terminal, finish);
  addPull(program, terminal, finish);
  addStatus(program, terminal, finish);
  addHistory(program, terminal, finish);
  addCatalogue(program, terminal, finish);
  addSchema(program, terminal, finish);
  addRun(program, terminal, finish);
  addEmulate(program, terminal, finish);
  for (const command of [program, ...program.commands])
    command.version(terminal.version, '-V, --version', 'print the version');
  return program;
}

function addValidate(program: Command, terminal: Terminal, finish: Finish): void {
  add(
    program,
    'validate',
    'check the files, offline: all problems at once',
    ['text', 'json', 'github'],
    terminal,
  )
    .argument('[path...]', 'report only what concerns these files or folders')
    .action(async (paths: string[], _: unknown, command: Command) => {
      await act(command, terminal, finish, async (flags) => {
        const { validate } = await import('./commands/validate.ts');
        return validate(flags, paths, terminal);
      });
    });
}

function addPlan(program: Command, terminal: Terminal, finish: Finish): void {
  const detailed = new Option('--detailed-exitcode', 'exit with 2 where there is drift').env(
    'SOLLIST_DETAILED_EXITCODE',
  );
  add(program, 'plan', 'show what differs, and write nothing', reports, terminal)
    .addOption(detailed)
    .addOption(new Option('--out <file>', 'save the plan, for `sollist apply FILE`'))
    .action(async (_: unknown, command: Command) => {
      await act(command, terminal, finish, async (flags) => {
        const { plan } = await import('./commands/plan.ts');
        const { out } = command.opts<{ out?: string }>();
        const detailedExitcode = saysYes(textGiven(detailed, command, terminal.env));
        return plan({ ...flags, detailedExitcode, ...(out !== undefined && { out }) }, terminal);
      });
    });
}

function addApply(program: Command, terminal: Terminal, finish: Finish): void {
  add(program, 'apply', 'correct what differs, and prove it', reports, terminal)
    .argument('[plan]', 'a plan that was saved with `plan --out`: exactly that is applied, or nothing')
    .addOption(allowChanges())
    .action(async (plan: string | undefined, _: unknown, command: Command) => {
      await act(command, terminal, finish, async (flags) => {
        const { apply, applySaved } = await import('./commands/apply.ts');
        const all = { ...flags, ...command.opts<{ allowChanges?: number }>() };
        if (plan === undefined) return apply(all, terminal);
        if (command.getOptionValueSource('tenant') === 'cli')
          command.error('error: --tenant does not go with a saved plan, which is applied whole');
        return applySaved(plan, all, terminal);
      });
    });
}

function addPull(program: Command, terminal: Terminal, finish: Finish): void {
  const secret = new Option(
    '--secret <name>',
    'leave out options of this name; * stands for any text (repeatable)',
  )
    .default([], 'names that look like a secret')
    .argParser(append);
  add(program, 'pull', 'write what Wawi has as files, one a sync', ['text', 'json'], terminal)
    .addOption(secret)
    .addOption(
      new Option('--update', 'write live values into the files that exist, and nothing else').default(false),
    )
    .addOption(new Option('--dry-run', 'with --update: show the difference, write nothing').default(false))
    .addOption(repeatable('--sync <name>', 'with --update: only this sync (repeatable)'))
    .addOption(repeatable('--field <name>', 'with --update: only `interval` or this option (repeatable)'))
    .action(async (_: unknown, command: Command) => {
      const { update, ...options } = command.opts<PullOptions>();
      if (!update && (options.dryRun || options.sync.length + options.field.length > 0)) {
        command.error('error: --dry-run, --sync and --field only go with --update');
      }
      await act(command, terminal, finish, async (flags) => {
        const all = { ...flags, ...options };
        if (update) return (await import('./commands/pullUpdate.ts')).pullUpdate(all, terminal);
        return (await import('./commands/pull.ts')).pull(all, terminal);
      });
    });
}

type PullOptions = {
  readonly secret: readonly string[];
  readonly update: boolean;
  readonly dryRun: boolean;
  readonly sync: readonly string[];
  readonly field: readonly string[];
};

function repeatable(flags: string, about: string): Option {
  return new Option(flags, about).default([], 'all').argParser(append);
}

function addStatus(program: Command, terminal: Terminal, finish: Finish): void {
  add(program, 'status', 'show what a running daemon knows', ['text', 'json'], terminal)
    .addOption(listenOption('where the daemon was told to listen'))
    .addOption(new Option('--url <url>', 'where it is reached, if that is somewhere else'))
    .action(async (_: unknown, command: Command) => {
      await act(command, terminal, finish, async (flags) => {
        const { status } = await import('./commands/status.ts');
        const { listen, url } = command.opts<{ listen: Address; url?: string }>();
        const output = flags.output === 'json' ? 'json' : 'text';
        return status({ ...flags, output, listen, ...(url !== undefined && { url }) }, terminal);
      });
    });
}

function addHistory(program: Command, terminal: Terminal, finish: Finish): void {
  add(program, 'history', 'show what was seen and done, by the journal', ['text', 'json'], terminal)
    .addOption(repeatable('--sync <name>', 'only this sync (repeatable)'))
    .addOption(new Option('--since <when>', 'from then on: 2d, 36h, a date or a time'))
    .addOption(new Option('--until <when>', 'up to then'))
    .addOption(new Option('--limit <count>', 'only so many, the latest').argParser(wholeNumber))
    .addOption(new Option('--verify', 'prove that nothing was cut or edited').default(false))
    .action(async (_: unknown, command: Command) => {
      await act(command, terminal, finish, async (flags) => {
        const { history } = await import('./commands/history.ts');
        return history(
          { ...flags, ...command.opts<{ sync: readonly string[]; verify: boolean }>() },
          terminal,
        );
      });
    });
}

function addCatalogue(program: Command, terminal: Terminal, finish: Finish): void {
  const summary = 'write down which syncs and options there are, for validate and editors; no values';
  add(program, 'catalogue', summary, ['text', 'json'], terminal).action(
    async (_: unknown, command: Command) => {
      await act(command, terminal, finish, async (flags) => {
        const { catalogue } = await import('./commands/catalogue.ts');
        return catalogue(flags, terminal);
      });
    },
  );
}

function addSchema(program: Command, terminal: Terminal, finish: Finish): void {
  const summary = "print a JSON Schema for editors that knows this merchant's syncs and options";
  add(program, 'schema', summary, ['json'], terminal, 'json').action(async (_: unknown, command: Command) => {
    await act(command, terminal, finish, async (flags) => {
      const { schema } = await import('./commands/schema.ts');
      return schema(flags, terminal);
    });
  });
}

function addRun(program: Command, terminal: Terminal, finish: Finish): void {
  add(program, 'run', 'keep Wawi as the files say, until stopped', ['text', 'json'], terminal)
    .addOption(
      new Option('--emulator', 'against a made-up Wawi inside this process, never a real one').default(false),
    )
    .addOption(listenOption('where health, metrics and status are served; port 0 picks a free one'))
    .addOption(
      new Option('--watch <mode>', 'how changes of files are noticed')
        .choices(['auto', 'events', 'poll'])
        .default('auto')
        .env('SOLLIST_WATCH'),
    )
    .action(async (_: unknown, command: Command) => {
      await act(command, terminal, finish, async (flags) => {
        const { run } = await import('./commands/run.ts');
        return run(
          { ...flags, ...command.opts<Pick<RunFlags, 'emulator' | 'listen' | 'watch'>>() },
          terminal,
        );
      });
    });
}

const defaultAddress = '127.0.0.1:9470';

function listenOption(about: string): Option {
  return new Option('--listen <host:port>', about)
    .argParser(address)
    .default(address(defaultAddress), defaultAddress)
    .env('SOLLIST_LISTEN');
}

function address(text: string): Address {
  const parsed = parseAddress(text);
  if ('mistake' in parsed) throw new InvalidArgumentError(`${sentence(parsed.mistake)}.`);
  return parsed;
}

/** It has nothing in common with the others: it is the other side. */
function addEmulate(program: Command, terminal: Terminal, finish: Finish): void {
  describeEmulate(program.command('emulate'))
    .showHelpAfterError('(sollist emulate --help shows what there is)')
    .configureHelp({ helpWidth: terminal.columns })
    .action(async (flags: EmulateFlags) => {
      const { emulate } = await import('./commands/emulate.ts');
      finish(await emulate(flags, terminal));
    });
}

function allowChanges(): Option {
  return new Option('--allow-changes <count>', 'so many syncs may change this once, whatever `safety` says')
    .argParser(wholeNumber)
    .env('SOLLIST_ALLOW_CHANGES');
}

/** A command with the flags that all of them take. */
function add(
  program: Command,
  name: string,
  summary: string,
  permitted: readonly Output[],
  terminal: Terminal,
  usual: Output = 'text',
): Command {
  const command = program
    .command(name)
    .summary(summary)
    .description(`${sentence(summary)}.`);
  for (const flag of commonFlags(permitted, usual)) command.addOption(flag);
  for (const flag of settingFlags()) command.addOption(flag);
  return command.showHelpAfterError(`(sollist ${name} --help shows what there is)`).configureHelp({
    helpWidth: terminal.columns,
  });
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Each has a variable, and the flag beats it. */
function commonFlags(permitted: readonly Output[], usual: Output): readonly Option[] {
  return [
    new Option('--config <file>', 'where and how (default: sollist.yaml where it exists)').env(
      'SOLLIST_CONFIG',
    ),
    new Option('--syncs <dir>', 'the desired state').default('syncs').env('SOLLIST_SYNCS'),
    new Option('--tenant <name>', 'only this tenant (repeatable, or with commas)')
      .default([], 'all')
      .argParser(collect)
      .env('SOLLIST_TENANT'),
    new Option('--output <format>', 'what the report looks like')
      .choices(permitted)
      .default(usual)
      .env('SOLLIST_OUTPUT'),
    new Option('--log-level <level>', 'what is logged to stderr')
      .choices(logLevels)
      .default('info')
      .env('SOLLIST_LOG_LEVEL'),
    new Option('--state-dir <dir>', 'where the journal is kept').default('.sollist').env('SOLLIST_STATE_DIR'),
    new Option('--no-color', 'no colours (also: NO_COLOR)'),
  ];
}

const rows = Object.entries(settingsTable) as [SettingKey, SettingRow][];

function settingFlags(): readonly Option[] {
  return rows.flatMap(([, { flag, variable, about, default: usual }]) =>
    flag === undefined
      ? []
      : [
          new Option(flag, `${about} (default: ${usual})`)
            .env(variable)
            .helpGroup('Settings, as in sollist.yaml:'),
        ],
  );
}

type Run = (flags: Flags) => Promise<ExitCode>;

/** Runs a command. One that was stopped, or met a bug, still leaves one document behind where one was asked for. */
async function act(command: Command, terminal: Terminal, finish: Finish, run: Run): Promise<void> {
  const flags = flagsOf(command, terminal);
  try {
    finish(await run(flags));
  } catch (error) {
    if (error instanceof CommanderError) throw error;
    const isStopped = terminal.stop.aborted;
    const message = isStopped ? `stopped by ${String(terminal.stop.reason)}` : internal(error);
    if (flags.output !== 'text') {
      const { deliverUnfinished } = await import('./render.ts');
      const problem = { code: isStopped ? 'stopped' : 'internal', message } as const;
      await deliverUnfinished(command.name(), problem, flags.output, terminal);
    }
    terminal.stderr(`${isStopped ? '' : 'error: '}${message}\n`);
    finish(isStopped ? exitCodeOfStop(terminal.stop) : exit.error);
  }
}

function flagsOf(command: Command, { env }: Terminal): Flags {
  const options = command.opts<Omit<Flags, 'given'>>();
  const given = rows.flatMap(([key, row]) => {
    const one = givenBy(row, command, env);
    return one ? [[key, one]] : [];
  });
  return { ...options, given: Object.fromEntries(given) };
}

function givenBy({ flag, variable }: SettingRow, command: Command, env: Terminal['env']): Given | undefined {
  if (flag === undefined)
    return env[variable] === undefined ? undefined : { text: env[variable], by: variable };
  const option = command.options.find((one) => one.flags === flag)!;
  const text = textGiven(option, command, env);
  return text === undefined ? undefined : { text, by: isTyped(option, command) ? option.long! : variable };
}

/** Commander takes any value of the variable of a flag without one for a yes, `false` as well. */
function textGiven(option: Option, command: Command, env: Terminal['env']): string | undefined {
  const value: unknown = command.getOptionValue(option.attributeName());
  if (value === undefined) return undefined;
  return option.isBoolean() && !isTyped(option, command) ? env[option.envVar!] : String(value);
}

function isTyped(option: Option, command: Command): boolean {
  return command.getOptionValueSource(option.attributeName()) === 'cli';
}

function append(value: string, before: readonly string[]): readonly string[] {
  return [...before, value];
}

function collect(value: string, before: readonly string[]): readonly string[] {
  return [...before, ...value.split(',').map((name) => name.trim())];
}

export function wholeNumber(value: string): number {
  if (!/^\d{1,9}$/.test(value)) throw new InvalidArgumentError('It takes a whole number.');
  return Number(value);
}
