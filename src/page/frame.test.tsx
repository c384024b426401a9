import { expect, test } from 'vitest';
import { aView } from '../../test/support/view.ts';
import { Frame } from './frame.tsx';

test('the page that is open is marked among the others', () => {
  const html = `${Frame({ view: aView('/history?tenant=acme'), title: 'History' })}`;
  expect(html).toContain('<a href="/history" aria-current="page">');
  expect(html.match(/aria-current/g)).toHaveLength(1);
  expect(html).toContain('<title>✓ History · sollist</title>');
});

test('the switch of the language keeps what was asked for', () => {
  const html = `${Frame({ view: aView('/history?tenant=a%26b'), title: 'x' })}`;
  expect(html).toContain('href="/history?tenant=a%26b&amp;lang=de"');
});
