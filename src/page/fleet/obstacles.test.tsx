import { expect, test } from 'vitest';
import { aState, noon } from '../../../test/support/daemonState.ts';
import { facts, sick } from '../../../test/support/status.ts';
import { aView } from '../../../test/support/view.ts';
import { statusJson } from '../../daemon/status/json.ts';
import { Obstacles } from './obstacles.tsx';

test('what is in the way is told, with where to read more', () => {
  const approval = { planId: `sha256:${'1a2b3c4d'.repeat(8)}`, at: noon - 1, until: noon + 1 };
  const storage = { since: noon, error: 'no space left' };
  const html = `${Obstacles({ view: aView(), status: statusJson({ ...sick, storage, approval }, facts) })}`;
  for (const part of ['syncs/a.yaml:', 'no colon', 'no space left', 'Plan 1a2b3c4d1a2b is approved'])
    expect(html).toContain(part);
  expect(html).toContain('href="/problems"');
  expect(`${Obstacles({ view: aView(), status: statusJson(aState(), facts) })}`).toBe('');
});
