import { appendFileSync, mkdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { noon, useFolder } from '../../../test/support/journal.ts';
import { createRecent } from './recent.io.ts';

const place = useFolder();
const asked = { tenants: [], syncs: [], since: noon.getTime() - 1, limit: 2 };

it('the newest are kept, all are counted, and what cannot be read is told', async () => {
  await place.fill(4);
  const recent = createRecent(place.path());
  const before = await recent(asked);
  expect(before).toMatchObject({ kind: 'found', isThere: true, damaged: 0, history: { total: 4 } });
  expect(await recent(asked)).toBe(before);
  appendFileSync(place.path('journal.jsonl'), 'no record\n');
  const after = await recent(asked);
  expect(after).toMatchObject({ damaged: 1, history: { total: 4, records: [{}, {}] } });
});

it('what is older, or of another tenant, is not met', async () => {
  await place.fill(2);
  const recent = createRecent(place.path());
  const later = await recent({ ...asked, since: noon.getTime() + 1 });
  expect(later).toMatchObject({ history: { total: 0 } });
  expect(await recent({ ...asked, tenants: ['acm'] })).toMatchObject({ history: { total: 0 } });
});

it('no journal is none, and one that cannot be read says why', async () => {
  expect(await createRecent(place.path('nowhere'))(asked)).toMatchObject({ isThere: false });
  mkdirSync(place.path('journal.jsonl'));
  expect(await createRecent(place.path())(asked)).toMatchObject({
    kind: 'unreadable',
    problem: { code: 'journal-unreadable' },
  });
});
