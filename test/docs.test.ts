import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import manifest from '../package.json' with { type: 'json' };
import { folders, tiers } from './house/rules.ts';

const root = fileURLToPath(new URL('../', import.meta.url));
const decisions = readdirSync(join(root, 'docs/decisions')).map((name) => `docs/decisions/${name}`);
const pages = ['README.md', 'CONTRIBUTING.md', 'docs/architecture.md', ...decisions];
const architecture = read('docs/architecture.md');

describe.each(pages)('%s', (page) => {
  const text = read(page);

  test('names files and folders that are there', () => {
    expect(filesNamedIn(text).filter((name) => !isThere(name))).toEqual([]);
  });

  test('leads to pages that are there', () => {
    const links = [...text.matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)].map(([, target]) => target!);
    expect(links.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
  });

  test('shows pictures that are there', () => {
    const shown = [...text.matchAll(/(?:src|srcset)="(?!https?:)([^"]+)"/g)].map(([, target]) => target!);
    expect(shown.filter((target) => !existsSync(join(root, dirname(page), target)))).toEqual([]);
  });

  test('names scripts of package.json', () => {
    const named = [...text.matchAll(/npm run (?:--\S+ )?([\w:]+)/g)].map(([, name]) => name!);
    expect(named.filter((name) => !Object.hasOwn(manifest.scripts, name))).toEqual([]);
  });

  test('names functions and types that are in the files it says', () => {
    const named = [...text.matchAll(/`(\w+)` in `([\w./-]+\.ts)`/g)];
    const missing = named.filter(([, name, file]) => !holds(file!, definitionOf(name!)));
    expect(missing.map(([whole]) => whole)).toEqual([]);
  });
});

describe('docs/architecture.md', () => {
  test('draws the folders in the order in which they import', () => {
    const [, picture] = /```\n(main\n[^`]*)```/.exec(architecture) ?? [];
    const drawn = picture
      ?.trim()
      .split('\n')
      .map((line) => line.split(/ +/));
    expect(drawn).toEqual(tiers.map((tier) => [...tier]).reverse());
  });

  test('says of each folder what it holds', () => {
    expect(firstCells('folder').toSorted()).toEqual([...folders].toSorted());
    const inSource = readdirSync(join(root, 'src'), { withFileTypes: true }).filter((one) =>
      one.isDirectory(),
    );
    expect(inSource.map(({ name }) => name).filter((name) => !folders.includes(name))).toEqual([]);
  });

  test('explains nouns that are exported where it says', () => {
    const nouns = [...tableOf('noun').matchAll(/^\| `(\w+)` \| `([\w./]+)` \|/gm)];
    expect(nouns.length).toBe(firstCells('noun').length);
    const missing = nouns.filter(([, noun, file]) => !holds(file!, `^export (?:type|class) ${noun}\\b`));
    expect(missing.map(([row]) => row)).toEqual([]);
  });
});

test('the README leads to the other pages for whoever works on it', () => {
  const others = ['CONTRIBUTING.md', 'docs/architecture.md'];
  expect(others.filter((page) => !read('README.md').includes(`](${page})`))).toEqual([]);
});

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** What stands as code and begins with a folder that is ours, or looks like a file. `syncs/` holds what users write. */
function filesNamedIn(text: string): readonly string[] {
  const spans = [...text.matchAll(/(?<!`)`([\w@.*/-]+)`(?!`)/g)].map(([, span]) => span!);
  const ours = new Set([...readdirSync(root), ...readdirSync(join(root, 'src'))]);
  return spans.filter((span) => {
    const [first, ...rest] = span.split('/');
    return rest.length > 0 && first !== 'syncs' && ours.has(first!);
  });
}

/** `NAME` stands for a file that is still to be written, and `*` for any. */
function isThere(name: string): boolean {
  const fixed = name.split('/').filter((part) => !/NAME|\*/.test(part));
  return pathOf(fixed.join('/')) !== undefined;
}

/** As seen from the root. What is named from `src/` on lies there. */
function pathOf(name: string): string | undefined {
  return [name, `src/${name}`].find((path) => existsSync(join(root, path)));
}

function holds(name: string, pattern: string): boolean {
  const path = pathOf(name);
  return path !== undefined && new RegExp(pattern, 'm').test(read(path));
}

/** A function, a value, a type, or a member of what a function makes. */
function definitionOf(name: string): string {
  return `\\b(?:function|const|type) ${name}\\b|^ +(?:async )?${name}\\(.*\\{$`;
}

function tableOf(heading: string): string {
  return new RegExp(`^\\| ${heading} \\|.*\\n(?:\\|.*\\n)+`, 'm').exec(architecture)?.[0] ?? '';
}

function firstCells(heading: string): readonly string[] {
  return [...tableOf(heading).matchAll(/^\| `([\w]+)`/gm)].map(([, name]) => name!);
}
