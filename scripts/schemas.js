import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';

export const root = new URL('..', import.meta.url);
/** Where what is made from the schemas lies; it is not in git. */
export const generated = new URL('src/generated/', root);

/**
 * @typedef {{ readonly title: string, readonly $id: string }} Schema
 * @typedef {{ readonly file: string, readonly place: string, readonly folder: string, readonly schema: Schema }} SchemaFile
 */

/** All schemas, in one order everywhere. */
export async function readSchemas() {
  /** @type {SchemaFile[]} */
  const schemas = [];
  for (const folder of ['schemas/', 'src/wawi/wire/', 'src/emulator/wire/']) {
    const names = await readdir(new URL(folder, root)).catch(() => []);
    for (const name of names.filter((name) => name.endsWith('.schema.json')).sort()) {
      const schema = JSON.parse(await readFile(new URL(folder + name, root), 'utf8'));
      schemas.push({
        file: name.replace('.schema.json', ''),
        place: folder,
        folder: fileURLToPath(new URL(folder, root)),
        schema,
      });
    }
  }
  return schemas;
}
