import { expect, test } from 'vitest';
import { aChange, anInterval, anOptionChange } from '../../test/support/report.ts';
import {
  about,
  capped,
  changeLines,
  changesJson,
  countChanges,
  failureLines,
  line,
  listProblems,
} from './lines.ts';

const many = (count: number) =>
  Array.from({ length: count }, (_, index) => aChange({ tenant: `shop-${index}`, fields: [anInterval()] }));

test('up to ten changes are told one by one, more by what they have in common', () => {
  const noted = (count: number) => many(count).map((change) => ({ change, note: ' [x]' }));
  expect(changeLines(noted(10))).toHaveLength(10);
  expect(changeLines(noted(1))).toEqual(['shop-0 / Ebay (Shop): interval 10m → 5m [x]']);
  expect(changeLines(noted(11))).toEqual(['Ebay (Shop) on 11 tenants: interval 10m → 5m [x]']);
});

test('up to ten failures are told one by one, more by tenant and code', () => {
  const failed = (change: ReturnType<typeof aChange>) =>
    ({
      ...change,
      outcome: 'failed',
      attempts: 1,
      error: { code: 'timeout', message: 'no answer' },
    }) as const;
  expect(failureLines(many(1).map(failed))).toEqual(['shop-0 / Ebay (Shop): no answer [timeout]']);
  const same = Array.from({ length: 11 }, () => failed(aChange()));
  expect(failureLines(same)).toEqual(['acme: 11 syncs [timeout]']);
});

test('no more than twenty lines, each of which is one and no longer than people read', () => {
  const lines = Array.from({ length: 23 }, (_, index) => `${index}`);
  expect(capped(lines.slice(0, 20))).toHaveLength(20);
  expect(capped(lines).at(-1)).toBe('and 3 more');
  expect(line(`a\nb${'x'.repeat(400)}`)).toMatch(/^a\\nbx+…$/);
  expect(line('x'.repeat(400))).toHaveLength(300);
});

test('what it is about is told with it: the sync where it is one, the tenant where it is one', () => {
  const [one, other] = [aChange(), aChange({ tenant: 'globex' })];
  expect(about([one], ['a'])).toEqual({
    details: [],
    changes: changesJson([one]),
    tenant: 'acme',
    sync: one.sync,
  });
  expect(about([one, other], ['a', 'b'])).toEqual({
    details: ['a', 'b'],
    changes: changesJson([one, other]),
  });
  expect(about(many(200), []).changes).toHaveLength(100);
  expect(countChanges([one, aChange({ fields: [anOptionChange()] })])).toBe('2 syncs on 1 tenant (3 values)');
});

test('problems are told with their place', () => {
  const problem = {
    code: 'yaml',
    message: 'no colon',
    origin: { file: 'a.yaml', line: 3, column: 2 },
  } as const;
  expect(listProblems([problem])).toEqual({ details: ['a.yaml:3:2: no colon [yaml]'], problems: [problem] });
});
