import { describe, expect, test } from 'vitest';
import { aView } from '../../../test/support/view.ts';
import { ApproveButton, ReconcileButton, SignOutButton } from './buttons.tsx';

const visit = { proof: 'abc', isSignedIn: true };
const plan = `sha256:${'a'.repeat(64)}`;

describe('a button', () => {
  test('is a form that posts, with its proof and the page to come back to', () => {
    const html = `${ApproveButton({ view: { ...aView('/?q=a"b'), visit }, plan })}`;
    expect(html).toContain('<form method="post" action="/actions/approve"');
    expect(html).toContain('name="proof" value="abc"');
    expect(html).toContain(`name="plan" value="${plan}"`);
    expect(html).toContain('name="from" value="/?q=a%22b"');
    expect(html).toContain('<button type="submit"');
  });

  test('is not there where nobody may press it', () => {
    for (const button of [ReconcileButton, SignOutButton])
      expect(`${button({ view: aView() })}`).not.toContain('<button');
    expect(`${ApproveButton({ view: aView(), plan })}`).not.toContain('<button');
    expect(
      `${SignOutButton({ view: { ...aView(), visit: { ...visit, isSignedIn: false } } })}`,
    ).not.toContain('<');
  });
});
