// What dist/ bundles is other people's work: their licences go along with every copy.
import { readdir, readFile } from 'node:fs/promises';

/** Their code is in what is generated, so that esbuild does not see it. */
const generated = ['node_modules/ajv', 'node_modules/ajv-formats', 'node_modules/idiomorph'];

/**
 * One text with every package's licence.
 * @param {readonly string[]} inputs The paths of all bundled files, from esbuild's metafile.
 * @param {URL} root
 */
export async function licensesOf(inputs, root) {
  const bundled = inputs.flatMap(
    (path) => /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0] ?? [],
  );
  const folders = new Set([...generated, ...bundled]);
  const parts = await Promise.all(
    [...folders].sort().map((folder) => licenseOf(new URL(`${folder}/`, root))),
  );
  return parts.join('\n');
}

/** @param {URL} folder */
async function licenseOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(new URL('package.json', folder), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(?:licen[cs]e|copying|notice)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(new URL(file, folder), 'utf8')));
  return `${'='.repeat(80)}\n${name} ${version} (${license ?? 'see below'})\n${'='.repeat(80)}\n${texts.join('\n').trim()}\n`;
}
