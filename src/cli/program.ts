import { Command, CommanderError } from 'commander';
import { wrapText } from '../base/text/wrap.ts';
import type { AnyCommand } from './command.ts';
import { commands } from './commands/index.ts';
import { exit } from './exit.ts';
import { addHelp } from './help.ts';
import { sentence } from './option.ts';
import type { Terminal } from './terminal.ts';

/** Runs one command line and gives the exit code. */
export async function run(args: readonly string[], terminal: Terminal): Promise<number> {
  let code: number = exit.fine;
  const program = createProgram(args, terminal, (result) => {
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
  0 fine · 1 error (bad input, unreachable, a change failed) · 3 refused
  2 drift, only with plan --detailed-exitcode · 64 wrong usage
  129, 130, 143 stopped by SIGHUP, Ctrl-C, SIGTERM

sollist COMMAND --help shows its flags, the settings that it uses and examples.`;

type Finish = (code: number) => void;

function createProgram(args: readonly string[], terminal: Terminal, finish: Finish): Command {
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
      outputError: (text, write) =>
        write(terminal.isTerminal.stderr ? wrapText(text, terminal.columns) : text),
    });
  addHelp(program, terminal.version);
  for (const [name, one] of commandsFor(args)) add(program.command(name), one, terminal, finish);
  return program;
}

/** The one that is called, else all that there are: to set up all of them takes 3 ms. */
function commandsFor([first]: readonly string[]): [string, AnyCommand][] {
  const all = Object.entries(commands);
  const called = all.filter(([name]) => name === first);
  return called.length > 0 ? called : all;
}

function add(command: Command, one: AnyCommand, terminal: Terminal, finish: Finish): void {
  const { about, description = sentence(about), argument = [], options } = one;
  const places = [argument].flat();
  command
    .summary(about)
    .description(description)
    .showHelpAfterError(`(sollist ${command.name()} --help shows what there is)`)
    .configureHelp({ helpWidth: terminal.columns })
    .action(async () => {
      const blank = places[Math.min(command.args.findIndex(isBlank), places.length - 1)];
      if (blank) command.error(`error: argument '${blank.name}' is empty`);
      finish(await one.act({ command, env: terminal.env }, terminal, command.args));
    });
  for (const { name, about: what } of places) command.argument(name, what);
  for (const option of options) {
    // Before the option's own listener, which would take an empty value for one.
    command.on(`option:${option.name()}`, (value?: string | null) => {
      if (isBlank(value)) command.error(`error: option '${option.flags}' needs a value that is not empty`);
    });
    command.addOption(option);
  }
  addHelp(command, terminal.version, one);
}

/** What a script hands over for a variable that is not set. */
function isBlank(value: string | null | undefined): boolean {
  return value?.trim() === '';
}
