import { expect, test } from 'vitest';
import { aView } from '../../../test/support/view.ts';
import { Missing } from './missing.tsx';

test('where there is nothing there is somewhere to go', () => {
  const html = `${Missing({ view: aView(), title: 'Nothing', links: [['/tenants/acme', 'acme']], back: ['/', 'All'] })}`;
  expect(html).toContain('<h1>Nothing</h1>');
  expect(html).toContain('<a href="/tenants/acme"><bdi>acme</bdi></a>');
  expect(html).toContain('<a class="button" href="/">All</a>');
});
