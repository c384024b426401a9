import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { at } from '../../test/support/build.ts';
import type { Change } from '../model/change.ts';
import type { Mode } from '../model/document.ts';
import { durationOfSeconds } from '../model/duration.ts';
import { type FieldChange, storedKey } from '../model/fields/index.ts';
import { makePlan } from '../reconcile/plan.ts';
import type { Report } from '../reconcile/report.ts';
import { afterWrites, effortsAfter } from './contested.ts';
import type { Efforts } from './effort.ts';

const sync = { id: 's', name: 'Ebay', salesChannel: 'Shop' };
const after = durationOfSeconds(300);
const field: FieldChange = { field: 'interval', before: null, after, cause: 'live', origin: at() };
const clock = { now: 2, period: 60_000 };

function changed(mode: Mode): Change {
  return { tenant: 'acme', sync, mode, origin: at(), fields: [field] };
}

/** A pass that found the value set back by somebody else. */
function seen(mode: Mode): Report {
  const counts = { managed: 1, inSync: 0, suspended: 0, unmanaged: 0, unmanagedOptions: 0 };
  const difference = {
    tenant: 'acme',
    ...counts,
    standings: [],
    changes: [changed(mode)],
    problems: [],
  };
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');
  const none = { problems: [], warnings: [], failures: [], revision: null, treeHash: 'a' };
  return { kind: 'inSync', plan: makePlan({ differences: [difference], ...none, sha256 }) };
}

test('a contested value is remembered while it differs, and forgotten once it is only observed', () => {
  const written = { ...changed('enforce'), outcome: 'applied', attempts: 1 } as const;
  const efforts = [0, 1].reduce((known, now) => afterWrites(known, [written], now), new Map() as Efforts);
  const key = storedKey({ ...written, field });
  expect([...effortsAfter(efforts, seen('enforce'), clock).keys()]).toEqual([key]);
  expect([...effortsAfter(efforts, seen('observe'), clock).keys()]).toEqual([]);
});
