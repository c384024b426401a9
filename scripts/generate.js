// From the schemas: the TypeScript types, and validators as plain code, so that no command compiles a schema at start.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import { build } from 'esbuild';
import { compile } from 'json-schema-to-typescript';

const root = new URL('..', import.meta.url);
const out = new URL('src/generated/', root);

/** @typedef {{ readonly title: string, readonly $id: string }} Schema */
/** @type {{ readonly file: string, readonly folder: string, readonly schema: Schema }[]} */
const schemas = [];
for (const folder of ['schemas/', 'src/wawi/wire/']) {
  const names = await readdir(new URL(folder, root)).catch(() => []);
  for (const name of names.filter((name) => name.endsWith('.schema.json')).sort()) {
    const schema = JSON.parse(await readFile(new URL(folder + name, root), 'utf8'));
    schemas.push({ file: name.replace('.schema.json', ''), folder: new URL(folder, root).pathname, schema });
  }
}

await mkdir(out, { recursive: true });
for (const one of schemas) await writeFile(new URL(`${one.file}.ts`, out), await types(one));
// For `sollist schema`, which hands out a schema made of this one.
const sync = schemas.find(({ file }) => file === 'sync')?.schema;
const syncSchema = `export const syncSchema: Readonly<Record<string, unknown>> = ${JSON.stringify(sync)};\n`;
await writeFile(new URL('syncSchema.ts', out), syncSchema);
await writeFile(new URL('validators.js', out), await validators());
await writeFile(new URL('validators.d.ts', out), declarations());

/** @param {(typeof schemas)[number]} one */
function types({ schema, folder }) {
  const style = { singleQuote: true, printWidth: 110 };
  const { title } = schema;
  const options = {
    bannerComment: '',
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    cwd: folder,
    style,
  };
  return compile(schema, title, options);
}

async function validators() {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    inlineRefs: false,
    verbose: false,
    code: { source: true, esm: true, lines: false },
  });
  addFormats.default(ajv);
  for (const { schema } of schemas) ajv.addSchema(schema);
  const exports = Object.fromEntries(schemas.map(({ schema }) => [`is${schema.title}`, schema.$id]));
  const code = standaloneCode(ajv, exports);
  // ajv's standalone code still calls require() for its runtime: bundling makes it a module of its own.
  const bundled = await build({
    stdin: { contents: code, resolveDir: new URL('.', root).pathname },
    bundle: true,
    format: 'esm',
    platform: 'node',
    write: false,
  });
  return bundled.outputFiles.map(({ text }) => text).join('');
}

function declarations() {
  const lines = [
    "import type { ErrorObject } from 'ajv';",
    ...schemas.map(({ file, schema }) => `import type { ${schema.title} } from './${file}.ts';`),
    'export type Validator<T> = { (data: unknown): data is T; errors?: ErrorObject[] | null };',
    ...schemas.map(({ schema }) => `export const is${schema.title}: Validator<${schema.title}>;`),
  ];
  return `${lines.join('\n')}\n`;
}
