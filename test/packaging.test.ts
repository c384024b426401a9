import { execFile } from 'node:child_process';
import { appendFile, cp, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { builtinModules, createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { parseSync } from 'oxc-parser';
import { beforeAll, describe, expect, test } from 'vitest';
import { declareAnnotations } from '../scripts/annotations.js';
import { root } from './support/program.ts';

const run = promisify(execFile);
const manifest = JSON.parse(await text('package.json'));

describe('the package', () => {
  type Packed = { readonly path: string; readonly mode: number };
  let packed: readonly Packed[] = [];

  // Without scripts: prepack would build dist anew under the feet of the tests that run beside this one.
  beforeAll(async () => {
    const args = ['pack', '--dry-run', '--json', '--ignore-scripts', '--offline'];
    const { stdout } = await run('npm', args, { cwd: root });
    const [found] = Object.values(JSON.parse(stdout)) as { files: Packed[] }[];
    packed = found!.files;
  });

  test('holds what was built, the schemas and what a reader wants to know, and nothing else', () => {
    const allowed =
      /^(dist\/[\w-]+(?:\.io-\w+)?\.js|ci\/comment\.js|dist\/THIRD-PARTY-LICENSES\.txt|schemas\/\w+\.schema\.json|README\.md|CHANGELOG\.md|LICENSE|package\.json)$/;
    const paths = packed.map(({ path }) => path);
    expect(paths.filter((path) => !allowed.test(path))).toEqual([]);
    expect(paths).toEqual(
      expect.arrayContaining([
        'dist/main.js',
        'schemas/sync.schema.json',
        'schemas/sollist.schema.json',
        'README.md',
        'CHANGELOG.md',
        'LICENSE',
        'package.json',
      ]),
    );
  });

  test('has a command that a shell can start', async () => {
    const command = packed.find(({ path }) => path === manifest.bin.sollist);
    expect(command!.mode & 0o111).toBe(0o111);
    expect((await text(manifest.bin.sollist)).split('\n', 1)).toEqual(['#!/usr/bin/env node']);
  });

  // `prepare` runs where npm packs a folder, not where it installs what was packed.
  test('installs nothing else and runs no script at install', () => {
    const { dependencies, peerDependencies, optionalDependencies } = manifest;
    expect({ dependencies, peerDependencies, optionalDependencies }).toEqual({});
    expect(Object.keys(manifest.scripts)).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/install$/)]),
    );
  });

  test('loads nothing that is not in it', async () => {
    const chunks = packed.map(({ path }) => path).filter((path) => /^dist\/.*\.js$/.test(path));
    const texts = await Promise.all(chunks.map(text));
    const names = texts.flatMap((code) => {
      const { atOnce, later } = importsOf(code);
      return [...atOnce, ...later, ...[...code.matchAll(requires)].map((match) => match[1]!)];
    });
    const foreign = names.filter((name) => !isBuiltin(name) && !chunks.includes(name.replace('./', 'dist/')));
    expect(names.length).toBeGreaterThan(0);
    expect([...new Set(foreign)]).toEqual([]);
  });

  test('loads the page, its server and its pictures for those commands only that show them', async () => {
    const names = (await readdir(join(root, 'dist'))).filter((name) => name.endsWith('.js'));
    const texts = new Map<string, string>();
    for (const name of names) texts.set(name, await text(`dist/${name}`));
    const holds = (name: string, seen = new Set<string>()): boolean => {
      if (seen.has(name)) return false;
      seen.add(name);
      const code = texts.get(name)!;
      const chunks = importsOf(code).atOnce.filter((other) => other.startsWith('./'));
      return ofPages.test(code) || chunks.some((other) => holds(other.slice(2), seen));
    };
    const begins = names.filter((name) => !name.startsWith('chunk-') && holds(name));
    expect(begins.map((name) => name.replace(/-\w+\.js$/, ''))).toEqual(['emulator', 'report', 'run']);
  });

  test('takes of undici what its index gives', async () => {
    const index: Readonly<Record<string, unknown>> = await import('undici');
    const taken: Readonly<Record<string, unknown>> = await import('../scripts/undici.js');
    expect(Object.keys(taken)).toContain('Agent');
    for (const [name, value] of Object.entries(taken)) expect(value, name).toBe(index[name]);
  });

  test('works where there is neither a node_modules folder nor the sources', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'sollist-packaging-'));
    try {
      for (const part of ['dist', 'schemas', 'package.json'])
        await cp(join(root, part), join(folder, part), { recursive: true });
      const sollist = (...args: string[]) =>
        run(process.execPath, [join(folder, manifest.bin.sollist), ...args], { cwd: folder });
      expect(await sollist('--version')).toEqual({ stdout: `${manifest.version}\n`, stderr: '' });
      expect(await sollist('--help')).toMatchObject({ stdout: expect.stringMatching(/^Usage: sollist/) });
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  test('is licensed as it says', async () => {
    expect(manifest.license).toBe('MIT');
    expect(await text('LICENSE')).toMatch(/^MIT License\n\nCopyright \(c\) 2026 sollist contributors\n/);
  });

  test('declares the oldest Node that it is built for and that CI runs', async () => {
    const [, oldest] = /^>=(\d+\.\d+)\.0$/.exec(manifest.engines.node)!;
    expect(await text('scripts/build.js')).toContain(`target: 'node${oldest}'`);
    expect(await text('.github/workflows/ci.yml')).toContain(`'${oldest}'`);
  });
});

describe('the package of tests', () => {
  type Lock = { readonly packages: Readonly<Record<string, { readonly version?: string }>> };

  /** Files in test/ would load the other one: Node looks there first. */
  test('has what building needs in the same version, or not where tests see it', async () => {
    const [own, other]: Lock[] = [
      JSON.parse(await text('package-lock.json')),
      JSON.parse(await text('test/package-lock.json')),
    ];
    const names = Object.keys(manifest.devDependencies).map((name) => `node_modules/${name}`);
    const twice = names.filter((name) => other!.packages[name] !== undefined);
    const differ = twice.filter((name) => own!.packages[name]!.version !== other!.packages[name]!.version);
    expect(names.length).toBeGreaterThan(0);
    expect(differ).toEqual([]);
  });

  test('is installed by whoever asks first, several at once too, and again where its lock file has changed', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'a packaging with blanks '));
    try {
      await cp(join(root, 'scripts'), join(folder, 'scripts'), { recursive: true });
      await writePackageOfTests(folder);
      const ask = (...args: readonly string[]) =>
        run(process.execPath, [join(folder, 'scripts', 'tool.js'), 'vitest', ...args], { cwd: folder });
      const stderr = expect.stringMatching(/^Installing .+\n$/);
      expect(await Promise.all([ask('a b'), ask('c')])).toEqual([
        { stdout: "[ 'a b' ]\n", stderr },
        { stdout: "[ 'c' ]\n", stderr },
      ]);
      expect(await ask()).toEqual({ stdout: '[]\n', stderr: '' });
      await appendFile(join(folder, 'test', 'package-lock.json'), '\n');
      expect(await ask()).toEqual({ stdout: '[]\n', stderr });
      const left = await readdir(join(folder, 'test'));
      expect(left.sort()).toEqual(['node_modules', 'package-lock.json', 'package.json']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  /** It brings a stand-in for vitest that says what it is given. */
  async function writePackageOfTests(folder: string) {
    const fake = join(folder, 'fake');
    for (const path of [fake, join(folder, 'test')]) await mkdir(path);
    await writeFile(join(fake, 'package.json'), JSON.stringify({ name: 'vitest', version: '1.0.0' }));
    await writeFile(join(fake, 'vitest.mjs'), 'console.log(process.argv.slice(2))');
    await run('npm', ['pack', '--offline', '--pack-destination', folder], { cwd: fake });
    const resolved = 'file:../../vitest-1.0.0.tgz';
    const manifest = { name: 'tests', version: '1.0.0', dependencies: { vitest: resolved } };
    const packages = { '': manifest, 'node_modules/vitest': { version: '1.0.0', resolved } };
    const lock = { name: 'tests', version: '1.0.0', lockfileVersion: 3, packages };
    await writeFile(join(folder, 'test', 'package.json'), JSON.stringify(manifest));
    await writeFile(join(folder, 'test', 'package-lock.json'), JSON.stringify(lock));
  }
});

describe('the published schemas', () => {
  const ajv = new Ajv2020({ allErrors: true, strict: true, allowUnionTypes: true, strictRequired: false });
  addFormats.default(ajv);
  declareAnnotations(ajv);
  const schemas: { readonly file: string; readonly schema: Schema }[] = [];

  beforeAll(async () => {
    const files = (await readdir(join(root, 'schemas'))).sort();
    for (const file of files) schemas.push({ file, schema: JSON.parse(await text(`schemas/${file}`)) });
    for (const { schema } of schemas) ajv.addSchema(schema);
  });

  test('are valid JSON Schema 2020-12, each under an address of its own', () => {
    for (const { file, schema } of schemas) {
      expect(schema).toMatchObject({ $schema: 'https://json-schema.org/draft/2020-12/schema' });
      expect(ajv.validateSchema(schema), `${file}: ${ajv.errorsText()}`).toBe(true);
      expect(schema.$id).toMatch(new RegExp(`/${file}$`));
      expect(() => ajv.getSchema(schema.$id!), file).not.toThrow();
    }
  });

  test('accept the examples and defaults that they show', () => {
    const samples = schemas.flatMap(({ file, schema }) => samplesIn(schema, `${schema.$id}#`, file));
    const refused = samples.filter(({ address, value }) => ajv.getSchema(address)!(value) !== true);
    expect(refused.map(({ shown, value }) => `${shown}: ${JSON.stringify(value)}`)).toEqual([]);
    expect(samples.length).toBeGreaterThan(5);
  });

  test('are served by the package under their names', () => {
    expect(manifest.exports['./schemas/*']).toBe('./schemas/*');
    const installed = createRequire(join(root, 'package.json')).resolve('sollist/schemas/sync.schema.json');
    expect(installed).toBe(join(root, 'schemas', 'sync.schema.json'));
  });
});

/** `require("x")` as esbuild writes it; not in the code that ajv keeps as text, where a quote stands before it. */
const requires = /(?<!['"`\w])(?:__require|require)\("([^"\n]+)"\)/g;

/** Names and texts of the pages' server, of what draws pages and of the script in them. */
const ofPages = /\b(?:HonoRequest|jsxDEV|idiomorph)\b/;

/** What a chunk of the bundle loads along with itself, and what it loads only once it needs it. */
function importsOf(code: string): { readonly atOnce: readonly string[]; readonly later: readonly string[] } {
  const { staticImports, staticExports, dynamicImports } = parseSync('chunk.js', code).module;
  const exportedFrom = staticExports.flatMap(({ entries }) =>
    entries.flatMap((entry) => entry.moduleRequest?.value ?? []),
  );
  return {
    atOnce: [...staticImports.map(({ moduleRequest }) => moduleRequest.value), ...exportedFrom],
    later: dynamicImports.flatMap(({ moduleRequest: { start, end } }) => {
      const name = code.slice(start, end);
      return /^["']/.test(name) ? [name.slice(1, -1)] : [];
    }),
  };
}

function isBuiltin(name: string): boolean {
  return name.startsWith('node:') || builtinModules.includes(name);
}

type Schema = { readonly [keyword: string]: unknown; readonly $id?: string };
type Sample = { readonly address: string; readonly shown: string; readonly value: unknown };

/** Every example and default below a schema, with the address of the schema that it belongs to. */
function samplesIn(node: unknown, address: string, shown: string): Sample[] {
  if (typeof node !== 'object' || node === null) return [];
  const { examples, default: fallback, ...rest } = node as Schema;
  const values = [
    ...(Array.isArray(examples) ? examples : []),
    ...(fallback === undefined ? [] : [fallback]),
  ];
  const own = values.map((value) => ({ address, shown, value }));
  const inner = Object.entries(rest).flatMap(([key, value]) =>
    samplesIn(value, `${address}/${escaped(key)}`, `${shown}/${key}`),
  );
  return [...own, ...inner];
}

/** A key as JSON pointers in a URI's fragment spell it (RFC 6901, section 6). */
function escaped(key: string): string {
  return encodeURIComponent(key.replaceAll('~', '~0').replaceAll('/', '~1'));
}

function text(path: string): Promise<string> {
  return readFile(join(root, path), 'utf8');
}
