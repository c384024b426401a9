import { expect, test } from 'vitest';
import { aState } from '../../../test/support/daemonState.ts';
import { facts, sick } from '../../../test/support/status.ts';
import { aView } from '../../../test/support/view.ts';
import { statusJson } from '../../daemon/status/json.ts';
import { verdictOf } from '../verdict.ts';
import { Lead } from './lead.tsx';

test('each thing that is wrong leads to where more is said of it', () => {
  const status = statusJson(sick, facts);
  const html = `${Lead({ view: { ...aView(), verdict: verdictOf(status) }, status })}`;
  expect(html).toContain('<a href="/?state=failing#tenants">1 of ');
  expect(html).toContain('<a href="/problems">The files are bad</a>');
});

test('a pass that is under way moves nothing: it is told where the next one was', () => {
  const view = aView();
  const html = `${Lead({ view: { ...view, verdict: { ...view.verdict, isLooking: true } }, status: statusJson(aState(), facts) })}`;
  expect(html).toMatch(/<dd>running/);
});

test('below the line stands what was done, why, and by which files', () => {
  const inForce = {
    ...{ revision: 'c0ffee-dirty', treeHash: `sha256:${'b'.repeat(64)}`, since: 0 },
    commit: { author: 'Ada', subject: 'Faster <b>' },
  };
  const html = `${Lead({ view: aView(), status: statusJson(aState({ inForce }), facts) })}`;
  for (const part of ['on schedule', '250 ms', 'every 5m', 'c0ffee', 'not committed', 'Ada', 'by events'])
    expect(html).toContain(part);
  expect(html).toContain('Faster &lt;b&gt;');
});
