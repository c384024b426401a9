import { expect, test } from 'vitest';
import { createLocate } from './locate.ts';
import { parseYaml } from './parse.ts';
import { concealing } from './secretColumns.ts';
import { vocabularyOf } from './vocabulary.ts';

const vocabulary = vocabularyOf({
  properties: {
    key: { 'x-secret': true },
    other: { type: 'string' },
    configs: { additionalProperties: { 'x-secret': 'unless-plain' } },
  },
});

test.each([
  ['other: x\nkey: hunter2', [undefined, 6]],
  ['{ other: x, key: hunter2, last: y }', [18]],
  ['key: "hunter2\n  hunter2" # why\nother: x', [6, 1, undefined]],
  ['key:\n  - a\n  - b\nother: x', [5, 3, 5, undefined]],
  ['key: { env: NAME }\nother: x', [undefined, undefined]],
  ['key: { env: hunter-2 }', [6]],
  ['key: &anchor hunter2\nother: *anchor', [6, undefined]],
  ['configs: { a: plain, b: [hunter2] }', [25]],
])('each line of %j is blanked from where a secret in clear begins', (text, columns) => {
  expect(columnsOf(text)).toEqual(columns);
});

test.each([
  ['{ other: x, key: hunter2', [17]],
  ['key:\n  hunter2: [\nother: x', [5, 1, undefined]],
  ['other: [\n', [undefined, undefined]],
])('in %j, which is no sound YAML, it is what stands behind or below the key of one', (text, columns) => {
  expect(columnsOf(text, 'yaml')).toEqual(columns);
});

test('a problem that begins before the secret is blanked from itself on', () => {
  const origin = { file: 'a', line: 1, column: 3 };
  const problem = { code: 'bad-value', message: 'bad', origin, sensitive: true } as const;
  const source = sourceOf('{ key: hunter2 }');
  expect(concealing([problem], source)).toEqual([problem]);
});

function sourceOf(text: string) {
  const locate = createLocate('a', text);
  return { text, locate, vocabulary, roots: parseYaml(text, locate).documents };
}

/** From which column on each line is blanked, where a problem at its first column is told. */
function columnsOf(text: string, code: 'yaml' | 'bad-value' = 'bad-value') {
  const problems = text.split('\n').map((_, at) => ({
    code,
    message: 'bad',
    origin: { file: 'a', line: at + 1, column: 1 },
  }));
  return concealing(problems, sourceOf(text)).map(({ sensitive }) => sensitive);
}
