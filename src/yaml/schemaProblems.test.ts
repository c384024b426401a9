import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import { declareAnnotations } from '../../scripts/annotations.js';
import { createLocate } from './locate.ts';
import { parseYaml } from './parse.ts';
import { explain } from './schemaProblems.ts';
import { vocabularyOf } from './vocabulary.ts';

const schema = {
  type: 'object',
  additionalProperties: false,
  properties: {
    size: { type: 'string', pattern: '^\\d+[kM]$', 'x-wording': 'a size like 5k', description: 'How large.' },
    colour: { type: 'string', pattern: '^#', description: 'Of the frame, as in CSS.' },
    teams: { type: 'string', pattern: '^https://', 'x-secret': true },
    inner: { type: 'object', additionalProperties: false, properties: { weight: { type: 'number' } } },
    pair: { type: 'object', oneOf: [{ required: ['left'] }, { required: ['right'] }] },
    alone: { type: 'object', not: { required: ['x', 'y'] } },
    points: { type: 'array', items: { type: 'number' } },
  },
};

describe('what is said of a key comes out of the schema', () => {
  test.each([
    ['size: big', '`size` is `big`, but must be a size like 5k', 'How large.'],
    ['colour: red', '`colour` is `red`, but must be of the form ^#', 'Of the frame, as in CSS.'],
    ['colur: "#fff"', 'unknown key `colur`', 'did you mean `colour`?'],
    ['inner: { wight: 5 }', 'unknown key `wight`', 'did you mean `weight`?'],
    ['pair: {}', '`pair` needs either `left` or `right`', undefined],
    ['pair: { left: 1, right: 2 }', 'both `left` and `right` are there', 'keep one of them'],
    ['alone: { x: 1, y: 2 }', 'both `x` and `y` are there', 'keep one of them'],
    ['points: [1, two]', 'an entry of `points` must be a number, but is text', undefined],
  ])('%s', (text, message, hint) => {
    expect(problemsIn(text)).toEqual([
      expect.objectContaining({ message, ...(hint !== undefined && { hint }) }),
    ]);
  });
});

test.each(['teams: hunter2', 'teams: 4711', 'teams: [hunter2]', 'teams: { hunter2: 4711 }'])(
  'of a secret that breaks its schema the value is not told: %s',
  (text) => {
    const problems = problemsIn(text);
    expect(problems).toMatchObject([{ message: expect.stringContaining('`teams`'), sensitive: true }]);
    expect(JSON.stringify(problems)).not.toMatch(/hunter2|4711/);
  },
);

function problemsIn(text: string) {
  const ajv = new Ajv2020({ allErrors: true, strictRequired: false });
  declareAnnotations(ajv);
  const validate = ajv.compile(schema);
  const locate = createLocate('x.yaml', text);
  const [root] = parseYaml(text, locate).documents;
  validate(root!.data);
  return explain(validate.errors ?? [], root!, locate, vocabularyOf(schema));
}
