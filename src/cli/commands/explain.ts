import { questionIn } from '../../report/explain/question.ts';
import { command } from '../command.ts';
import { commonFlags, reaching } from '../commonFlags.ts';
import { exit } from '../exit.ts';
import { moment, option, yes } from '../option.ts';
import { lookOf } from '../terminal.ts';

export const explain = command({
  about: 'why a sync is as it is: who wants what, since when, and until when',
  settings: ['schedule', 'timezone', 'concurrency', 'safety', ...reaching],
  examples: [
    ['sollist explain acme/Amazon interval', 'one field of one sync'],
    ['sollist explain Amazon --at +8h', 'on all tenants, at another moment'],
  ],
  argument: [
    { name: '<sync>', about: '[TENANT/]SYNC: a name, `Name (Channel)` or an identifier' },
    { name: '[field]', about: 'only `interval`, `active`, or this option by its name or identifier' },
  ],
  document: 'error',
  flags: {
    ...commonFlags(['text', 'json']),
    at: option(
      '--at <time>',
      'at another moment: 23:00, +8h, tomorrow 06:00, a date or a time',
      moment('ahead'),
    ),
    offline: yes('--offline', 'ask nobody: only what the files and the journal say', { fallback: false }),
    full: yes('--full', 'name every tenant', { fallback: false }),
  },
  mistake(_, [sync = ''], isGiven) {
    const question = questionIn(sync);
    if (!question) return `'${sync}' names no sync: write SYNC or TENANT/SYNC`;
    if (question.tenant === undefined || !isGiven('tenant')) return undefined;
    return `--tenant does not go with a tenant in '${sync}'`;
  },
  async run(flags, terminal, [sync = '', field]) {
    const { explainOnce, explainOutputs, isWhole } = await import('../late/online.ts');
    const question = questionIn(sync, field)!;
    const { answer, textOf, here } = await explainOnce(question, flags, terminal);
    const { stdout } = terminal.isTerminal;
    const look = lookOf(terminal, flags, textOf);
    // Whoever reads it by other means than eyes wants all of it.
    const width = stdout ? look.width : Number.POSITIVE_INFINITY;
    terminal.stdout(explainOutputs[flags.output](answer, { ...look, width, here, isFull: flags.full }));
    return isWhole(answer) ? exit.fine : exit.error;
  },
});
