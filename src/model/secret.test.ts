import { expect, it } from 'vitest';
import { secretKey } from './secret.ts';

it('two references are one secret where they lead to one place', () => {
  const env = (folder: string) => secretKey({ ref: { env: 'A' }, folder });
  const file = (folder: string) => secretKey({ ref: { file: 'a' }, folder });
  expect(env('/x')).toBe(env('/y'));
  expect(file('/x')).toBe(file('/x'));
  expect(file('/x')).not.toBe(file('/y'));
  expect(env('/x')).not.toBe(secretKey({ ref: { file: 'A' }, folder: '/x' }));
});
