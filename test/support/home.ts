import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { onTestFinished } from 'vitest';
import type { CommonFlags } from '../../src/cli/commonFlags.ts';
import { run } from '../../src/cli/program.ts';
import type { Terminal } from '../../src/cli/terminal.ts';
import { type Emulator, type EmulatorOptions, startEmulator } from '../../src/emulator/server.io.ts';
import { fakeClock } from './clock.ts';
import { usualFlags } from './flags.ts';
import { useTempFolder } from './folder.ts';
import { settingsFor } from './program.ts';
import { fakeTerminal } from './terminal.ts';

/** A folder with settings, documents and a journal for each test, and command lines that run on them in this process. */
export function useHome() {
  const path = useTempFolder();
  const write = (name: string, text: string) => {
    mkdirSync(dirname(path(name)), { recursive: true });
    writeFileSync(path(name), text);
  };
  const flags = (): CommonFlags<'text'> => ({
    ...usualFlags,
    ...{ config: path('sollist.yaml'), syncs: path('syncs'), stateDir: path('.sollist') },
  });
  return {
    path,
    write,
    read: (name: string) => readFileSync(path(name), 'utf8'),
    flags,
    /** A made-up Wawi, and the settings that reach it. */
    async wawi(options: EmulatorOptions = {}): Promise<Emulator> {
      const emulator = await startEmulator(options);
      onTestFinished(() => emulator.close());
      write('sollist.yaml', settingsFor(emulator));
      mkdirSync(path('syncs'));
      return emulator;
    },
    /** Runs a command line with the flags that lead it here; its clock stands still. */
    async sollist(args: readonly string[], changes: Partial<Terminal> = {}) {
      const { config, syncs, stateDir } = flags();
      const places = [`--config=${config}`, `--syncs=${syncs}`, `--state-dir=${stateDir}`];
      const { terminal, said } = fakeTerminal({ ...known, ...changes });
      const code = await run([...args, ...places], terminal);
      return { code, ...said };
    },
  };
}

/** What the terminal of a command knows: the secret that the emulator takes, and noon. */
export const known = {
  env: { JTL_CLIENT_SECRET: 'emulator-secret' },
  clock: fakeClock(Date.parse('2026-03-04T12:00:00Z')),
} satisfies Partial<Terminal>;
