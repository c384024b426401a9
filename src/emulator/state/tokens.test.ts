import { expect, test } from 'vitest';
import { createTokens } from './tokens.ts';

function tokens() {
  const clock = { now: 0 };
  let issued = 0;
  return {
    clock,
    tokens: createTokens(
      60,
      () => clock.now,
      () => `token-${++issued}`,
    ),
  };
}

test('a token is good for as long as it was said', () => {
  const { clock, tokens: all } = tokens();
  const token = all.issue(['worker.read']);
  clock.now = 59_999;
  expect(all.find(token)).toMatchObject({ scopes: ['worker.read'] });
  clock.now = 60_000;
  expect(all.find(token)).toBeUndefined();
});

test('each token is for itself, and one that was never issued is none', () => {
  const { clock, tokens: all } = tokens();
  const first = all.issue(['worker.read']);
  clock.now = 30_000;
  const second = all.issue(['worker.write']);
  clock.now = 70_000;
  expect([all.find(first), all.find(second)?.scopes, all.find('token-9')]).toEqual([
    undefined,
    ['worker.write'],
    undefined,
  ]);
});

test('all are revoked at once', () => {
  const { tokens: all } = tokens();
  const token = all.issue([]);
  all.revokeAll();
  expect(all.find(token)).toBeUndefined();
});
