import { expect, test } from 'vitest';
import { aView } from '../../../test/support/view.ts';
import { ProblemEntry } from './entry.tsx';

test('what is at several places names each', () => {
  const at = (line: number) => ({ file: 'a.yaml', line, column: 1 });
  const group = [1, 2, 3].map((line) => ({ code: 'empty', message: 'x', origin: at(line) }) as const);
  const html = `${ProblemEntry({ view: aView(), group, lines: () => [], tone: 'outOfSync' })}`;
  expect(html).toContain('At 3 places');
  expect(html).toContain('a.yaml:3:1');
  expect(html).toMatch(/class="mark outOfSync".*warning/s);
});
