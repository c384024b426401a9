import fc from 'fast-check';
import { expect, it, test } from 'vitest';
import { runs } from '../../test/support/runs.ts';
import { createLocate } from './locate.ts';
import { parseAny } from './parse.ts';
import { readSimple } from './simple.ts';

const usual = `# a comment
sync: { name: Amazon, salesChannel: "Amazon DE" } # another
interval: 20m
tenants:
- acme
- 'globex'
windows:
  - start: 0 8 * * 1-5
    configs:
      Minimum margin: -7.25

---
a: [1, { b: [] }]
`;

test.each([
  ['LF', usual],
  ['CRLF', usual.replaceAll('\n', '\r\n')],
])('what files are made of is read here, with lines that end with %s', (_, text) => {
  expect(readSimple(text)?.map(({ data }) => data)).toEqual([
    {
      sync: { name: 'Amazon', salesChannel: 'Amazon DE' },
      interval: '20m',
      tenants: ['acme', 'globex'],
      windows: [{ start: '0 8 * * 1-5', configs: { 'Minimum margin': -7.25 } }],
    },
    { a: [1, { b: [] }] },
  ]);
});

test.each([
  ['a key twice', 'a: 1\na: 2\n'],
  ['a value in two lines', 'a: b\n  c\n'],
  ['an empty value', 'a:\n'],
  ['an anchor', 'a: &b c\n'],
  ['a merge key', 'a: { <<: b }\n'],
  ['an escape', 'a: "\\n"\n'],
  ['a quote that is not closed', "a: 'b\n"],
  ['a tab', 'a:\t1\n'],
  ['a colon in a value', 'a: b: c\n'],
  ['an indentation that fits nowhere', 'a:\n    b: 1\n  c: 2\n'],
  ['more levels than anybody writes', `a: ${'['.repeat(60)}${']'.repeat(60)}\n`],
  ['more than has room', `a: [${'1,'.repeat(80_000)}1]\n`],
])('%s is left to the library', (_, text) => {
  expect(readSimple(text)).toBeUndefined();
});

/** What has a meaning in YAML, and what looks as if it had. */
const pieces = [
  ...['a', 'b: ', 'c:', ' ', '  ', '- ', '\n', '\n  ', '\n- ', '\n    ', '\n---\n', '\n...', '# c', ' #c'],
  ...['{ ', ' }', '[', ']', ', ', ',', ':', '-', '"', "'", '""', '"x"', "'y'", '"k": ', '? ', '<<: '],
  ...['&x ', '*x', '!t ', '|', '>', '%', '@', '`', '\\', '\t', '012', '-3', '~', 'null', '.', '='],
  ...[
    '\r',
    '\r\n',
    '\r\n',
    'é',
    'e\u0301',
    '\u00a0',
    '\u3000',
    '\ufeff',
    '__proto__',
    'http://x:1',
    '{ a: 1, d: [e] }',
  ],
];

/** A map with a slip here and there. */
const nearlySound = fc
  .tuple(
    fc.array(fc.constantFrom(...usual.split(/(?<=\n)/), 'a: 1\n', '  b: 2\n')),
    fc.nat(),
    fc.nat(2),
    fc.constantFrom('\n', '\r\n'),
  )
  .chain(([lines, place, cut, end]) => {
    const text = lines.join('').replaceAll('\n', end);
    const at = place % (text.length + 1);
    return fc.constantFrom('', ...pieces).map((piece) => text.slice(0, at) + piece + text.slice(at + cut));
  });

it('reads just what the library reads, with every place, and nothing that it finds fault with', () => {
  const any = fc.oneof(
    fc.array(fc.constantFrom(...pieces), { maxLength: 12 }).map((all) => all.join('')),
    nearlySound,
  );
  const isSame = (text: string) => {
    const documents = readSimple(text);
    if (!documents) return;
    expect({ documents, problems: [], omitted: 0 }).toEqual(parseAny(text, createLocate('a.yaml', text)));
  };
  fc.assert(fc.property(any, isSame), runs(1000));
});
