import stringWidth from 'string-width';
import { describe, expect, it, test } from 'vitest';
import { aChange, anOption, aPass, told } from '../../test/support/history.ts';
import { namesOfOddWidth } from '../../test/support/names.ts';
import { createCalendar } from '../base/calendar.ts';
import { plain } from '../base/paint.ts';
import { createSelection, type HistoryRecord } from './history.ts';
import { historyText, verificationText } from './text.ts';

const here = { now: 0, timezone: 'UTC', calendar: createCalendar() };

describe('the history for people', () => {
  it('is one line a change, newest last, below its day', () => {
    const records = [
      aChange({ time: '2026-03-04T12:00:05.000Z' }),
      aChange({
        ...anOption('Create orders', 'false', 'true'),
        outcome: 'failed',
        error: told,
        cause: 'live',
      }),
      aPass({ time: '2026-03-05T08:00:00.000Z', result: 'refused', told: [told] }),
    ];
    expect(textOf(records)).toBe(`2026-03-04 (UTC)
12:00:05 acme / Ebay (Shop)  interval 10m → 5m           applied           by 1a2b3c4 (schedule)  changed in git
12:00:05 acme / Ebay (Shop)  Create orders false → true  failed [timeout]  by 1a2b3c4 (schedule)  changed in Wawi
2026-03-05
08:00:00 pass: refused: it took too long [timeout]  by 1a2b3c4 (schedule)
1 applied, 1 failed, 1 pass: refused.
`);
  });

  it('tells a sync that nobody manages as seen, since no pass is refused because of it', () => {
    const news = { code: 'unmanaged.appeared', message: 'acme / Neu: new in Wawi' } as const;
    const text = textOf([aPass({ result: 'refused', told: [news] })]);
    expect(text).toContain(' seen: acme / Neu: new in Wawi [unmanaged.appeared] ');
    expect(text).toMatch(/^1 seen\.$/m);
  });

  it('is one line for what one pass, or one command, changed alike on many tenants', () => {
    const fleet = ['t0', 't1', 't2', 't3'];
    const alike = (changes: Partial<HistoryRecord>) =>
      fleet.map((tenant) => aChange({ tenant, cause: 'unknown', ...changes } as object));
    const failed = aChange({ tenant: 't4', outcome: 'failed', error: told });
    const first = [...alike({}), failed];
    const later = alike({ pass: null, reasons: [], time: '2026-03-04T12:10:05.000Z' });
    const again = alike({ pass: null, reasons: [], time: '2026-03-04T13:10:05.000Z' });
    const text = textOf([...first, ...later, ...again]);
    expect(
      text
        .split('\n')
        .slice(1, -2)
        .map((line) => line.slice(0, 40).trim()),
    ).toEqual([
      '12:00:05 Ebay (Shop) on 4 tenants  inter',
      '12:00:05 t4 / Ebay (Shop)          inter',
      '12:10:05 Ebay (Shop) on 4 tenants  inter',
      '13:10:05 Ebay (Shop) on 4 tenants  inter',
    ]);
    expect(text).toMatch(/\n12 applied, 1 failed\.\n$/);
    const full = historyText({ records: first, total: 5 }, { paint: plain, width: 100, here, isFull: true });
    expect(full.match(/ \/ Ebay/g)).toHaveLength(5);
  });

  it('names the commit by its author and subject, and says where the files differed from it', () => {
    const commit = { author: 'Anna Weber', subject: 'Night\u001b[31m shift' };
    const revision = `${'1a2b3c4d5e'.repeat(4)}-dirty`;
    const line = textOf([aChange({ revision, commit, cause: 'unknown' })], 160).split('\n')[1];
    expect(line).toContain('by 1a2b3c4-dirty Anna Weber "Night\\u{1b}[31m shift" (schedule)');
    const long = { author: '日'.repeat(100), subject: 'é'.repeat(10_000) };
    const cells = textOf([aChange({ commit: long })], 100)
      .split('\n')
      .map((one) => stringWidth(one));
    expect(Math.max(...cells)).toBeLessThanOrEqual(100);
  });

  it('tells who did it: a pass and what woke it, or a person at the command line', () => {
    const by = (changes: Partial<HistoryRecord>) => textOf([aChange(changes as object)]).split('\n')[1];
    expect(by({ reasons: ['files', 'schedule'], cause: 'unknown' } as object)).toMatch(
      / {2}by 1a2b3c4 \(files, schedule\)$/,
    );
    expect(by({ pass: null, reasons: [], cause: 'unknown' } as object)).toMatch(/ {2}by 1a2b3c4 \(apply\)$/);
    expect(by({ revision: null, cause: 'unknown' } as object)).toMatch(/applied {2}\(schedule\)$/);
    expect(by({ revision: 'rev-main-2026', cause: 'unknown' } as object)).toContain(
      'by rev-main-2026 (schedule)',
    );
  });

  it('shows values as plans do, secrets masked, and drift that was only observed', () => {
    const { outcome: _, ...observed } = aChange(anOption('Key', '(secret)', '(secret)'));
    const text = textOf([
      { ...observed, secret: true } as HistoryRecord,
      aChange(anOption('Text', null, 'null')),
      aChange({ before: 'odd', after: 'odder' }),
    ]);
    expect(text).toContain('Key (secret) → (secret)  observed');
    expect(text).toContain('Text null → "null"');
    expect(text).toContain('interval odd → odder');
  });

  it('says how many there were where it shows only the newest', () => {
    const selection = createSelection({ tenants: [], syncs: [], limit: 2 });
    for (let n = 1; n <= 9; n++) selection.add(aChange({ after: `PT${n}M` }));
    const lines = historyText(selection.history(), { paint: plain, width: 200, here }).split('\n');
    expect(lines.slice(1, 3).map((line) => /→ \dm/.exec(line)?.[0])).toEqual(['→ 8m', '→ 9m']);
    expect(lines[3]).toBe('The last 2 of 9: 2 applied.');
  });

  test.each([30, 60, 80, 100, 120])('fits a terminal of %i columns', (width) => {
    const long = aChange({
      tenant: 'a-tenant-with-a-long-name',
      sync: { id: 's', name: 'A sync that has a long name too', salesChannel: 'Shop of 𝒜 and 👩‍👩‍👧' },
      ...anOption('An option of a long name', 'x'.repeat(90), 'y'.repeat(90)),
      outcome: 'notConverged',
      error: told,
      cause: 'live',
    });
    const lines = textOf(
      [aChange(), long, aPass({ told: [{ code: 'c', message: 'm'.repeat(200) }] })],
      width,
    ).split('\n');
    for (const line of lines.slice(0, -2)) expect([...line].length, line).toBeLessThanOrEqual(width);
    if (width >= 80) expect(lines[1]).toMatch(/^12:00:05 acme \/ Ebay \(Shop\).*interval 10m → 5m.*applied/);
  });

  test.each([60, 80, 120])('stands in columns of %i cells, whatever the names take', (width) => {
    const records = namesOfOddWidth.map((name) =>
      aChange({ tenant: name, sync: { id: 's', name, salesChannel: name } }),
    );
    const lines = textOf(records, width).split('\n').slice(1, -2);
    expect(lines).toHaveLength(namesOfOddWidth.length);
    const starts = lines.map((line) => stringWidth(line.slice(0, line.indexOf('interval'))));
    expect(new Set(starts).size).toBe(1);
    for (const line of lines) expect(stringWidth(line), line).toBeLessThanOrEqual(width);
  });

  it('shows nothing that would move the cursor or colour, wherever it comes from', () => {
    const evil = '\u001b[31m\n\r\u202e';
    const text = textOf([
      aChange({
        tenant: evil,
        sync: { id: evil, name: evil, salesChannel: evil },
        revision: evil,
        reasons: [evil],
      }),
      aChange({
        ...anOption(evil, evil, `${evil}x`),
        outcome: 'failed',
        error: { code: evil, message: evil },
      }),
      aPass({ result: evil, told: [{ code: evil, message: evil }] }),
    ]);
    expect(text.replaceAll('\n', '')).not.toMatch(/[\u0000-\u001f\u202e]/);
    expect(text.trimEnd().split('\n')).toHaveLength(5);
  });
});

describe('a verification for people', () => {
  it('says that the journal is whole, how much there is, and the hash to keep', () => {
    const last = { number: 1234, hash: 'f'.repeat(64) };
    const text = verificationText(
      { result: 'whole', files: 3, records: 1234, last, notes: ['n'] },
      '.sollist',
      plain,
    );
    expect(text).toBe(
      `note: n\nThe journal is whole: 1234 records in 3 files.\nThe last one is 1234, with the hash ${last.hash}.\n`,
    );
  });

  it('says where it is broken, as a place in a file', () => {
    const broken = { file: 'journal.jsonl', line: 12, message: 'this line is no record, or was changed' };
    const text = verificationText(
      { result: 'broken', files: 1, records: 11, break: broken, notes: [] },
      'state',
      plain,
    );
    expect(text).toBe(
      'state/journal.jsonl:12: this line is no record, or was changed\nThe journal is broken, after 11 records.\n',
    );
  });
});

function textOf(records: readonly HistoryRecord[], width = 200): string {
  return historyText({ records, total: records.length }, { paint: plain, width, here });
}
