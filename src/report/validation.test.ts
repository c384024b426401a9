import { expect, test } from 'vitest';
import { plain } from '../base/paint.ts';
import { validationOutputs } from './validation.ts';

const look = { paint: plain, width: 80, textOf: () => undefined };
const valid = { files: 2, documents: 1, problems: [], warnings: [] };
const origin = { file: 'a.yaml', line: 1, column: 1 };
const bad = { ...valid, problems: [{ code: 'yaml', message: 'broken', origin } as const] };

test('people read a verdict that counts', () => {
  expect(validationOutputs.text(valid, look)).toBe('Valid: 1 document in 2 files.\n');
  expect(validationOutputs.text(bad, look)).toMatch(/\n1 problem in 1 file\.\n$/);
});

test('machines read the result, and GitHub an annotation a problem', () => {
  expect(JSON.parse(validationOutputs.json(bad)).result).toBe('problems');
  expect(validationOutputs.github(valid)).toBe('');
  expect(validationOutputs.github(bad)).toMatch(/^::error file=a\.yaml/);
});
