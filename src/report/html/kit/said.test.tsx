import { expect, test } from 'vitest';
import { Said } from './said.tsx';

test('what is to be typed looks like it, and stays foreign text', () => {
  const html = `${Said({ text: 'run `sollist <plan>`' })}`;
  expect(html).toContain('<code><bdi>sollist &lt;plan&gt;</bdi></code>');
  expect(html).toContain('lang="en"');
});
