import { expect, test } from 'vitest';
import { aChange, aPass, told } from '../../../test/support/history.ts';
import { servePages } from '../../../test/support/pages.ts';
import { aView, textOf } from '../../../test/support/view.ts';
import type { HistoryRecord } from '../../journal/history.ts';
import type { RecentAnswer } from '../../journal/recent/recent.io.ts';
import type { Language } from '../../report/html/language.ts';
import { HistoryPage } from './page.tsx';
import { readQuery } from './query.ts';

const rest = { tally: new Map(), isThere: true, damaged: 0 };
const found = (records: readonly HistoryRecord[]): RecentAnswer => ({
  ...{ kind: 'found', history: { records, total: records.length }, ...rest },
});

function drawn(answer: RecentAnswer, address = '/history', language: Language = 'en'): string {
  const view = aView(address, language);
  const read = readQuery(view.address, view.here);
  return `${HistoryPage({ view, read, answer, tenants: ['acme'], syncs: [] })}`;
}

test('a change has its time, links, author, cause and outcome', () => {
  const commit = { author: 'Anna <b>', subject: 'Night shift' };
  const html = drawn(found([aChange({ commit, cause: 'live', outcome: 'failed', error: told })]));
  for (const part of ['href="/tenants/acme/syncs/s1"', 'Anna &lt;b&gt;', '[timeout]', '1a2b3c4'])
    expect(html).toContain(part);
  expect(html).toMatch(/13:00:05.*datetime="2026-03-04T12:00:05.000Z"/s);
  expect(textOf(html)).toContain('interval 10m → 5mchanged in Wawi');
});

test('the newest stands first, and what is alike on many tenants once', () => {
  const fleet = ['a', 'b', 'c', 'd'].map((tenant) => aChange({ tenant }));
  const later = aPass({ time: '2026-03-05T12:00:00.000Z', pass: 'p2', told: [{ ...told, hint: 'wait' }] });
  const html = drawn(found([...fleet, later]), '/history', 'de');
  expect(html.match(/<tr>/g)).toHaveLength(4);
  expect(html).toContain('auf 4 Mandanten');
  expect(html.indexOf('5. März')).toBeLessThan(html.indexOf('4. März'));
  expect(html).toMatch(/refused.*it took too long.*wait/s);
});

test('more than a page is parted, and each part leads to the next', () => {
  const many = Array.from({ length: 250 }, (_, number) =>
    aChange({
      pass: `p${number}`,
      time: new Date(Date.parse('2026-03-04T00:00:00Z') + number).toISOString(),
    }),
  );
  const html = drawn(found(many), '/history?tenant=acme&page=2');
  expect(html).toContain('rel="prev" href="/history?tenant=acme"');
  expect(html).toContain('rel="next" href="/history?tenant=acme&amp;page=3"');
});

test('what cannot be read is told, damaged or whole', () => {
  const problem = { code: 'journal-unreadable', message: 'the journal cannot be read: EACCES' } as const;
  expect(drawn({ kind: 'unreadable', problem })).toContain('check --state-dir');
  expect(drawn({ ...found([]), damaged: 2 } as RecentAnswer)).toContain('sollist history --verify');
  expect(drawn({ ...found([]), isThere: false } as RecentAnswer)).toContain('There is no journal yet');
});

test('a malformed time is told beside its field, and the page stays', async () => {
  const response = await (await servePages()).ask('/history?since=gibberish');
  expect(response.status).toBe(400);
  expect(await response.text()).toMatch(/value="gibberish".*aria-invalid="true".*class="mistake"/s);
});
