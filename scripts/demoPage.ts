import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'yaml';
import { run } from '../src/cli/program.ts';
import { startEmulator } from '../src/emulator/server.io.ts';
import { fakeClock } from '../test/support/clock.ts';
import { settingsFor } from '../test/support/program.ts';
import { fakeTerminal } from '../test/support/terminal.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const madeAt = Date.parse('2026-11-26T08:00:00Z');

/** What `plan --output html` prints for the sample files, on a made-up Wawi and at a fixed time: the same wherever it is made. */
export async function demoPage(): Promise<string> {
  const { tenants } = parse(readFileSync(join(root, 'sollist.yaml'), 'utf8'));
  const emulator = await startEmulator({ tenants: [] });
  // A folder of its own has no commit, which would be another one with each.
  const folder = mkdtempSync(join(tmpdir(), 'sollist-demo-'));
  try {
    const reached = Object.entries<{ labels: Record<string, string> }>(tenants).map(([name, { labels }]) => ({
      ...{ name, labels },
      tenantId: emulator.ensureTenant({ name, labels }).tenantId,
    }));
    cpSync(join(root, 'syncs'), join(folder, 'syncs'), { recursive: true });
    const settings = settingsFor({ ...emulator, tenants: reached });
    writeFileSync(join(folder, 'sollist.yaml'), `timezone: Europe/Berlin\n${settings}`);
    return await planIn(folder, emulator.clientSecret);
  } finally {
    await emulator.close();
    rmSync(folder, { recursive: true });
  }
}

async function planIn(folder: string, clientSecret: string): Promise<string> {
  const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'));
  const env = { JTL_CLIENT_SECRET: clientSecret };
  const { terminal, said } = fakeTerminal({ version, env, clock: fakeClock(madeAt) });
  const places = { config: 'sollist.yaml', syncs: 'syncs', 'state-dir': '.sollist' };
  const flags = Object.entries(places).map(([flag, place]) => `--${flag}=${join(folder, place)}`);
  const code = await run(['plan', '--output=html', ...flags], terminal);
  if (code !== 0) throw new Error(`the demo ends with ${code}: ${said.stderr}`);
  return said.stdout.replaceAll(`${folder}/`, '');
}
