import fc from 'fast-check';
import { expect, test } from 'vitest';
import { inBerlin } from '../../../../test/support/here.ts';
import {
  aChange,
  anInterval,
  anOptionChange,
  aPlan,
  applied,
  planned,
} from '../../../../test/support/report.ts';
import { runs } from '../../../../test/support/runs.ts';
import { plain } from '../../../base/paint.ts';
import { durationOfSeconds } from '../../../model/duration.ts';
import { fieldName, showSides } from '../../../model/fields/index.ts';
import type { Report } from '../../../reconcile/report.ts';
import { reportJson } from '../../json.ts';
import { reportHtml, unfinishedHtml } from './report.tsx';

const imprint = { at: inBerlin.now, version: '1.2.3' };
const look = { paint: plain, width: 80, textOf: () => undefined, here: inBerlin };
const htmlOf = (report: Report) => reportHtml(report, look, imprint);
const verdictIn = (html: string) => /<h1 class="verdict (\w+)">(.*?)<\/h1>/s.exec(html)!;
const plainText = (html: string) => html.replace(/<[^>]*>/g, '').trim();

const refusals = [{ code: 'max-changes', message: 'too many', hint: 'allow it' } as const];
const failures = [{ tenant: 'kiosk', code: 'timeout', message: 'no answer' } as const];
const error = { code: 'rejected', message: 'no' } as const;

test.each<readonly [Report, string, string]>([
  [planned({ summary: { tenants: 2 } }), 'inSync', 'In sync: no changes'],
  [planned({ changes: [aChange()] }), 'outOfSync', 'Differs: 1 sync to change (2 values) on 1 of 1 tenant'],
  [
    { kind: 'planned', plan: aPlan({ changes: [aChange()] }), refusals },
    'refused',
    'Would be refused: 1 sync',
  ],
  [{ kind: 'refused', plan: aPlan(), refusals }, 'refused', 'Refused: nothing was written'],
  [planned({ failures, summary: { tenants: 2 } }), 'failing', 'Incomplete: no changes'],
  [
    { kind: 'problems', plan: aPlan({ problems: [{ code: 'yaml', message: 'x' }] }) },
    'problems',
    'Problems: 1',
  ],
  [applied([{ ...aChange(), outcome: 'applied', attempts: 1 }]), 'inSync', 'Corrected: 1 sync corrected'],
  [applied([{ ...aChange(), outcome: 'failed', attempts: 1, error }]), 'failing', 'Incomplete: 0 syncs'],
])('the verdict stands first, with a tone: %#', (report, tone, words) => {
  const [, shownTone, said] = verdictIn(htmlOf(report));
  expect(shownTone).toBe(tone);
  expect(plainText(said!)).toContain(words);
});

test('a command that came to nothing says why', () => {
  expect(unfinishedHtml({ code: 'stopped', message: 'stopped by SIGINT' }, imprint)).toContain(
    '<bdi>stopped by SIGINT</bdi> <code class="faint">[stopped]</code>',
  );
});

test('what differed before this change is folded, and what it brings comes first', () => {
  const changes = [
    aChange({
      fields: [anInterval({ broughtBy: 'before' }), anOptionChange({ broughtBy: 'change' })],
    }),
  ];
  const html = htmlOf(planned({ changes, base: 'b'.repeat(40) }));
  expect(html).toMatch(
    /What this change brings<.*Create orders.*<details><summary><h2 id="before">Differed before.*interval/s,
  );
});

/** 600 changes of 60 tenants, no two of a sync the same. */
const large = planned({
  changes: Array.from({ length: 600 }, (_, index) => {
    const id = `3c90c3cc-0d44-4b50-8888-${String(index).padStart(12, '0')}`;
    const origin = { file: `syncs/tenant-${index % 60}/sync-${index}.yaml`, line: 3, column: 11 };
    const sync = { id, name: `Sync ${Math.floor(index / 60)}`, salesChannel: 'Shop' };
    const fields = [
      anInterval({ origin, after: durationOfSeconds(600 + index) }),
      anOptionChange({ origin }),
    ];
    return aChange({ tenant: `tenant-${index % 60}`, sync, origin, fields });
  }),
});

test('600 changes on 60 tenants are less than a megabyte, and tell all that JSON does', () => {
  const html = htmlOf(large);
  expect(Buffer.byteLength(html)).toBeLessThan(1_000_000);
  const told = [...html.matchAll(/<tbody data-tenant="(.*?)" data-sync="(.*?)">(.*?)<\/tbody>/gs)];
  const rowsOf = (rows: string) =>
    [...rows.matchAll(/<tr data-field=.*?<\/tr>/gs)].map(([row]) =>
      [...row.matchAll(/<bdi>(.*?)<\/bdi>/g)].map(([, text]) => text),
    );
  const inHtml = told.map(([, tenant, id, rows]) => ({ tenant, id, fields: rowsOf(rows!) }));
  const { changes, id } = reportJson(large);
  const fields = large.plan.changes.map((change) =>
    change.fields.map((field) => [fieldName(field), ...showSides(field)]),
  );
  const inJson = changes.map(({ tenant, sync }, index) => ({ tenant, id: sync.id, fields: fields[index] }));
  expect(new Set(inHtml.map((one) => JSON.stringify(one)))).toEqual(
    new Set(inJson.map((one) => JSON.stringify(one))),
  );
  expect(html).toContain(id);
});

const hostile = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 12 }),
  fc.constantFrom(
    '</style><script>alert(1)</script>',
    '"><img src=x onerror=alert(1)>',
    ']]><!--',
    '--></title>',
    '\u202e\u0000\ud800',
    "' onload='x",
    '&lt;b&gt;',
    '{{x}}',
  ),
);

/** The same report about other names, values and words. */
function reportOf(text: (index: number) => string): Report {
  const origin = { file: text(0), line: 1, column: 1 };
  const option = { id: text(1), name: text(2), type: 'string' };
  const fields = [anOptionChange({ option, before: text(3), after: text(4), origin })];
  const sync = { id: text(5), name: text(6), salesChannel: `x${text(7)}` };
  const change = aChange({ tenant: text(8), sync, origin, fields });
  const failed = { code: 'rejected', message: text(9), hint: `x${text(10)}` } as const;
  const standing = { sync, mode: 'enforce', differs: false, suspension: { reason: `x${text(11)}` } } as const;
  return applied([{ ...change, outcome: 'failed', attempts: 1, error: failed }], {
    tenants: [{ name: text(12), managed: 1, unmanaged: [sync], standings: [standing] }],
    problems: [{ code: 'yaml', message: text(13), origin, related: origin }],
    revision: `x${text(14)}`,
    commit: { author: text(15), subject: text(16) },
    allow: { until: inBerlin.now, reason: text(17), origin },
  });
}

test('no name, value or message brings an element of its own, or a character that is not to be seen', () => {
  const skeleton = (html: string) => html.match(/<[^>]*>/g)!.map((tag) => tag.replace(/="[^"]*"/g, ''));
  const tame = skeleton(htmlOf(reportOf((index) => `a${index}`)));
  fc.assert(
    fc.property(fc.array(hostile, { minLength: 18, maxLength: 18 }), (texts) => {
      const html = htmlOf(reportOf((index) => texts[index]!));
      expect(skeleton(html)).toEqual(tame);
      expect(html.replace(/<[^>]*>/g, '')).not.toMatch(/[<\0\p{Cs}\u202e]/u);
    }),
    runs(100),
  );
});
