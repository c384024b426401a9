// Building and running need few packages. What tests, types, lint and format need is a package of its own, test/, and
// stays away until it is first asked: `node scripts/tool.js [TOOL ARGUMENT…]` installs it where it is missing or its lock
// file has changed, and then runs one of its tools in this process.
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { fetchPackages } from './packages.js';

/** What starts each, below test/node_modules. */
const tools = {
  biome: '@biomejs/biome/bin/biome',
  tsc: 'typescript/bin/tsc',
  vitest: 'vitest/vitest.mjs',
};

const home = new URL('../test/', import.meta.url);
const packages = new URL('node_modules/', home);
/** Some packages hold programs for one system only. */
const wanted = createHash('sha256')
  .update(readFileSync(new URL('package-lock.json', home)))
  .update(`${process.platform} ${process.arch}`)
  .digest('hex');

if (!areThere()) install();
await runTool(process.argv.slice(2));

function areThere() {
  const mark = new URL('.installed', packages);
  return existsSync(mark) && readFileSync(mark, 'utf8') === wanted;
}

/** Two that are started at once may both fetch; the first puts its packages in place, and the other's are let go. */
function install() {
  console.error('Installing what tests need into test/node_modules, once; it takes a minute or less …');
  removeLeftovers();
  const folder = new URL(`.installing-${process.pid}/`, home);
  try {
    fetchPackages(home, folder);
    const fetched = new URL('node_modules/', folder);
    writeFileSync(new URL('.installed', fetched), wanted);
    if (!areThere()) replaceBy(fetched, folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** @param {URL} fetched @param {URL} folder */
function replaceBy(fetched, folder) {
  try {
    if (existsSync(packages)) renameSync(packages, new URL('former', folder));
    renameSync(fetched, packages);
  } catch (error) {
    if (!areThere()) throw error;
  }
}

/** Of runs that were ended before they were done. */
function removeLeftovers() {
  for (const name of readdirSync(home)) {
    const [, pid] = /^\.installing-(\d+)$/.exec(name) ?? [];
    if (pid && !isRunning(Number(pid))) rmSync(new URL(`${name}/`, home), { recursive: true, force: true });
  }
}

/** @param {number} pid */
function isRunning(pid) {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

/** @param {readonly string[]} command */
async function runTool([name, ...args]) {
  if (name === undefined) return;
  const path = tools[/** @type {keyof typeof tools} */ (name)];
  if (path === undefined) throw new Error(`there is no tool ${name}: ${Object.keys(tools).join(', ')}`);
  const file = new URL(path, packages);
  process.argv = [process.execPath, fileURLToPath(file), ...args];
  await import(file.href);
}
