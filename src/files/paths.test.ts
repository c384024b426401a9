import { posix, win32 } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { below, foldedName, isForEverySystem, slashed } from './paths.ts';

const name = fc.stringMatching(/^[A-Za-z][\w ]{0,5}$/).filter((text) => isForEverySystem(text));
const names = fc.array(name, { minLength: 1, maxLength: 4 });
const systems = [
  { system: 'Linux', paths: posix, roots: ['/', '/srv/git', '/a\\b'] },
  {
    system: 'Windows',
    paths: win32,
    roots: ['C:\\', 'd:\\git', '\\\\server\\share\\', '\\\\?\\C:\\git', 'C:/a'],
  },
];

describe.each(systems)('on $system', ({ paths, roots }) => {
  const root = fc.constantFrom(...roots);

  it('a path leads to the same place with slashes', () => {
    fc.assert(
      fc.property(root, names, (from, way) => {
        const path = paths.join(from, ...way);
        const shown = slashed(path, paths);
        expect(paths.normalize(shown)).toBe(path);
        expect(slashed(shown, paths)).toBe(shown);
      }),
    );
  });

  it('what lies below a folder is where joining finds it', () => {
    fc.assert(
      fc.property(root, name, (from, one) => {
        const folder = slashed(from, paths);
        expect(paths.resolve(below(folder, one))).toBe(paths.resolve(from, one));
      }),
    );
  });
});

test('a backslash is a letter where paths are made with slashes', () => {
  expect(slashed('a\\b', posix)).toBe('a\\b');
  expect(slashed('\\\\?\\C:\\a/b', win32)).toBe('//?/C:/a/b');
});

test.each([
  ...['con', 'NUL', 'Aux.yaml', 'com1', 'LPT9.txt', 'COM¹', 'lpt².yaml', 'CONIN$', 'a:b', 'what?', 'a*'],
  ...['<a>', 'a|b', '"a"', 'a\\b', 'ends in a dot.', 'or a blank ', 'tab\t', 'ä'.repeat(128)],
])('Windows takes no %j', (one) => {
  expect(isForEverySystem(one)).toBe(false);
});

test.each([
  'console',
  'null.yaml',
  'com',
  'com10',
  'auxiliary',
  'Müller & Söhne',
  '.a',
  'a.b-c_d',
  "o'clock",
])('every system takes %j', (one) => {
  expect(isForEverySystem(one)).toBe(true);
});

test('names that differ in case or in how a letter is composed are one on some systems', () => {
  expect(foldedName('Ebay')).toBe(foldedName('eBAY'));
  expect(foldedName('Sch\u006f\u0308n')).toBe(foldedName('SCHÖN'));
});
