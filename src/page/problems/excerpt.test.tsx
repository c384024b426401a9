import { expect, test } from 'vitest';
import { ExcerptLines } from './excerpt.tsx';

test('what no font need draw in one cell gets the cells of a terminal', () => {
  const html = `${ExcerptLines({ excerpt: { number: '3', before: 'a: ש日', after: '<x>' } })}`;
  expect(html).toContain('a: <span class="cell">ש</span><span class="cell wide">日</span>&lt;x&gt;');
  expect(html.replace(/<[^>]+>/g, '').split('\n')[1]).toBe('  |       ^');
});
