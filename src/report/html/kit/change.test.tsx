import { expect, test } from 'vitest';
import { Change } from './change.tsx';

test('a change reads as one line of text, too', () => {
  const html = `${Change({ before: '10m', after: '<5m>' })}`;
  expect(html.replace(/<[^>]*>/g, '')).toBe('10m → &lt;5m&gt;');
  expect(html).toContain('<del><bdi>10m</bdi></del>');
});
