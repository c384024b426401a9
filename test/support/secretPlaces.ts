import fc from 'fast-check';
import { everyPlace, type Vocabulary } from '../../src/yaml/vocabulary.ts';

/** What must never be seen: a word, or a number where a word would be too good. */
const canary = 'canary4711';
export const leak = /canary|4711/i;

/** The topmost places that a schema calls secrets. `mayBePlain`: a plain value is none there. */
export function secretPlaces(vocabulary: Vocabulary) {
  return everyPlace(vocabulary).flatMap(([path, { secret }]) =>
    secret !== false && vocabulary.secretAt(path) === path ? [{ path, mayBePlain: secret !== true }] : [],
  );
}

type SecretPlace = ReturnType<typeof secretPlaces>[number];

/** Literals of many shapes; most break whatever pattern there is. */
const plain = fc.oneof(
  fc.string({ maxLength: 12 }).map((text) => JSON.stringify(`${text}${canary}${text}`)),
  fc.constantFrom(
    canary,
    `'${canary}'`,
    '4711',
    '-4711.5',
    '0x4711',
    `https://hooks.example.com/services/${canary}`,
    `https://me:${canary}@hooks.example.com/`,
    `https://hooks.example.com/?sig=${canary}`,
    `http://plain.example.com/${canary}`,
    `"a ${canary}\n      ${canary} b"`,
    `a ${canary}\n      ${canary} b`,
    `&anchor ${canary}`,
    `!tag ${canary}`,
    `!${canary} x`,
    `*${canary}`,
    `"${canary}`,
  ),
);

const composed = fc.constantFrom(
  `[${canary}]`,
  `[4711, ${canary}]`,
  `[[${canary}], { a: ${canary} }]`,
  '[4711]',
  `{ ${canary}: 1 }`,
  `{ ${canary}: 1, ${canary}: 2 }`,
  `{ env: "${canary}!" }`,
  `{ env: A, ${canary}: 4711 }`,
  `{ env: [${canary}] }`,
  `{ file: { ${canary}: 1 } }`,
  `{ env: A, file: ${canary} }`,
  `{ a: { b: { c: ${canary} } } }`,
);

/** What else is wrong on the same line, before the secret or behind it, so that the line is shown. */
const besides = fc.constantFrom(
  '',
  'foo: 1',
  'allowInsecure: 5',
  'events: [x]',
  'tokenUrl: 5',
  'reason: [',
  'foo bar',
);

/** A document with a literal at the place of a secret, and the slip of a key that stands for it now and then. */
export function documentsWith({ path, mayBePlain }: SecretPlace): fc.Arbitrary<string> {
  const keys = path.split('/').slice(1);
  const literal = mayBePlain ? composed : fc.oneof(plain, composed);
  return fc
    .record({ literal, before: besides, behind: besides, isFlow: fc.boolean() })
    .map(({ literal: text, before, behind, isFlow }) =>
      isFlow ? inFlow(keys, text, before, behind) : inBlock(keys, text, before, behind),
    );
}

function inFlow(keys: readonly string[], literal: string, before: string, behind: string): string {
  return keys.reduceRight((inner, key, at) => {
    if (/^\d+$/.test(key)) return `[${inner}]`;
    const isLast = at === keys.length - 1;
    return `{ ${isLast && before ? `${before}, ` : ''}${key}: ${inner}${isLast && behind ? `, ${behind}` : ''} }`;
  }, literal);
}

function inBlock(keys: readonly string[], literal: string, before: string, behind: string): string {
  const lines = keys.flatMap((key, at) => {
    const indent = '  '.repeat(at);
    const isLast = at === keys.length - 1;
    const line = `${indent}${/^\d+$/.test(key) ? '-' : `${key}:`}${isLast ? ` ${literal}` : ''}`;
    return [
      ...(isLast && before ? [`${indent}${before}`] : []),
      line,
      ...(isLast && behind ? [`${indent}${behind}`] : []),
    ];
  });
  return `${lines.join('\n')}\n`;
}
