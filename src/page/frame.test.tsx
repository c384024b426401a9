import { expect, test } from 'vitest';
import { aView } from '../../test/support/view.ts';
import { Frame } from './frame.tsx';

test('the page that is open is marked among the others', () => {
  const html = `${Frame({ view: aView('/history?tenant=acme'), title: 'History' })}`;
  expect(html).toContain('<a href="/history" aria-current="page">');
  expect(html.match(/aria-current/g)).toHaveLength(1);
  expect(html).toContain('<title>✓ History · sollist</title>');
});

test('who hears a page is told of a pass that did something or was asked for, and not of each that finds the same', () => {
  const view = aView();
  const lastPass = view.lastPass!;
  const told = (changes: Partial<typeof lastPass>) =>
    /id="news"[^>]*>([^<]*)/.exec(
      `${Frame({ view: { ...view, lastPass: { ...lastPass, ...changes } }, title: 'x' })}`,
    )![1];
  expect(told({ number: 8 })).toBe(told({ number: 9 }));
  expect(told({ reasons: ['request'] })).toBe('Pass 7: in sync');
  const corrected = { result: 'applied' as const, summary: { ...lastPass.summary, values: 3 } };
  expect(told(corrected)).toBe('Pass 7: corrected, 3 values');
});

test('the switch of the language keeps what was asked for', () => {
  const html = `${Frame({ view: aView('/history?tenant=a%26b'), title: 'x' })}`;
  expect(html).toContain('href="/history?tenant=a%26b&amp;lang=de"');
});
