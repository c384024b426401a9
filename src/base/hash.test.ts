import { expect, test } from 'vitest';
import { sha256 } from './hash.ts';

test('a digest is that of the bytes in UTF-8', () => {
  expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  expect(sha256('ä')).toBe(sha256(Buffer.from([0xc3, 0xa4]).toString('utf8')));
});
