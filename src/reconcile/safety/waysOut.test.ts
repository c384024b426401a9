import { expect, test } from 'vitest';
import { createCalendar } from '../../base/calendar.ts';
import { type RefusedAt, waysOut } from './waysOut.ts';

const here = {
  now: Date.parse('2026-10-24T11:34:00Z'),
  timezone: 'Europe/Berlin',
  calendar: createCalendar(),
};
const plan = { id: `sha256:1a2b3c4d5e6f${'0'.repeat(52)}` };

test.each<[RefusedAt, string, string]>([
  ['apply', 'the same command with `--allow-changes 60`', 'approve'],
  ['plan', '`sollist apply --allow-changes 60`, or `sollist approve 1a2b3c4d5e6f`', 'the same command'],
  ['run', 'sollist approve 1a2b3c4d5e6f', '--allow-changes'],
  ['runWithoutToken', 'SOLLIST_TOKEN', '--allow-changes'],
])('a refusal that %s prints names what there is', (at, there, notThere) => {
  const words = waysOut(at, plan, { changes: 60, tenants: 41 }, here).join('\n');
  expect(words).toContain(there);
  expect(words).not.toContain(notThere);
  const allow = 'allow: { changes: 60, tenants: 41, until: 2026-10-25T13:00, reason: "…" }';
  expect(words).toContain(`\`safety: { ${allow} }\``);
});
