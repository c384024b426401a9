import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { ambiguousTypes, figuresOf, untested } from './house/figures.ts';
import { readHouse } from './house/read.ts';
import {
  computedImports,
  fileCircles,
  folderCircles,
  folders,
  fullFolders,
  impureImports,
  impureUses,
  joinedByHand,
  limits,
  longFiles,
  longFunctions,
  processUses,
  wrongPackages,
  wrongWay,
} from './house/rules.ts';
import { readSource, type Source } from './house/source.ts';
import { byHand } from './house/uses.ts';

const house = readHouse(fileURLToPath(new URL('../src/', import.meta.url)));
const all = [...house.sources, ...house.generated];

describe('the sources', () => {
  test('import one way: base, model ← problems, yaml, http, files ← … ← cli ← main', () => {
    expect(wrongWay(all)).toEqual([]);
  });

  test('import what touches the world only where their name says so', () => {
    expect(impureImports(all)).toEqual([]);
  });

  test('import packages and Node modules only where they belong', () => {
    expect(wrongPackages(all)).toEqual([]);
  });

  test('import nothing whose name is computed, which no rule could follow', () => {
    expect(computedImports(all)).toEqual([]);
  });

  test('import in no circle, neither of files nor of folders', () => {
    expect(fileCircles(all)).toEqual([]);
    expect(folderCircles(all)).toEqual([]);
  });

  test('are pure unless their name says otherwise: silent, no clock, no chance, no world', () => {
    expect(impureUses(all)).toEqual([]);
  });

  test('touch the process in main.ts alone', () => {
    expect(processUses(all)).toEqual([]);
  });

  test('join no path by hand: what stands between names is for files/paths.ts and node:path to know', () => {
    expect(joinedByHand(all)).toEqual([]);
  });

  test(`have at most ${limits.fileLines} lines`, () => {
    expect(longFiles(house.sources)).toEqual([]);
  });

  test(`have no function of more than ${limits.functionLines} lines`, () => {
    expect(longFunctions(house.sources)).toEqual([]);
  });

  test(`are at most ${limits.folderSources} in one folder`, () => {
    expect(fullFolders(house.sources)).toEqual([]);
  });

  test('give each type a name of its own, reach the ground in few steps, and have their test beside them', () => {
    const figures = figuresOf(house.sources, house.tests);
    expect(figures.ambiguousTypes.length).toBeLessThanOrEqual(limits.ambiguousTypes);
    expect(figures.longestChain.length).toBeLessThanOrEqual(limits.chainFiles);
    expect(figures.untested).toEqual([]);
  });

  test('are all read by these rules', () => {
    const seen = new Set(all.map(({ file }) => file.replace(/\.ts$|\/.*/g, '')));
    expect([...seen].sort()).toEqual([...folders].sort());
    expect(all.flatMap(({ imports }) => imports).length).toBeGreaterThan(all.length);
  });
});

describe('the rules see', () => {
  test.each([
    ["import { read } from '../files/read.ts';", 'model/x.ts:1 imports files/read.ts'],
    ["import {\n  read,\n} from '../reconcile/pass.ts';", 'model/x.ts:1 imports reconcile/pass.ts'],
    ["const { read } = await import('../cli/run.ts');", 'model/x.ts:1 imports cli/run.ts'],
    ["\nexport * from '../emulator/world.ts';", 'model/x.ts:2 imports emulator/world.ts'],
    ["export type { A } from '../main.ts';", 'model/x.ts:1 imports main.ts'],
    ["import '../files/read.ts';", 'model/x.ts:1 imports files/read.ts'],
    ["type A = import('../files/read.ts').A;", 'model/x.ts:1 imports files/read.ts'],
    ["import { x } from '../elsewhere/x.ts';", 'model/x.ts:1 imports elsewhere/x.ts'],
    ["import schema from '../../schemas/x.json';", 'model/x.ts:1 imports ../schemas/x.json'],
  ])('the wrong way of %j', (text, complaint) => {
    expect(wrongWay(sources({ 'model/x.ts': text }))).toEqual([complaint]);
  });

  test.each([
    ['daemon/x.ts', '../reconcile/plan.ts', true],
    ['reconcile/x.ts', '../daemon/state.ts', false],
    ['files/x.ts', '../yaml/parse.ts', true],
    ['model/x.ts', '../base/url.ts', true],
    ['base/x.ts', '../model/model.ts', false],
    ['base/x.ts', '../generated/sync.ts', false],
    ['wawi/dialects/x.ts', '../../generated/validators/x.js', true],
    ['generated/x.ts', '../model/model.ts', false],
    ['emulator/x.ts', '../generated/sync.ts', true],
    ['emulator/x.ts', '../base/url.ts', false],
    ['main.ts', './cli/program.ts', true],
    ['cli/x.ts', '../main.ts', false],
  ])('that %s may import %s: %s', (file, target, allowed) => {
    expect(wrongWay(sources({ [file]: `import '${target}';` })).length === 0).toBe(allowed);
  });

  test.each([
    ['cli/runLocal.ts', []],
    ['cli/commands/emulate.ts', []],
    ['cli/commands/plan.ts', ['cli/commands/plan.ts:1 imports emulator/emulator.ts']],
    ['daemon/run.ts', ['daemon/run.ts:1 imports emulator/emulator.ts']],
  ])('who starts the emulator: %s', (file, complaints) => {
    const up = '../'.repeat(file.split('/').length - 1);
    const text = `import { startEmulator } from '${up}emulator/emulator.ts';`;
    expect(wrongWay(sources({ [file]: text }))).toEqual(complaints);
  });

  test('a pure file that takes more than types from one that touches the world', () => {
    const text = "import { read } from './read.io.ts';\nimport type { Read } from './read.io.ts';";
    const files = ['files/x.ts', 'files/x.io.ts', 'cli/x.ts', 'main.ts'];
    const found = impureImports(sources(Object.fromEntries(files.map((file) => [file, text]))));
    expect(found).toEqual(['files/x.ts:1 imports files/read.io.ts']);
  });

  test.each([
    ['model/x.ts', "import { readFileSync } from 'node:fs';", ['node:fs']],
    ['model/x.ts', "import { Ajv } from 'ajv';", ['ajv']],
    ['model/x.ts', "import type { ErrorObject } from 'ajv';", []],
    ['model/x.ts', "import type { EventEmitter } from 'node:events';", []],
    ['yaml/x.ts', "import { parse } from 'yaml';", []],
    ['report/x.ts', "import { parse } from 'yaml';", ['yaml']],
    ['base/x.ts', "import { createHash } from 'node:crypto';", []],
    ['base/x.ts', "import { createHash, randomUUID } from 'node:crypto';", ['node:crypto']],
    ['base/x.ts', "import * as crypto from 'node:crypto';", ['node:crypto']],
    ['base/x.ts', "export * from 'node:crypto';", ['node:crypto']],
    ['base/x.ts', "import { setTimeout } from 'node:timers/promises';", ['node:timers/promises']],
    ['reconcile/x.ts', "import { request } from 'undici';", ['undici']],
    ['reconcile/x.io.ts', "import limit from 'p-limit';", []],
    ['cli/x.ts', "const chokidar = await import('chokidar');", ['chokidar']],
    ['cli/x.ts', "import { pino } from 'pino';", ['pino']],
    ['cli/x.ts', "import fs from 'fs';", ['fs']],
    ['cli/x.ts', "import { relative } from 'node:path';", []],
    ['emulator/x.ts', "import { Hono } from 'hono';", []],
    ['emulator/x.ts', "import { request } from 'undici';", ['undici']],
    ['emulator/x.io.ts', "import { request } from 'undici';", ['undici']],
    ['emulator/x.ts', "import { createServer } from 'node:http';", ['node:http']],
    ['emulator/x.io.ts', "import { createServer } from 'node:http';", []],
    ['wawi/x.io.ts', "import process from 'node:process';", ['node:process']],
    ['main.ts', "import process from 'node:process';", ['node:process']],
    ['wawi/x.io.ts', "import { join } from 'path';", ['path']],
    ['generated/x.ts', "import type { ErrorObject } from 'ajv';", []],
    ['generated/x.ts', "import { Ajv } from 'ajv';", ['ajv']],
  ])('the packages of %s: %s', (file, text, refused) => {
    const complaints = refused.map((name) => `${file}:1 imports ${name}`);
    expect(wrongPackages(sources({ [file]: text }))).toEqual(complaints);
  });

  test('a circle of three files, also of types', () => {
    const found = fileCircles(
      sources({
        'model/a.ts': "import { b } from './b.ts';",
        'model/b.ts': "import type { C } from './c.ts';",
        'model/c.ts': "export { a } from './a.ts';",
        'model/d.ts': "import { a } from './a.ts';",
      }),
    );
    expect(found).toEqual(['model/a.ts → model/b.ts → model/c.ts → model/a.ts']);
  });

  test('a circle of neighbours, and of folders in one folder, of which no file is in a circle', () => {
    const found = folderCircles(
      sources({
        'yaml/a.ts': "import { b } from '../files/b.ts';",
        'files/c.ts': "import { d } from '../yaml/d.ts';",
        'wawi/auth/a.ts': "import { b } from '../quota/deep/b.ts';",
        'wawi/quota/c.ts': "import { d } from '../auth/d.ts';",
        // A folder and its own subfolder may use each other.
        'wawi/call.ts': "import { v1 } from './dialects/v1.ts';",
        'wawi/dialects/v1.ts': "import { answer } from '../answer.ts';",
      }),
    );
    expect(found).toEqual(['files → yaml → files', 'wawi/auth → wawi/quota → wawi/auth']);
  });

  test.each([`import(\`./\${name}.ts\`)`, 'import(name)', 'require(name)'])(
    'an import with a computed name: %s',
    (text) => {
      expect(computedImports(sources({ 'wawi/x.io.ts': `\nawait ${text};` }))).toEqual(['wawi/x.io.ts:2']);
    },
  );

  test.each([
    ['export async function read() {}', 'async'],
    ['const x = await y;', 'await'],
    ['const x = Promise.all(y);', 'Promise'],
    ['const at = Date.now();', 'Date.now'],
    ['const at = new Date();', 'new Date()'],
    ['const at = new Date;', 'new Date()'],
    ['const at = Date();', 'Date()'],
    ['const { now } = Date;', 'Date'],
    ['const odd = Math.random() < 0.5;', 'Math.random'],
    ['const { random } = Math;', 'Math'],
    ["console.log('x');", 'console'],
    ['setTimeout(go, 1);', 'setTimeout'],
    ['const late = AbortSignal.timeout(1);', 'AbortSignal.timeout'],
    ["fetch('x');", 'fetch'],
    ['const home = process.env.HOME;', 'process'],
    ['const { now } = globalThis.Date;', 'globalThis'],
    [`const text = \`at \${Date.now()}\`;`, 'Date.now'],
    ['const world = { console };', 'console'],
    ['const hour = at.getHours();', '.getHours'],
    ['names.sort((a, b) => a.localeCompare(b));', '.localeCompare'],
  ])('what is impure in %j', (text, word) => {
    expect(impureUses(sources({ 'model/x.ts': `\n${text}` }))).toEqual([`model/x.ts:2 ${word}`]);
    expect(impureUses(sources({ 'model/x.io.ts': text, 'cli/x.ts': text }))).toEqual([]);
  });

  test('that files which are given something to wait for may wait, but for no clock', () => {
    const text = 'export async function read() {\n  await Promise.all([Date.now()]);\n}';
    expect(impureUses(sources({ 'http/x.ts': text }))).toEqual(['http/x.ts:2 Date.now']);
  });

  test('nothing in comments, texts, patterns, types, fields and text holes', () => {
    const text = [
      '// await Date.now()',
      '/* console.log */ const quote = /[\'"`/]/; const ratio = a / b / c;',
      `const words = 'process.env' + "fetch('x')" + \`async \${quote} await\`;`,
      'const at = new Date(milliseconds);',
      "const url = 'https://example.org'; // import { x } from '../files/read.io.ts'",
      "const sample = `import { x } from '../files/read.io.ts';`;",
      'const rest = { now: clock.now, console: 1 }; const { length } = rest.fetch;',
      'type Ask = (request: typeof fetch) => Promise<Date>;',
    ].join('\n');
    const rules = [wrongWay, impureImports, wrongPackages, computedImports, impureUses, processUses];
    expect(rules.flatMap((rule) => rule(sources({ 'model/x.ts': text })))).toEqual([]);
  });

  test('the process outside main.ts', () => {
    const text = 'if (process.env.CI) process.exit(1);';
    expect(processUses(sources({ 'wawi/x.io.ts': text, 'main.ts': text }))).toEqual([
      'wawi/x.io.ts:1 process',
    ]);
    expect(processUses(sources({ 'cli/x.ts': '\nglobalThis.process;' }))).toEqual(['cli/x.ts:2 process']);
  });

  test.each([
    `const path = \`\${folder}/\${name}\`;`,
    `const path = \`\${folder}/a.yaml\`;`,
    `const path = \`syncs/\${name}\`;`,
  ])('a path that is joined by hand: %s', (text) => {
    expect(joinedByHand(sources({ 'pull/x.ts': `\n${text}` }))).toEqual([`pull/x.ts:2 ${byHand}`]);
    expect(joinedByHand(sources({ 'files/paths.ts': text, 'wawi/x.ts': text }))).toEqual([]);
  });

  test('no path in an address', () => {
    const text = `const url = \`https://\${host}/\${path}\`; const stat = \`/proc/\${pid}/stat\`;`;
    expect(joinedByHand(sources({ 'pull/x.ts': text }))).toEqual([]);
  });

  test('what is too long, and the whole of a closure', () => {
    const lines = (count: number) => '  x();\n'.repeat(count);
    const text = `export function createX() {\n  return { y() {\n${lines(36)}} };\n}\n`;
    const [short, long] = [text, text.replace('x();', 'x();\nx();')];
    expect(longFunctions(sources({ 'model/x.ts': short }))).toEqual([]);
    expect(longFunctions(sources({ 'model/x.ts': long }))).toEqual(['model/x.ts:1 createX']);
    expect(longFiles(sources({ 'model/x.ts': lines(250), 'model/y.ts': lines(251) }))).toEqual([
      'model/y.ts',
    ]);
  });

  test('a folder that is too full, without those in it', () => {
    const names = Array.from({ length: 17 }, (_, at) => `${at}.ts`);
    const full = sources(Object.fromEntries(names.map((name) => [`wawi/quota/${name}`, ''])));
    expect(fullFolders(full)).toEqual(['wawi/quota/']);
    expect(fullFolders(full.slice(1))).toEqual([]);
  });

  test('the names of types that two files declare', () => {
    const found = ambiguousTypes(
      sources({
        'model/x.ts': 'type A = 1;\nexport interface B {}',
        'model/y.ts': 'type B = 2; type C = 3;',
      }),
    );
    expect(found).toEqual(['B']);
  });

  test('what does something and has no test beside it', () => {
    const texts = {
      'model/tested.ts': 'export const go = () => 1;',
      'files/tested.io.ts': 'export function go() {}',
      'files/too.io.ts': 'export class Go {}',
      'files/tested.ts': 'export const sink = { send() {} };',
      'model/types.ts': 'export type A = 1; export const limits = { files: 1 }; function go() {}',
    };
    const tests = ['model/tested.test.ts', 'files/tested.io.test.ts', 'files/too.test.ts'];
    expect(untested(sources(texts), tests)).toEqual([]);
    expect(untested(sources(texts), ['files/tested.test.ts'])).toEqual([
      'model/tested.ts',
      'files/too.io.ts',
    ]);
  });
});

function sources(texts: Readonly<Record<string, string>>): Source[] {
  return Object.entries(texts).map(([file, text]) => readSource(file, text));
}
