import { expect, test } from 'vitest';
import { aView } from '../../../test/support/view.ts';
import { HistoryFilterForm } from './filter.tsx';
import { readQuery } from './query.ts';

test('a form without a script has what was asked, and the names that are known', () => {
  const view = aView('/history?tenant=%22%3E%3Cb');
  const known = { tenants: ['acme'], syncs: ['Ebay (Shop)'] };
  const html = `${HistoryFilterForm({ view, ...readQuery(view.address, view.here), ...known })}`;
  expect(html).toMatch(/<form[^>]* method="get" action="\/history"/);
  expect(html).toContain('value="&quot;&gt;&lt;b"');
  expect(html).toContain('<option value="Ebay (Shop)">');
});
