import { command } from '../command.ts';
import { commonFlags, fullFlag } from '../commonFlags.ts';
import { exit } from '../exit.ts';
import { list, moment, option, wholeNumber, yes } from '../option.ts';
import { lookOf } from '../terminal.ts';

export const history = command({
  about: 'show what was seen and done, by the journal',
  settings: ['timezone'],
  examples: [
    ['sollist history --since 2d -t acme', 'what happened there in two days'],
    ['sollist history --verify', 'proves that nothing was cut or edited'],
  ],
  document: 'error',
  flags: {
    ...commonFlags(['text', 'json']),
    full: fullFlag,
    sync: list('--sync <name>', 'only this sync (repeatable)'),
    since: option(
      '--since <when>',
      'from then on: 2d, today, yesterday 06:00, 23:00 (the last), a date or a time',
      moment('back'),
    ),
    until: option('--until <when>', 'up to then', moment('back')),
    limit: option('--limit <count>', 'only so many, the latest', wholeNumber),
    verify: yes('--verify', 'prove that nothing was cut or edited', { fallback: false }),
  },
  async run(flags, terminal) {
    const { askJournal, errorText, historyOutputs } = await import('../late/history.ts');
    const answer = await askJournal({ ...flags, env: terminal.env }, terminal.clock);
    // Whoever reads it by other means than eyes wants all of it.
    const width = terminal.isTerminal.stdout ? terminal.columns : Number.POSITIVE_INFINITY;
    const look = { ...lookOf(terminal, flags), width, stateDir: flags.stateDir };
    terminal.stdout(historyOutputs[flags.output](answer, look));
    switch (answer.kind) {
      case 'unreadable':
        terminal.stderr(errorText(answer.problem));
        return exit.error;
      case 'verified':
        return answer.verification.result === 'broken' ? exit.error : exit.fine;
      case 'found':
        return exit.fine;
    }
  },
});
