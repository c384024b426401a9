import type { Option } from 'commander';
import { bugText } from './bug.ts';
import { type ExitCode, exit, exitCodeOfStop } from './exit.ts';
import type { DocumentKind, Output } from './format.ts';
import type { HelpWords } from './help.ts';
import { type Flags, isTyped, type Parsed, valuesOf } from './option.ts';
import type { Terminal } from './terminal.ts';

type Argument = { readonly name: string; readonly about: string };

type Operands = readonly string[];

/** What is told of a command, and by what. */
type CommandWords = HelpWords & {
  /** One line, without a full stop. */
  readonly about: string;
  /** The same at length, where there is more to say. */
  readonly description?: string;
  /** What may stand on the command line besides flags. */
  readonly argument?: Argument | readonly Argument[];
  /** What it prints with `--output json` where it comes to nothing. */
  readonly document: DocumentKind;
};

/** A command as its file describes it. Any help reads that file, so `run` itself imports what it needs. */
export type Descriptor<T> = CommandWords & {
  readonly flags: Flags<T>;
  /** Says which flags do not go together. `isGiven` asks the command line, variables aside. */
  readonly mistake?: (flags: T, words: Operands, isGiven: (name: keyof T) => boolean) => string | undefined;
  readonly run: (flags: T, terminal: Terminal, words: Operands) => Promise<ExitCode>;
};

/** A command as the program knows it: which flags it has is its own business. */
export type AnyCommand = CommandWords & {
  readonly options: readonly Option[];
  readonly act: (parsed: Parsed, terminal: Terminal, words: Operands) => Promise<ExitCode>;
};

export function command<T extends { readonly output: Output }>(
  descriptor: Descriptor<T>,
): AnyCommand & Pick<Descriptor<T>, 'run' | 'flags'> {
  const { flags, run, mistake } = descriptor;
  return {
    ...descriptor,
    options: optionsOf(flags),
    async act(parsed, terminal, words) {
      const values = valuesOf(flags, parsed);
      const isGiven = (name: keyof T) => flags[name].options.some((one) => isTyped(one, parsed.command));
      const wrong = mistake?.(values, words, isGiven);
      if (wrong !== undefined) parsed.command.error(`error: ${wrong}`);
      try {
        return await run(values, terminal, words);
      } catch (error) {
        return breakOff(error, descriptor.document, values.output, terminal);
      }
    },
  };
}

function optionsOf<T>(flags: Flags<T>): readonly Option[] {
  const options: Option[] = [];
  for (const name in flags) options.push(...flags[name].options);
  const isOwn = ({ helpGroupHeading }: Option) => helpGroupHeading === undefined;
  return [...options.filter(isOwn), ...options.filter((one) => !isOwn(one))];
}

/** A command that was stopped, or met a bug, still leaves one document behind where one was asked for. */
async function breakOff(
  error: unknown,
  document: DocumentKind,
  output: Output,
  terminal: Terminal,
): Promise<ExitCode> {
  const isStopped = terminal.stop.aborted;
  const message = isStopped ? `stopped by ${String(terminal.stop.reason)}` : bugText(error);
  if (output !== 'text') {
    const { printUnfinished } = await import('./late/offline.ts');
    await printUnfinished({ code: isStopped ? 'stopped' : 'internal', message }, document, output, terminal);
  }
  terminal.stderr(`${isStopped ? '' : 'error: '}${message}\n`);
  return isStopped ? exitCodeOfStop(terminal.stop) : exit.error;
}
