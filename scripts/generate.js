// What the bundle holds that is made from the schemas: validators as plain code, so that no command compiles a schema at
// start, and what pages and help take from them. Types, which no bundle needs, are made by types.js.
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import standaloneCode from 'ajv/dist/standalone/index.js';
import addFormats from 'ajv-formats';
import { build } from 'esbuild';
import { declareAnnotations } from './annotations.js';
import { generated as out, readSchemas, root } from './schemas.js';

const schemas = await readSchemas();

await mkdir(out, { recursive: true });
await writeFile(new URL('syncSchema.ts', out), constant('syncSchema', schemaOf('sync')));
await writeFile(new URL('emulatorSchemas.ts', out), emulatorSchemas());
await writeFile(new URL('sollistSchema.ts', out), settingsModule());
await writeFile(new URL('assets.ts', out), await assets());
await writeValidators();

/** @param {string} name */
function schemaOf(name) {
  return schemas.find(({ file }) => file === name)?.schema ?? fail(`there is no ${name}.schema.json`);
}

/** @param {string} message @returns {never} */
function fail(message) {
  throw new Error(message);
}

/** @param {string} name @param {unknown} value */
function constant(name, value) {
  return `export const ${name} = ${JSON.stringify(value)} as const;\n`;
}

/** What a browser loads: styles and script, each in one piece, and the picture in its tab. */
async function assets() {
  const common = { bundle: true, minify: true, write: false, legalComments: /** @type {const} */ ('none') };
  const built = async (/** @type {string} */ file) => {
    const target = ['chrome123', 'firefox121', 'safari17.5'];
    const entryPoints = [fileURLToPath(new URL(file, root))];
    const { outputFiles } = await build({ ...common, entryPoints, target, format: 'esm' });
    return outputFiles?.[0]?.text ?? fail(`${file} gives nothing`);
  };
  return constant('assets', {
    'style.css': await built('src/report/html/style/index.css'),
    'live.js': await built('src/browser/live.io.ts'),
    'favicon.svg': await readFile(new URL('src/page/favicon.svg', root), 'utf8'),
  });
}

/** The emulator tells mistakes in the words of its schemas. */
function emulatorSchemas() {
  const own = schemas.filter(({ place }) => place === 'src/emulator/wire/');
  return own.map(({ file, schema }) => constant(`${file}Schema`, schema)).join('');
}

function settingsModule() {
  const schema = schemaOf('sollist');
  return constant('sollistSchema', schema) + constant('settingRows', settingRows(schema));
}

/**
 * Each setting that a variable gives as well, by its path. The first place that names a variable is the one: it is said
 * of all tenants, what stands below one of them is not.
 * @param {any} root
 */
function settingRows(root) {
  /** @type {Record<string, unknown>} */
  const rows = {};
  const variables = new Set();
  /** @param {any} node @param {readonly string[]} path */
  const visit = (node, path) => {
    const schema = node.$ref ? { ...root.$defs[node.$ref.split('/').at(-1)], ...node } : node;
    const variable = schema['x-variable'];
    if (variable !== undefined && !variables.has(variable)) {
      variables.add(variable);
      rows[path.join('.')] = settingRow(schema, path.join('.'));
    }
    for (const [key, child] of Object.entries(schema.properties ?? {})) visit(child, [...path, key]);
    if (typeof schema.additionalProperties === 'object')
      visit(schema.additionalProperties, [...path, 'default']);
  };
  visit(root, []);
  return rows;
}

/** @param {any} schema @param {string} path */
function settingRow(schema, path) {
  return {
    path,
    variable: schema['x-variable'],
    flag: schema['x-flag'],
    jtl: schema['x-jtl'],
    default: String(schema['x-default'] ?? schema.default ?? 'none'),
    about: aboutOf(schema),
  };
}

/** The first sentence of what the schema says, as help has it. @param {any} schema */
function aboutOf({ description, enum: choices }) {
  const [sentence] = description.split(/\.(?:\s|$)/);
  const about = `${sentence.charAt(0).toLowerCase()}${sentence.slice(1)}`;
  return choices ? `${about}: ${choices.join(', ')}` : about;
}

/** A module for each schema, so that a command loads what it checks and no more; what ajv's code shares is beside them. */
async function writeValidators() {
  const ajv = new Ajv2020({
    allErrors: true,
    strict: true,
    allowUnionTypes: true,
    strictRequired: false,
    inlineRefs: false,
    verbose: false,
    code: { source: true, esm: true, lines: false },
  });
  ajv.opts.unevaluated = false; // no schema asks which properties have been looked at
  addFormats.default(ajv);
  declareAnnotations(ajv);
  for (const { schema } of schemas) ajv.addSchema(schema);
  const outdir = fileURLToPath(new URL('validators/', out));
  const before = await readdir(outdir).catch(() => []);
  for (const name of before.filter((name) => name.endsWith('.js'))) await rm(join(outdir, name));
  // ajv's standalone code still calls require() for its runtime: bundling makes modules of it.
  await build({
    entryPoints: schemas.map(({ file }) => ({ in: file, out: file })),
    plugins: [standalone(ajv)],
    outdir,
    bundle: true,
    splitting: true,
    format: 'esm',
    platform: 'node',
  });
}

/** Lets esbuild read the validator of a schema. @param {Ajv2020} ajv @returns {import('esbuild').Plugin} */
function standalone(ajv) {
  return {
    name: 'standalone',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path, kind }) =>
        kind === 'entry-point' ? { path, namespace: 'schema' } : undefined,
      );
      onLoad({ filter: /.*/, namespace: 'schema' }, ({ path }) => {
        const { title, $id } = schemaOf(path);
        const contents = standaloneCode(ajv, { [`is${title}`]: $id });
        return { contents, resolveDir: fileURLToPath(root) };
      });
    },
  };
}
