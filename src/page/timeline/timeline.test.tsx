import { expect, test } from 'vitest';
import { aView } from '../../../test/support/view.ts';
import { SyncTimeline } from './timeline.tsx';

test('without a course nothing is drawn', () => {
  const sync = { id: '', name: 'Ebay', salesChannel: null };
  expect(SyncTimeline({ view: aView(), sync: { sync, holds: [] } })).toBeNull();
});
