import { expect, test } from 'vitest';
import { Paging } from './paging.tsx';

const words = { label: 'Pages', before: 'Before', after: 'After', children: 'here' };
const drawn = (page: number, pages: number) =>
  `${Paging({ ...words, page, pages, hrefOf: (to) => `/?page=${to}` })}`;

test('a page leads to those before and after it, as far as there are any', () => {
  expect(drawn(2, 3)).toMatch(/rel="prev" href="\/\?page=1".*here.*rel="next" href="\/\?page=3"/);
  expect(drawn(1, 2)).not.toContain('rel="prev"');
  expect(drawn(2, 2)).not.toContain('rel="next"');
});

test('a single page needs no ways', () => {
  expect(Paging({ ...words, page: 1, pages: 1, hrefOf: () => '' })).toBeNull();
});
