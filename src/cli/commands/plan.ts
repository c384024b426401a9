import { command } from '../command.ts';
import { commonFlags, fullFlag, reaching, unmanagedFlag } from '../commonFlags.ts';
import { exit, exitCodeOf } from '../exit.ts';
import { allOutputs } from '../format.ts';
import { filePath, moment, option, text, yes } from '../option.ts';
import { lookOf } from '../terminal.ts';

/** Shows what `apply` would do. It is given a way to read, and none to write. */
export const plan = command({
  about: 'show what differs, and write nothing',
  settings: ['timezone', 'concurrency', 'safety', ...reaching],
  examples: [
    ['sollist plan -t acme', 'what differs on one tenant'],
    ['sollist plan --out plan.json', 'saved, for sollist apply plan.json'],
  ],
  document: 'plan',
  flags: {
    ...commonFlags(allOutputs),
    full: fullFlag,
    unmanaged: unmanagedFlag,
    base: option('--base <commit>', 'tell what this change brings from what differed before', text),
    detailedExitcode: yes('--detailed-exitcode', 'exit with 2 where there is drift', {
      variable: 'SOLLIST_DETAILED_EXITCODE',
    }),
    at: option(
      '--at <time>',
      'what would differ then: 23:00 (the next), +8h, tomorrow 06:00, a date or a time',
      moment('ahead'),
    ),
    out: option('--out <file>', 'save the plan, for `sollist apply FILE`', filePath),
  },
  mistake({ at, out }) {
    if (at === undefined || out === undefined) return undefined;
    return '--at does not go with --out: what is to be applied is planned for now';
  },
  async run({ at, out, base, ...flags }, terminal) {
    const { errorText, loadToConnect, lookForDrift, openSession, printReport, removeSavedPlan, savePlan } =
      await import('../late/online.ts');
    const stuck = out === undefined ? undefined : await removeSavedPlan(out);
    const session = openSession(flags, terminal);
    const loaded = await loadToConnect(session, { at, base });
    const report = await lookForDrift(session, loaded, terminal);
    const meant = exitCodeOf(report, { detailed: flags.detailedExitcode });
    const { here, textOf } = loaded;
    const look = { ...lookOf(terminal, flags, textOf), here, namesUnmanaged: flags.unmanaged };
    const code = await printReport(report, meant, look, flags.output, terminal);
    if (out === undefined) return code;

    const obstacle = await savePlan(report.plan, loaded.chosen, out);
    if (!obstacle) return code;
    for (const problem of [obstacle, ...(stuck ? [stuck] : [])]) terminal.stderr(errorText(problem));
    return exit.error;
  },
});
