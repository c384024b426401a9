import { expect, test } from 'vitest';
import { inBerlin } from '../../../../test/support/here.ts';
import { planned } from '../../../../test/support/report.ts';
import { plain } from '../../../base/paint.ts';
import { About, Origins } from './facts.tsx';

const look = { paint: plain, width: 80, textOf: () => undefined, here: inBerlin };
const commit = { author: 'Anna <Weber>', subject: 'Night shift' };
const revision = '3c4681b000000000000000000000000000000000-dirty';
const report = planned({ revision, commit, base: 'b'.repeat(40) }, inBerlin.now + 86_400_000);

test('a report says when it was made, from what, for when, compared with what, and by which version', () => {
  const html = `${About({ report, look, imprint: { at: inBerlin.now, version: '1.2.3' } })}`;
  for (const fact of [
    'Thu 2026-11-26 12:00 (Europe/Berlin)',
    'Fri 2026-11-27 12:00 (Europe/Berlin)',
    `${revision.slice(0, 40)}, and files that differ from it (dirty)`,
    'Night shift, by Anna &lt;Weber&gt;',
    'b'.repeat(40),
    report.plan.id,
    report.plan.treeHash,
    'sollist 1.2.3',
  ])
    expect(html).toContain(`<bdi>${fact}</bdi>`);
});

test('in short it says who committed what', () => {
  expect(`${Origins({ plan: report.plan })}`.replace(/<[^>]*>/g, '')).toBe(
    ', by 3c4681b-dirty Anna &lt;Weber&gt; “Night shift”',
  );
});
