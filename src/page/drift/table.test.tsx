import { expect, test } from 'vitest';
import { aView } from '../../../test/support/view.ts';
import { DriftTable } from './table.tsx';

test('only what has any is a row', () => {
  const none = { from: 0, to: 1, git: 0, live: 0, unknown: 0, corrected: 0, failed: 0, left: 0, total: 0 };
  const buckets = [none, { ...none, from: 1, to: 2, git: 3, corrected: 3, total: 3 }];
  const html = `${DriftTable({ view: aView(), buckets, hrefOf: () => '/there' })}`;
  expect(html.match(/scope="row"/g)).toHaveLength(1);
});
