import { expect, test } from 'vitest';
import { createProgress } from './progress.ts';

test('a line is drawn ten times a second at most, and leaves nothing behind', () => {
  let [now, written] = [0, ''];
  const progress = createProgress(
    (text) => {
      written += text;
    },
    () => now,
  );
  progress.clear();
  expect(written).toBe('');
  progress.show(() => 'one');
  progress.show(() => 'two');
  now = 100;
  progress.show(() => 'three');
  progress.clear();
  expect(written).toBe('\r\u001b[Kone\r\u001b[Kthree\r\u001b[K');
});
