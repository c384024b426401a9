import type { Observing } from '../../reconcile/observe.io.ts';
import { command } from '../command.ts';
import { commonFlags, fullFlag, reaching } from '../commonFlags.ts';
import { exitCodeOfFiles } from '../exit.ts';
import { list, option, share, yes } from '../option.ts';
import { lookOf } from '../terminal.ts';

export const pull = command({
  about: 'write what Wawi has as files, one a sync',
  settings: ['timezone', 'concurrency', ...reaching],
  examples: [
    ['sollist pull --new', 'files for the syncs that no document names'],
    ['sollist pull --update --dry-run', 'what was changed by hand, as a diff'],
  ],
  document: 'written',
  flags: {
    ...commonFlags(['text', 'json']),
    full: fullFlag,
    secret: list('--secret <name>', 'leave out options of this name; * stands for any text (repeatable)', {
      shown: 'names that look like a secret',
    }),
    new: yes('--new', 'write only the syncs that no document names', { fallback: false }),
    common: option(
      '--common [share]',
      'write what this share of the tenants have once, for all of them, and the exceptions',
      share,
      { preset: '0.8' },
    ),
    update: yes('--update', 'write live values into the files that exist, and nothing else', {
      fallback: false,
    }),
    dryRun: yes('--dry-run', 'with --update: show the difference, write nothing', { fallback: false }),
    sync: list('--sync <name>', 'with --update: only this sync (repeatable)'),
    field: list('--field <name>', 'with --update: only `interval`, `active` or this option (repeatable)'),
  },
  mistake({ new: isNewOnly, common, tenant, update, dryRun, sync, field }) {
    if (update && isNewOnly) return '--new and --update do not go together';
    if (common !== undefined && (update || isNewOnly)) return '--common goes with neither --new nor --update';
    if (common !== undefined && tenant.length > 0)
      return '--common asks all tenants, since what it writes holds for all: it does not go with --tenant';
    if (update || !(dryRun || sync.length + field.length > 0)) return undefined;
    return '--dry-run, --sync and --field only go with --update';
  },
  async run(flags, terminal) {
    const { fitted, loadToConnect, observeTenants, openSession, pull, pullOutputs, update, updateOutputs } =
      await import('../late/online.ts');
    const session = openSession(flags, terminal);
    const loaded = await loadToConnect(session);
    const look = lookOf(terminal, flags, loaded.textOf);
    const observe: Observing = (readsActive) =>
      observeTenants(session, loaded, terminal.stop, { readsActive, mayLackStatus: true });
    const { syncs, output, secret: secretPatterns } = flags;
    if (flags.update) {
      const narrowing = { syncs: flags.sync, fields: flags.field };
      const { readSecret } = session;
      const options = { isPreview: flags.dryRun, narrowing, secretPatterns, readSecret, observe };
      const updated = await update(loaded, options);
      const text = updateOutputs[output](updated, look);
      // The lines of a difference are those of files.
      terminal.stdout(flags.dryRun ? text : fitted(text, output, terminal));
      return exitCodeOfFiles(updated);
    }
    const pulled = await pull(loaded, {
      syncs,
      secretPatterns,
      isNewOnly: flags.new,
      share: flags.common,
      observe,
    });
    terminal.stdout(fitted(pullOutputs[output](pulled, look), output, terminal));
    return exitCodeOfFiles(pulled);
  },
});
