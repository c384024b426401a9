import { expect, test } from 'vitest';
import { createLines, excerptOf, maskValues } from './excerpt.ts';

test('the line of a problem is cut at its place', () => {
  const problem = {
    code: 'unknown-key',
    message: '',
    origin: { file: 'a.yaml', line: 2, column: 3 },
  } as const;
  const lines = createLines(() => 'a:\n  b: 1\n');
  expect(excerptOf(problem, lines, 80)).toEqual({ number: '2', before: '  ', after: 'b: 1' });
  expect(excerptOf({ ...problem, sensitive: true }, lines, 80)?.after).toBe('(secret)');
  expect(
    excerptOf(
      problem,
      createLines(() => undefined),
      80,
    ),
  ).toBeUndefined();
});

test.each([
  ['apiKey: hunter2', 'apiKey: (secret)'],
  ['{ name: E, password: "hunter2" }', '{ name: E, password: (secret)'],
  ['clientSecret: { env: NAME }', 'clientSecret: { env: NAME }'],
  ['interval: 5m', 'interval: 5m'],
])('what may be a secret is not shown: %s', (line, shown) => {
  expect(maskValues(line)).toBe(shown);
});
