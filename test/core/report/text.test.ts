import { expect, it } from 'vitest';
import { plain } from '../../../src/core/report/printable.ts';
import type { Report } from '../../../src/core/report/report.ts';
import { reportText } from '../../../src/core/report/text.ts';
import { aChange, planned } from '../../support/report.ts';

const textOf = (report: Report) => reportText(report, { paint: plain, width: 100, problems: '' });

it('groups tenants, and tells syncs of one tenant that share a name each by itself', () => {
  const named = (tenant: string, id: string) =>
    aChange({ tenant, sync: { id, name: 'Ebay', salesChannel: null } });
  const text = textOf(planned({ changes: ['1', '2', '3'].map((id) => named('acme', id)) }));
  expect(text.match(/^acme \/ Ebay /gm)).toHaveLength(3);
  const both = ['t0', 't1', 't2'].flatMap((tenant) => [named(tenant, '1'), named(tenant, '2')]);
  expect(textOf(planned({ changes: both })).match(/^Ebay on 3 of 3 tenants/gm)).toHaveLength(2);
});
