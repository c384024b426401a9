import { expect, test } from 'vitest';
import { aView } from '../../../test/support/view.ts';
import { NotDonePage, SignInPage } from './answers.tsx';

const view = { ...aView('/history?tenant=a'), visit: { proof: 'abc', isSignedIn: false } };

test('the sign-in asks for a token by a label, and says what comes after it', () => {
  const page = { view, action: 'approve', plan: `sha256:${'a1'.repeat(32)}`, mistake: 'wrong' } as const;
  const html = `${SignInPage(page)}`;
  expect(html).toMatch(
    /<label for="token">.*<input id="token"[^>]* type="password" autocomplete="current-password"/s,
  );
  expect(html).toContain('plan a1a1a1a1');
  expect(html).toContain('role="alert">wrong');
  expect(html).toContain('name="from" value="/history?tenant=a"');
  expect(html).not.toContain('<script');
});

test('what was not done has a way back', () => {
  expect(`${NotDonePage({ view, why: 'because' })}`).toContain('href="/history?tenant=a"');
});
