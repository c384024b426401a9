import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { posix } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Path below src → text. */
type Sources = Readonly<Record<string, string>>;
type Import = {
  readonly file: string;
  readonly line: number;
  /** A path below src, or a package or `node:` module as written. */
  readonly target: string;
  readonly inside: boolean;
  readonly typeOnly: boolean;
};

const layers = ['core', 'app', 'io', 'cli', 'main', 'emulator', 'generated'] as const;
type Layer = (typeof layers)[number];
type Rule = { readonly imports: readonly Layer[]; readonly packages: RegExp; readonly types?: RegExp };

const anything = /./;
const nothing = /^$/;

/** core ← app ← io ← cli ← main, with the emulator beside them: what each may import. */
const rules = {
  core: { imports: ['core', 'generated'], packages: /^yaml$/, types: /^ajv$/ },
  app: { imports: ['core', 'app'], packages: /^p-limit$/ },
  io: { imports: ['core', 'app', 'io', 'generated'], packages: anything },
  cli: {
    imports: ['core', 'app', 'io', 'cli', 'emulator', 'generated'],
    packages: /^(commander|yaml|node:(path|url|util))$/,
  },
  main: { imports: ['core', 'app', 'io', 'cli'], packages: /^node:/ },
  emulator: { imports: ['emulator', 'generated'], packages: /^node:/ },
  generated: { imports: ['generated'], packages: nothing, types: /^ajv$/ },
} as const satisfies Record<Layer, Rule>;

/** The files that may start the emulator: it is never chosen silently. */
const startsEmulator = /^cli\/(emulat\w*|run\w*)\.ts$/;

const sources = read();

describe('the sources', () => {
  test('import one way: core ← app ← io ← cli ← main', () => {
    expect(wrongWay(sources)).toEqual([]);
  });

  test('import packages and Node modules only where the world is met', () => {
    expect(wrongPackages(sources)).toEqual([]);
  });

  test('import nothing whose name is computed, which no rule could follow', () => {
    expect(computedImports(sources)).toEqual([]);
  });

  test('import in no circle', () => {
    expect(circles(sources)).toEqual([]);
  });

  test('keep core pure: synchronous, silent, no clock, no chance, no world', () => {
    expect(impure(sources)).toEqual([]);
  });

  test('touch the process in main.ts alone', () => {
    expect(processUses(sources)).toEqual([]);
  });

  test('are all read by these rules', () => {
    const files = Object.keys(sources);
    expect(files.map(layerOf).filter((layer) => layer === undefined)).toEqual([]);
    const seen = new Set(files.map(layerOf));
    expect(layers.filter((layer) => !seen.has(layer))).toEqual([]);
    expect(files.flatMap((file) => importsOf(file, sources[file]!)).length).toBeGreaterThan(files.length);
  });
});

describe('the rules see', () => {
  test.each([
    ["import { read } from '../io/files.ts';", 'core/x.ts:1 imports io/files.ts'],
    ["import {\n  read,\n} from '../app/pass.ts';", 'core/x.ts:1 imports app/pass.ts'],
    ["const { read } = await import('../cli/run.ts');", 'core/x.ts:1 imports cli/run.ts'],
    ["\nexport * from '../emulator/world.ts';", 'core/x.ts:2 imports emulator/world.ts'],
    ["export type { A } from '../main.ts';", 'core/x.ts:1 imports main.ts'],
    ["import '../io/files.ts';", 'core/x.ts:1 imports io/files.ts'],
    ["type A = import('../io/files.ts').A;", 'core/x.ts:1 imports io/files.ts'],
  ])('the wrong way of %j', (text, complaint) => {
    expect(wrongWay({ 'core/x.ts': text })).toEqual([complaint]);
  });

  test('who starts the emulator', () => {
    const text = "import { startEmulator } from '../emulator/emulator.ts';";
    const [good, bad] = [{ 'cli/runLocal.ts': text }, { 'cli/plan.ts': text }];
    expect(wrongWay(good)).toEqual([]);
    expect(wrongWay(bad)).toEqual(['cli/plan.ts:1 imports emulator/emulator.ts']);
  });

  test.each([
    ['core/x.ts', "import { readFileSync } from 'node:fs';", ['node:fs']],
    ['core/x.ts', "import { Ajv } from 'ajv';", ['ajv']],
    ['core/x.ts', "import type { ErrorObject } from 'ajv';", []],
    ['core/x.ts', "import { parse } from 'yaml';", []],
    ['app/x.ts', "import { request } from 'undici';", ['undici']],
    ['app/x.ts', "import limit from 'p-limit';", []],
    ['cli/x.ts', "const chokidar = await import('chokidar');", ['chokidar']],
    ['cli/x.ts', "import { pino } from 'pino';", ['pino']],
    ['cli/x.ts', "import fs from 'fs';", ['fs']],
    ['emulator/x.ts', "import { Hono } from 'hono';", ['hono']],
    ['emulator/x.ts', "import { createServer } from 'node:http';", []],
    ['io/x.ts', "import process from 'node:process';", ['node:process']],
    ['io/x.ts', "import { join } from 'path';", ['path']],
  ])('the packages of %s: %s', (file, text, refused) => {
    expect(wrongPackages({ [file]: text })).toEqual(refused.map((name) => `${file}:1 imports ${name}`));
  });

  test('a circle of three, also of types', () => {
    const found = circles({
      'core/a.ts': "import { b } from './b.ts';",
      'core/b.ts': "import type { C } from './c.ts';",
      'core/c.ts': "export { a } from './a.ts';",
      'core/d.ts': "import { a } from './a.ts';",
    });
    expect(found).toEqual(['core/a.ts:1 → core/b.ts:1 → core/c.ts:1 → core/a.ts']);
  });

  test('an import with a computed name', () => {
    expect(computedImports({ 'io/x.ts': `await import(\`./\${name}.ts\`);` })).toEqual(['io/x.ts:1 import(']);
  });

  test.each([
    ['export async function read() {}', 'async'],
    ['const x = await y;', 'await'],
    ['const at = Date.now();', 'Date.now'],
    ['const at = new Date();', 'new Date()'],
    ['const at = new Date;', 'new Date'],
    ['const at = Date();', 'Date('],
    ['const odd = Math.random() < 0.5;', 'Math.random'],
    ['const { random } = Math;', 'Math;'],
    ["console.log('x');", 'console'],
    ['setTimeout(go, 1);', 'setTimeout'],
    ["fetch('x');", 'fetch'],
    ['const home = process.env.HOME;', 'process'],
    ['const { now } = globalThis.Date;', 'globalThis'],
    [`const text = \`at \${Date.now()}\`;`, 'Date.now'],
    ['const hour = at.getHours();', '.getHours('],
    ['names.sort((a, b) => a.localeCompare(b));', '.localeCompare('],
  ])('what is impure in %j', (text, word) => {
    expect(impure({ 'core/x.ts': `\n${text}` })).toEqual([`core/x.ts:2 ${word}`]);
  });

  test('nothing in comments, texts, patterns, types, fields and text holes', () => {
    const text = [
      '// await Date.now()',
      '/* console.log */ const quote = /[\'"`/]/; const ratio = a / b / c;',
      `const words = 'process.env' + "fetch('x')" + \`async \${quote} await\`;`,
      'const at = new Date(milliseconds);',
      "const url = 'https://example.org'; // import { x } from '../io/files.ts'",
      "const sample = `import { x } from '../io/files.ts';`;",
      'const rest = { now: clock.now, console: 1 }; const { length } = rest.fetch;',
    ].join('\n');
    const all = [wrongWay, wrongPackages, computedImports, impure, processUses];
    expect(all.flatMap((rule) => rule({ 'core/x.ts': text }))).toEqual([]);
  });

  test('the process outside main.ts', () => {
    const text = 'if (process.env.CI) process.exit(1);';
    expect(processUses({ 'io/x.ts': text, 'main.ts': text })).toEqual(['io/x.ts:1 process']);
    expect(processUses({ 'cli/x.ts': '\nglobalThis.process;' })).toEqual(['cli/x.ts:2 process']);
  });
});

function wrongWay(sources: Sources): string[] {
  const inner = importsIn(sources).filter(({ inside }) => inside);
  return inner.filter((one) => !mayImport(one)).map(complaint);
}

function mayImport({ file, target }: Import): boolean {
  const to = layerOf(target);
  if (to === undefined) return false;
  if (to === 'emulator' && layerOf(file) === 'cli') return startsEmulator.test(file);
  return ruleFor(file).imports.includes(to);
}

function wrongPackages(sources: Sources): string[] {
  const outer = importsIn(sources).filter(({ inside }) => !inside);
  return outer.filter((one) => !mayUse(one)).map(complaint);
}

function mayUse({ file, target, typeOnly }: Import): boolean {
  const disguised = builtinModules.includes(target) || target === 'node:process';
  const { packages, types = nothing } = ruleFor(file);
  return !disguised && (packages.test(target) || (typeOnly && types.test(target)));
}

function computedImports(sources: Sources): string[] {
  return search(sources, () => true, [/(?<![.\w$])(?:import|require)\s*\((?!\s*['"])/g]);
}

/** Each circle once, from its first file in the alphabet on. */
function circles(sources: Sources): string[] {
  const inner = importsIn(sources).filter(({ inside }) => inside);
  const found: string[] = [];
  const left = new Set<string>();
  for (const file of Object.keys(sources).sort()) follow(file, []);
  return found;

  function follow(file: string, path: readonly Import[]): void {
    const start = path.findIndex((step) => step.file === file);
    if (start >= 0) found.push(circle(path.slice(start), file));
    if (start >= 0 || left.has(file)) return;
    for (const step of inner.filter((one) => one.file === file)) follow(step.target, [...path, step]);
    left.add(file);
  }
}

function circle(steps: readonly Import[], end: string): string {
  return [...steps.map(({ file, line }) => `${file}:${line}`), end].join(' → ');
}

const free = '(?<![.\\w$])';
const notAKey = '(?!\\s*:|[\\w$])';
const impurities = [
  new RegExp(`${free}(?:async|await|Promise|console|process|globalThis|performance|crypto)${notAKey}`, 'g'),
  new RegExp(
    `${free}(?:set(?:Timeout|Interval|Immediate)|queueMicrotask|fetch|navigator|eval)${notAKey}`,
    'g',
  ),
  // Taken apart, Math would hide its chance.
  /(?<![.\w$])Math(?:\.random|(?!\.)[^\w])/g,
  /(?<![.\w$]|new )Date(?:\.now|\()/g,
  /(?<![.\w$])new Date(?:\(\)|(?![\w(]))/g,
  // The system's time zone and language differ from machine to machine, and a plan's id must not.
  /\.(?:get|set)(?:FullYear|Month|Date|Day|Hours|Minutes|TimezoneOffset)\(/g,
  /\.(?:toLocale\w*|localeCompare)\(/g,
];

function impure(sources: Sources): string[] {
  return search(sources, (file) => layerOf(file) === 'core', impurities);
}

function processUses(sources: Sources): string[] {
  const elsewhere = (file: string) => file !== 'main.ts' && layerOf(file) !== 'generated';
  return search(sources, elsewhere, [/(?<![\w$.])process(?![\w$]|\s*:)|(?<=globalThis\.)process/g]);
}

/** `file:line what` for the first place on each line where a pattern is in the code, as opposed to texts and comments. */
function search(
  sources: Sources,
  concerns: (file: string) => boolean,
  patterns: readonly RegExp[],
): string[] {
  const files = Object.keys(sources).filter(concerns).sort();
  const all = files.flatMap((file) => {
    const code = without(sources[file]!, ['comment', 'text', 'template', 'pattern']);
    const hits = patterns.flatMap((pattern) => [...code.matchAll(pattern)]);
    return hits.map(({ index, 0: what }) => `${file}:${lineAt(code, index)} ${what.trim()}`);
  });
  return [...new Set(all)];
}

function importsIn(sources: Sources): Import[] {
  return Object.entries(sources).flatMap(([file, text]) => importsOf(file, text));
}

const statement = /(?<![.\w$])(?:import|export)(\s+type\b)?\s*(?:[\w\s{},*$]*?\bfrom\s*)?'([^']+)'/g;
const call = /(?<![.\w$])(?:import|require)\s*\(\s*'([^']+)'/g;

function importsOf(file: string, text: string): Import[] {
  const readable = without(text, ['comment', 'template', 'pattern']).replaceAll('"', "'");
  const code = without(text, ['comment', 'template', 'pattern', 'text']);
  const isCode = ({ index }: RegExpExecArray) => /[a-z]/.test(code[index]!);
  const statements = [...readable.matchAll(statement)].filter(isCode);
  const calls = [...readable.matchAll(call)].filter(isCode);
  return [
    ...statements.map(({ index, 1: type, 2: name }) => ({
      index,
      name: name!,
      typeOnly: type !== undefined,
    })),
    ...calls.map(({ index, 1: name }) => ({ index, name: name!, typeOnly: false })),
  ].map(({ index, name, typeOnly }) => {
    const inside = name.startsWith('.');
    const target = inside ? posix.join(posix.dirname(file), name) : name;
    return { file, line: lineAt(text, index), target, inside, typeOnly };
  });
}

function complaint({ file, line, target }: Import): string {
  return `${file}:${line} imports ${target}`;
}

function ruleFor(file: string): Rule {
  const layer = layerOf(file);
  if (layer === undefined) throw new Error(`src/${file} lies in no layer`);
  return rules[layer];
}

function layerOf(file: string): Layer | undefined {
  if (file === 'main.ts') return 'main';
  const [folder, rest] = file.split('/', 2);
  return rest === undefined ? undefined : layers.find((layer) => layer === folder && layer !== 'main');
}

function lineAt(text: string, index: number): number {
  return text.slice(0, index).split('\n').length;
}

type Kind = 'comment' | 'text' | 'template' | 'pattern';
type Span = { readonly kind: Kind; readonly from: number; readonly to: number };

/** The source with these kinds blanked but for the quotes around them; offsets and lines stay. */
function without(source: string, kinds: readonly Kind[]): string {
  const parts: string[] = [];
  let end = 0;
  for (const { kind, from, to } of spansOf(source)) {
    if (!kinds.includes(kind)) continue;
    parts.push(source.slice(end, from), source.slice(from, to).replace(/[^\n]/g, ' '));
    end = to;
  }
  return parts.join('') + source.slice(end);
}

const lexeme =
  /(?<comment>\/\/[^\n]*|\/\*[\s\S]*?\*\/)|(?<text>'(?:[^'\\]|\\[\s\S])*'|"(?:[^"\\]|\\[\s\S])*")|(?<space>\s+)|[\w$]+|[\s\S]/y;
const pattern = /\/(?![*/])(?:[^[\\/\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//y;
const templatePart = /(?:[^`\\$]|\\[\s\S]|\$(?!\{))*(?:`|\$\{|$)/y;
/** After these a slash begins a pattern; after anything else it divides. */
const beforePattern = /^(?:[([{,;=:!&|?+\-*%<>~^]|return|typeof|case|in|of|void|)$/;

/** Where comments, texts, templates and patterns are: as much of a lexer as these rules need. */
function spansOf(source: string): Span[] {
  const spans: Span[] = [];
  /** For each `${` that is open, the braces open inside it. */
  const holes: number[] = [];
  let last = '';
  let at = 0;
  while (at < source.length) {
    const slashes = beforePattern.test(last) ? matchAt(pattern, source, at) : undefined;
    if (slashes) keep('pattern', slashes[0].length, 1);
    else readLexeme(matchAt(lexeme, source, at)!);
  }
  return spans;

  function readLexeme({ 0: token, groups }: RegExpExecArray): void {
    if (groups?.comment) keep('comment', token.length, 0);
    else if (groups?.text) keep('text', token.length, 1);
    else {
      at += token.length;
      if (!groups?.space) readCode(token);
    }
  }

  function readCode(token: string): void {
    last = token;
    if (token === '`') readTemplatePart();
    else if (token === '}' && holes.at(-1) === 0) {
      holes.pop();
      readTemplatePart();
    } else if (token === '{' && holes.length > 0) holes[holes.length - 1]! += 1;
    else if (token === '}' && holes.length > 0) holes[holes.length - 1]! -= 1;
  }

  function readTemplatePart(): void {
    const part = matchAt(templatePart, source, at)![0];
    const ending = part.endsWith('${') ? 2 : 1;
    spans.push({ kind: 'template', from: at, to: at + part.length - ending });
    at += part.length;
    last = ending === 2 ? '{' : '`';
    if (ending === 2) holes.push(0);
  }

  function keep(kind: Kind, length: number, quote: number): void {
    spans.push({ kind, from: at + quote, to: at + length - quote });
    at += length;
    if (kind !== 'comment') last = kind;
  }
}

function matchAt(expression: RegExp, source: string, at: number): RegExpExecArray | undefined {
  expression.lastIndex = at;
  return expression.exec(source) ?? undefined;
}

function read(): Sources {
  const folder = new URL('../src/', import.meta.url);
  const names = readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((name) =>
    name.replaceAll('\\', '/'),
  );
  const files = names.filter((name) => name.endsWith('.ts')).sort();
  return Object.fromEntries(files.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]));
}
