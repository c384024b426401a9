import { command } from '../command.ts';
import { commonFlags, reaching } from '../commonFlags.ts';
import { exitCodeOfFiles } from '../exit.ts';
import { lookOf } from '../terminal.ts';

export const catalogue = command({
  about: 'write down which syncs and options there are, for validate and editors; no values',
  settings: ['concurrency', ...reaching],
  examples: [
    ['sollist catalogue', 'of all tenants, to be committed'],
    ['sollist catalogue -t acme', 'of one'],
  ],
  document: 'written',
  flags: commonFlags(['text', 'json']),
  async run({ syncs, output, ...flags }, terminal) {
    const {
      fitted,
      catalogueOutputs,
      foldersOf,
      loadSettingsToConnect,
      observeTenants,
      openSession,
      writeCatalogues,
      textIn,
    } = await import('../late/online.ts');
    const session = openSession({ syncs, output, ...flags }, terminal);
    const loaded = await loadSettingsToConnect(session);
    const observe = () => observeTenants(session, loaded, terminal.stop);
    const written = await writeCatalogues(loaded, { syncs, fileNamesOf: foldersOf, observe });
    const look = lookOf(terminal, flags, textIn(loaded.file ? [loaded.file] : []));
    terminal.stdout(fitted(catalogueOutputs[output](written, look), output, terminal));
    return exitCodeOfFiles(written);
  },
});
