import { expect, test } from 'vitest';
import { ebayId, serveDetail, textOf } from '../../../test/support/detail.ts';

const page = `/tenants/acme/syncs/${ebayId}`;

test('who wrote it last, and how often others changed it, in the language of the reader', async () => {
  const written = {
    ...{ time: '2026-03-04T09:00:00.000Z', revision: `3c4681b${'0'.repeat(33)}` },
    commit: { author: 'Anna Weber', subject: 'Night shift' },
  };
  const { ask } = await serveDetail({ asking: { past: () => ({ written, changedByOthers: 2 }) } });
  const text = await textOf(await ask(page, { headers: { 'accept-language': 'de' } }));
  expect(text).toMatch(/geschrieben vor 3 Std\. .* von 3c4681b Anna Weber/);
  expect(text).toContain('in 30 Tagen 2-mal von anderen geändert');
});
