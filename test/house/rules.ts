import { builtinModules } from 'node:module';
import { betweenFolders, circles as circlesOf, type Edge } from './graph.ts';
import type { Import, Source } from './source.ts';
import { byHand } from './uses.ts';

/** From the ground up: a folder imports those of lower tiers, and its neighbours as long as no circle arises. */
export const tiers = [
  ['base'],
  ['model'],
  ['problems', 'yaml', 'http', 'files'],
  ['settings', 'desired'],
  ['reconcile'],
  ['report', 'wawi', 'catalogue'],
  ['daemon', 'pull'],
  ['journal', 'notify', 'memory'],
  ['page'],
  ['cli'],
  ['main'],
] as const;

/**
 * They stand beside the tiers. All may import `generated`, hardly anybody the emulator, and nobody what runs in a browser; of
 * them only that imports anything, the ground.
 */
const apart = ['generated', 'emulator', 'browser'] as const;

export const folders: readonly string[] = [...tiers.flat(), ...apart];

/** The files that may start the emulator: it is never chosen silently. */
const startsEmulator = /^cli\/(?:commands\/|daemon\/)?(?:emulat|run)\w*(?:\.io)?\.ts$/;

/** What a pure file takes from Node: functions of their arguments. */
const pureNames: Readonly<Record<string, 'all' | readonly string[]>> = {
  'node:buffer': 'all',
  'node:path': 'all',
  'node:util': 'all',
  'node:zlib': ['brotliCompressSync', 'deflateSync', 'gzipSync'],
  'node:crypto': ['createHash', 'createHmac', 'hash', 'timingSafeEqual'],
  'node:http': ['STATUS_CODES'],
  'node:net': ['isIP', 'BlockList'],
};

/** What the pure files of a folder take besides. Those of `cli` and `main` are not pure, but as choosy. */
const packages: Readonly<Record<string, RegExp>> = {
  base: /^(?:croner|string-width)$/,
  yaml: /^yaml$/,
  pull: /^yaml$/,
  http: /^p-retry$/,
  report: /^hono\/jsx/,
  daemon: /^(?:hono(?:\/.*)?|prom-client)$/,
  page: /^hono(?:\/.*)?$/,
  browser: /^idiomorph$/,
  emulator: /^hono$/,
  cli: /^(?:commander|yaml|node:(?:os|url))$/,
  main: /^node:/,
};

/** Their pure files may wait for what they are given; everybody else's answer at once. */
const mayWait = ['http', 'wawi', 'daemon', 'page', 'emulator', 'browser'];
const waiting = ['async', 'await', 'Promise'];

export const limits = {
  fileLines: 250,
  functionLines: 40,
  folderSources: 16,
  /** Names of types that several files declare. */
  ambiguousTypes: 10,
  /** Files on the longest chain of imports, generated code not counted. */
  chainFiles: 16,
} as const;

export function wrongWay(sources: readonly Source[]): string[] {
  return importsIn(sources)
    .filter(isInside)
    .filter(({ file, target }) => !mayImport(file, target))
    .map(complaint);
}

function mayImport(file: string, target: string): boolean {
  const [from, to] = [folderOf(file), folderOf(target)];
  if (!folders.includes(from) || !folders.includes(to)) return false;
  if (from === to) return true;
  if (to === 'emulator') return startsEmulator.test(file);
  if (from === 'browser') return to === 'base';
  if (from === 'base' || from === 'generated' || to === 'browser') return false;
  if (to === 'generated') return true;
  return from !== 'emulator' && tierOf(to) <= tierOf(from);
}

/** Purity is visible by name: only `*.io.ts`, `cli/**` and `main.ts` import an `*.io.ts`; types harm nobody. */
export function impureImports(sources: readonly Source[]): string[] {
  const inner = importsIn(sources.filter(isPure)).filter(isInside);
  return inner.filter(({ target, typeOnly }) => !typeOnly && isIo(target)).map(complaint);
}

export function wrongPackages(sources: readonly Source[]): string[] {
  const outer = importsIn(sources).filter(({ inside, target }) => !inside && target !== undefined);
  return outer.filter((one) => !mayUse(one)).map(complaint);
}

function mayUse({ file, target = '', typeOnly, names }: Import): boolean {
  const folder = folderOf(file);
  // The process comes as an argument from main.ts, and a Node module is seen to be one.
  if (builtinModules.includes(target) || target === 'node:process') return false;
  if (folder === 'emulator' && !/^(?:hono$|node:)/.test(target)) return false;
  if (typeOnly || isIo(file) || packages[folder]?.test(target)) return true;
  const pure = pureNames[target];
  return pure === 'all' || (pure !== undefined && names.every((name) => pure.includes(name)));
}

export function computedImports(sources: readonly Source[]): string[] {
  const computed = importsIn(sources).filter(({ target }) => target === undefined);
  return computed.map(({ file, line }) => `${file}:${line}`);
}

export function fileCircles(sources: readonly Source[]): string[] {
  return circlesOf(edgesOf(sources)).map((nodes) => nodes.join(' → '));
}

/** Of the imports that go the right way: a wrong one would hide them in its own circles. */
export function folderCircles(sources: readonly Source[]): string[] {
  const right = edgesOf(sources).filter(({ from, to }) => mayImport(from, to));
  return circlesOf(right.flatMap(betweenFolders)).map((nodes) => nodes.join(' → '));
}

/** Where a file whose name says that it is pure asks for more than its arguments. */
export function impureUses(sources: readonly Source[]): string[] {
  return sources.filter(isPure).flatMap((source) => {
    const waits = mayWait.includes(folderOf(source.file));
    return usesIn([source], (what) => what !== byHand && !(waits && waiting.includes(what)));
  });
}

export function processUses(sources: readonly Source[]): string[] {
  const elsewhere = sources.filter(({ file }) => file !== 'main.ts');
  return usesIn(elsewhere, (what) => what === 'process');
}

/** Where paths are made. What git calls its own has slashes everywhere, and so have addresses, which `cli/daemon` makes. */
const makesPaths =
  /^(?:files|settings|desired|catalogue|pull|journal|memory|reconcile\/savedPlan|cli)\/(?!paths\.ts$|commitTree|emulator|daemon\/)/;

export function joinedByHand(sources: readonly Source[]): string[] {
  return usesIn(
    sources.filter(({ file }) => makesPaths.test(file)),
    (what) => what === byHand,
  );
}

export function longFiles(sources: readonly Source[]): string[] {
  return sources.filter(({ lines }) => lines > limits.fileLines).map(({ file }) => file);
}

export function longFunctions(sources: readonly Source[]): string[] {
  return sources.flatMap(({ file, functions }) => {
    const long = functions.filter(({ lines }) => lines > limits.functionLines);
    return long.map(({ line, name }) => `${file}:${line} ${name || 'unnamed'}`);
  });
}

export function fullFolders(sources: readonly Source[]): string[] {
  const counts = new Map<string, number>();
  for (const folder of sources.map(pathOf)) counts.set(folder, (counts.get(folder) ?? 0) + 1);
  return [...counts].flatMap(([folder, count]) => (count > limits.folderSources ? [folder] : []));
}

/** The imports between files of src, of types too. */
export function edgesOf(sources: readonly Source[]): (Edge & Pick<Import, 'late'>)[] {
  const inner = importsIn(sources).filter(isInside);
  return inner.map(({ file, target, late }) => ({ from: file, to: target, late }));
}

type InnerImport = Import & { readonly target: string };

function isInside(one: Import): one is InnerImport {
  return one.inside;
}

function importsIn(sources: readonly Source[]): Import[] {
  return sources.flatMap(({ imports }) => imports);
}

function usesIn(sources: readonly Source[], concerns: (what: string) => boolean): string[] {
  const all = sources.flatMap(({ file, uses }) => {
    return uses.filter(({ what }) => concerns(what)).map(({ line, what }) => `${file}:${line} ${what}`);
  });
  return [...new Set(all)];
}

function isPure({ file }: Source): boolean {
  return !isIo(file) && !['cli', 'main', 'generated'].includes(folderOf(file));
}

function isIo(file: string): boolean {
  return file.endsWith('.io.ts');
}

/** The folder directly below src, or `main`. */
function folderOf(file: string): string {
  return file === 'main.ts' ? 'main' : file.split('/', 1)[0]!;
}

function pathOf({ file }: Source): string {
  return file.slice(0, file.lastIndexOf('/') + 1);
}

function tierOf(folder: string): number {
  return tiers.findIndex((names) => (names as readonly string[]).includes(folder));
}

function complaint({ file, line, target }: Import): string {
  return `${file}:${line} imports ${target}`;
}
