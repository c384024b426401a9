import { expect, test } from 'vitest';
import { Foreign } from './foreign.tsx';

test('foreign text is escaped and keeps its direction to itself', () => {
  expect(`${Foreign({ text: '<script>\u202e' })}`).toBe('<bdi>&lt;script&gt;\\u{202e}</bdi>');
});
