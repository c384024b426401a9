import { expect, test } from 'vitest';
import { aView } from '../../../test/support/view.ts';
import { Picture } from './picture.tsx';

test('what is drawn has its exact time, and hostile names are only text', () => {
  const from = Date.parse('2026-11-26T08:20:00Z');
  const bars = [{ from, to: from + 3_600_000, look: 'base', text: '"><script>' }] as const;
  const lanes = [{ kind: 'value', name: '<img>', bars }] as const;
  const html = `${Picture({ view: aView('/', 'en', from), span: { from, to: from + 86_400_000 }, lanes })}`;
  expect(html).toContain('09:20:00 CET');
  expect(html).not.toMatch(/<img|<script/);
});
