// npm packs this folder, which is how it installs from git: what the package holds is built first. For `install --global`
// npm brings no packages (it installs the folder itself in their place), so those that building needs are fetched here.
import { existsSync, renameSync, rmSync } from 'node:fs';
import { fetchPackages } from './packages.js';

const root = new URL('..', import.meta.url);
const packages = new URL('node_modules/', root);

if (!existsSync(packages)) {
  const folder = new URL('.prepare/', root);
  fetchPackages(root, folder);
  renameSync(new URL('node_modules', folder), packages);
  rmSync(folder, { recursive: true });
}
await import('./build.js');
