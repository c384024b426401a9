import fc from 'fast-check';
import stringWidth from 'string-width';
import { expect, test } from 'vitest';
import { aState, aSyncState, aTenantState, tenantsOf } from '../../../test/support/daemonState.ts';
import { namesOfOddWidth } from '../../../test/support/names.ts';
import { runs } from '../../../test/support/runs.ts';
import { facts } from '../../../test/support/status.ts';
import { plain } from '../../base/paint.ts';
import { statusJson } from './json.ts';
import { statusText } from './text.ts';

const wide = { paint: plain, width: 100, url: 'http://127.0.0.1:9470' };

test.each([40, 60, 100])('no column is crooked on %i, whatever cells the names take', (width) => {
  const syncs = namesOfOddWidth.map((name) => aSyncState({ name: `${name} ${name} ${name}` }));
  const state = aState({ tenants: tenantsOf(aTenantState({ syncs })) });
  const lines = statusText(statusJson(state, facts), { ...wide, width })
    .split('\n')
    .slice(0, -3);
  const starts = lines.flatMap((line) => {
    const start = line.search(/ (?:status|Synced) /);
    return start < 0 ? [] : [stringWidth(line.slice(0, start))];
  });
  expect(starts).toHaveLength(namesOfOddWidth.length + 1);
  expect(new Set(starts).size).toBe(1);
  expect(
    Math.max(...lines.filter((line) => line.includes('Synced')).map((line) => stringWidth(line))),
  ).toBeLessThanOrEqual(width);
});

test('no table is wider than the terminal, and no cell stands apart from its column', () => {
  const names = fc.array(fc.string({ minLength: 1, maxLength: 60 }), { minLength: 1, maxLength: 5 });
  fc.assert(
    fc.property(fc.integer({ min: 40, max: 160 }), names, (width, names) => {
      const syncs = names.map((name, index) => aSyncState({ name: `${index}${name}` }));
      const state = aState({ tenants: tenantsOf(aTenantState({ syncs })) });
      const lines = statusText(statusJson(state, facts), { ...wide, width }).split('\n');
      const table = lines.slice(
        lines.findIndex((line) => line.startsWith('  sync ')),
        -3,
      );
      expect(table).toHaveLength(names.length + 1);
      expect(Math.max(...table.map((line) => line.length))).toBeLessThanOrEqual(width);
      const column = table[0]!.indexOf('status');
      for (const row of table.slice(1)) expect(row.slice(column)).toMatch(/^Synced /);
    }),
    runs(200),
  );
});
