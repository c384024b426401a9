import { execFile, spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';

const main = new URL('../dist/main.js', import.meta.url).pathname;
const run = promisify(execFile);

/** What is measured, in a folder of its own: an emulated Wawi in another process, and desired states for it. */
export async function createWorld({ tenants, syncs }) {
  const folder = await mkdtemp(join(tmpdir(), 'sollist-bench-'));
  const emulator = await startEmulator(tenants, syncs);
  const env = { ...process.env, JTL_CLIENT_SECRET: emulator.clientSecret };
  const config = join(folder, 'sollist.yaml');
  await writeFile(config, configOf(emulator, emulator.tenants));
  const [first] = emulator.tenants;
  await run(process.execPath, [main, 'pull', '--tenant', first.name], { cwd: folder, env });
  await writeTrees(folder, first.name, emulator.tenants);
  return {
    main,
    folder,
    env,
    emulator,
    async close() {
      emulator.child.kill('SIGTERM');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function startEmulator(tenants, syncs) {
  const size = ['--tenants', String(tenants), '--syncs', String(syncs)];
  const args = [main, 'emulate', ...size, '--listen', '127.0.0.1:0', '--output', 'json'];
  const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'ignore'] });
  let text = '';
  for await (const part of child.stdout.setEncoding('utf8')) {
    text += part;
    if (text.endsWith('\n}\n')) break;
  }
  return { ...JSON.parse(text), child };
}

function configOf({ url, tokenUrl, clientId, dialect }, tenants) {
  return [
    `api: { baseUrl: "${url}", version: "${dialect}" }`,
    `auth: { tokenUrl: "${tokenUrl}", clientId: ${clientId}, clientSecret: { env: JTL_CLIENT_SECRET } }`,
    'tenants:',
    ...tenants.map(({ name, tenantId }) => `  ${name}: { tenantId: ${tenantId} }`),
    '',
  ].join('\n');
}

/**
 * `all`: one document a sync for all tenants. `drift`: the same, with another interval for one sync. `each`: a file for
 * each sync of each tenant. `one`: a single file, with a configuration of its own.
 */
async function writeTrees(folder, first, tenants) {
  const pulled = join(folder, 'syncs', first);
  const files = await Promise.all(
    (await readdir(pulled)).sort().map(async (name) => [name, await readFile(join(pulled, name), 'utf8')]),
  );
  const forAll = files.map(([name, text]) => [name, `tenants: all\n${text}`]);
  const [[changed, text], ...rest] = forAll;
  await writeTree(join(folder, 'all'), forAll);
  await writeTree(join(folder, 'drift'), [
    [changed, text.replace(/^interval: .*$/m, 'interval: 17m')],
    ...rest,
  ]);
  for (const { name } of tenants) await writeTree(join(folder, 'each', name), files);
  await writeTree(join(folder, 'one', 'syncs'), files.slice(0, 1));
  const [only] = tenants;
  await writeFile(
    join(folder, 'one', 'sollist.yaml'),
    `tenants: { ${only.name}: { tenantId: ${only.tenantId} } }\n`,
  );
}

async function writeTree(folder, files) {
  await mkdir(folder, { recursive: true });
  await Promise.all(files.map(([name, text]) => writeFile(join(folder, name), text)));
}
