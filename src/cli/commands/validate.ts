import { command } from '../command.ts';
import { commonFlags, fullFlag } from '../commonFlags.ts';
import { exit } from '../exit.ts';
import { lookOf } from '../terminal.ts';

export const validate = command({
  about: 'check the files, offline: all problems at once',
  argument: { name: '[path...]', about: 'report only what concerns these files or folders' },
  settings: ['timezone'],
  examples: [
    ['sollist validate', 'all files, and sollist.yaml'],
    ['sollist validate syncs/acme', 'what concerns this folder'],
  ],
  document: 'validation',
  flags: { ...commonFlags(['text', 'json', 'github']), full: fullFlag },
  async run(flags, terminal, paths) {
    const { fitted, validate, validationOutputs } = await import('../late/offline.ts');
    const { validation, textOf } = await validate({ ...flags, env: terminal.env }, paths, terminal.clock);
    const look = lookOf(terminal, flags, textOf);
    terminal.stdout(fitted(validationOutputs[flags.output](validation, look), flags.output, terminal));
    return validation.problems.length > 0 ? exit.error : exit.fine;
  },
});
