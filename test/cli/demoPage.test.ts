import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { demoPage } from '../../scripts/demoPage.ts';

/** Styles are drawn on all the time; the page gets those of the day on which it is made anew. */
const withoutStyle = (html: string) => html.replace(/<style>.*?<\/style>/s, '').replace(/sha256-[^&]*/, '');

test('docs/demo.html is the plan of the sample files (npm run docs)', async () => {
  const kept = readFileSync(new URL('../../docs/demo.html', import.meta.url), 'utf8');
  expect(withoutStyle(kept)).toBe(withoutStyle(await demoPage()));
});
