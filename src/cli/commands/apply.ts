import { command } from '../command.ts';
import { commonFlags, fullFlag, reaching } from '../commonFlags.ts';
import { exitCodeOf, exitCodeOfStop } from '../exit.ts';
import { allOutputs } from '../format.ts';
import { option, wholeNumber } from '../option.ts';
import { lookOf } from '../terminal.ts';

/** Corrects what differs, once. Ctrl-C lets what is in flight finish, and the report tells what was not attempted. */
export const apply = command({
  about: 'correct what differs, and prove it',
  argument: {
    name: '[plan]',
    about: 'a plan that was saved with `plan --out`: exactly that is applied, or nothing',
  },
  settings: ['timezone', 'concurrency', 'safety', ...reaching],
  examples: [
    ['sollist apply -t acme', 'corrects one tenant'],
    ['sollist apply plan.json', 'exactly what was saved by plan --out'],
  ],
  document: 'plan',
  flags: {
    ...commonFlags(allOutputs),
    full: fullFlag,
    allowChanges: option(
      '--allow-changes <count>',
      'so many syncs may change this once, whatever `safety` says',
      wholeNumber,
      { variable: 'SOLLIST_ALLOW_CHANGES' },
    ),
  },
  mistake(_, [saved], isGiven) {
    if (saved === undefined || !isGiven('tenant')) return undefined;
    return '--tenant does not go with a saved plan, which is applied whole';
  },
  async run({ allowChanges, ...flags }, terminal, [saved]) {
    const { correctAsSaved, correctDrift, openSession, printReport } = await import('../late/online.ts');
    const session = openSession(flags, terminal);
    const options = { allowChanges, stop: terminal.stop };
    const { report, textOf, here } =
      saved === undefined
        ? await correctDrift(session, options)
        : await correctAsSaved(saved, session, options);
    const meant = terminal.stop.aborted ? exitCodeOfStop(terminal.stop) : exitCodeOf(report);
    const look = { ...lookOf(terminal, flags, textOf), here };
    return printReport(report, meant, look, flags.output, terminal);
  },
});
