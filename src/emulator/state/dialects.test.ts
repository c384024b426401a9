import fc from 'fast-check';
import { expect, test } from 'vitest';
import { dialectNames, dialects, isDialect, named, renamed } from './dialects.ts';

test('each generation has a path, and names things in its own way', () => {
  for (const version of dialectNames) {
    const { path, naming } = dialects[version];
    expect([path, naming]).toEqual(version.startsWith('1.') ? ['v1', 'PascalCase'] : ['v2', 'camelCase']);
  }
});

test('from 2.1 on options have another name, and may be null', () => {
  const later = dialectNames.filter((version) => dialects[version].list === 'configurations');
  expect(later).toEqual(dialectNames.filter((name) => Number(name) >= 2.1));
  expect(dialectNames.filter((version) => dialects[version].acceptsNull)).toEqual(later);
});

test('only what is in the table is a dialect', () => {
  expect(dialectNames.every(isDialect)).toBe(true);
  expect(['3.0', 'toString', ''].some(isDialect)).toBe(false);
});

test('renaming keeps all values and all fields, at any depth', () => {
  const back = (text: string) =>
    text.replace(/"(\w+)":/g, (_, key: string) => `"${key.charAt(0).toLowerCase()}${key.slice(1)}":`);
  const key = fc.stringMatching(/^[a-z][A-Za-z]{0,5}$/);
  const { tree } = fc.letrec((tie) => ({
    tree: fc.oneof(fc.integer(), fc.constant(null), fc.array(tie('tree')), fc.dictionary(key, tie('tree'))),
  }));
  fc.assert(
    fc.property(tree, (json) => {
      expect(renamed(json, 'camelCase')).toBe(json);
      expect(back(JSON.stringify(renamed(json, 'PascalCase')))).toBe(JSON.stringify(json));
    }),
  );
  expect(named('syncName', 'PascalCase')).toBe('SyncName');
});
