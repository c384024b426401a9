import { daemonFlag } from '../address.ts';
import { command } from '../command.ts';
import { commonFlags, fullFlag, unmanagedFlag } from '../commonFlags.ts';
import { exit } from '../exit.ts';
import { option, text } from '../option.ts';
import { lookOf } from '../terminal.ts';

/** Shows what a running daemon knows. Fine where it is alive and ready and some tenant answers, whatever it found. */
export const status = command({
  about: 'show what a running daemon knows',
  settings: [],
  examples: [
    ['sollist status -t acme', 'one tenant, by a daemon here'],
    ['sollist status --url http://10.0.0.5:9470', 'another daemon'],
  ],
  document: 'error',
  flags: {
    ...commonFlags(['text', 'json']),
    full: fullFlag,
    unmanaged: unmanagedFlag,
    listen: daemonFlag('where the daemon was told to listen'),
    url: option('--url <url>', 'where it is reached, if that is somewhere else', text),
  },
  async run({ listen, url, tenant, output, ...flags }, terminal) {
    const { errorText, findStatus, fitted, proxiesFrom, statusOutputs } = await import('../late/daemon.ts');
    const proxyOf = proxiesFrom(terminal.env);
    const found = await findStatus(url ?? listen, tenant, terminal.stop, proxyOf);
    const look = { ...lookOf(terminal, flags), namesUnmanaged: flags.unmanaged };
    terminal.stdout(fitted(statusOutputs[output](found, look), output, terminal));
    if (found.ok) {
      const { daemon, summary } = found.value.status;
      const isDeaf = summary.tenants > 0 && summary.failing === summary.tenants;
      return daemon.alive && daemon.ready && !isDeaf ? exit.fine : exit.error;
    }
    terminal.stderr(errorText(found.why));
    return exit.error;
  },
});
