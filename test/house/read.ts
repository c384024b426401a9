import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readSource, type Source } from './source.ts';

export type House = {
  readonly sources: readonly Source[];
  /** What the schemas are made into, which no limit concerns. */
  readonly generated: readonly Source[];
  /** The names of the tests that stand beside their source. */
  readonly tests: readonly string[];
};

/** The TypeScript below a folder, each file named as seen from there. */
export function readHouse(folder: string): House {
  const all = readdirSync(folder, { recursive: true, encoding: 'utf8' });
  const names = all
    .map((name) => name.replaceAll('\\', '/'))
    .filter((name) => /\.tsx?$/.test(name))
    .sort();
  const tests = names.filter((name) => /\.test\.tsx?$/.test(name));
  const read = (name: string) => readSource(name, readFileSync(join(folder, name), 'utf8'));
  const sources = names.filter((name) => !tests.includes(name)).map(read);
  const isGenerated = ({ file }: Source) => file.startsWith('generated/');
  return {
    sources: sources.filter((source) => !isGenerated(source)),
    generated: sources.filter(isGenerated),
    tests,
  };
}
