import { expect, test } from 'vitest';
import { Message } from './message.tsx';

test('what is to be typed looks like it, and stays foreign text', () => {
  const html = `${Message({ text: 'run `sollist <plan>`' })}`;
  expect(html).toContain('<code><bdi>sollist &lt;plan&gt;</bdi></code>');
  expect(html).toContain('lang="en"');
});
