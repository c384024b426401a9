import { expect, test } from 'vitest';
import { aState } from '../../../test/support/daemonState.ts';
import { facts } from '../../../test/support/status.ts';
import { aView } from '../../../test/support/view.ts';
import { statusJson } from '../../daemon/status/json.ts';
import { Lead } from './lead.tsx';

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
