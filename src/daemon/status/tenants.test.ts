import { expect, test } from 'vitest';
import {
  aState,
  aSyncState,
  aTenantState,
  intervalDrift,
  tenantsOf,
} from '../../../test/support/daemonState.ts';
import { facts, failing } from '../../../test/support/status.ts';
import { plain } from '../../base/paint.ts';
import { statusJson } from './json.ts';
import { statusText } from './text.ts';

const wide = { paint: plain, width: 100, url: 'http://127.0.0.1:9470' };
const textOf = (tenants: readonly ReturnType<typeof aTenantState>[], isFull = false) =>
  statusText(statusJson(aState({ tenants: tenantsOf(...tenants) }), facts), { ...wide, isFull });
const fleet = Array.from({ length: 60 }, (_, index) => `t${index}`);

test('of many tenants lists those that are not well, and of these what is not well', () => {
  const many = Array.from({ length: 57 }, (_, index) => aTenantState({ name: `t${index}` }));
  const drifting = aTenantState({
    name: 'globex',
    syncs: [
      aSyncState(),
      aSyncState({ name: 'Amazon', status: 'OutOfSync', drift: [intervalDrift(600, 300)] }),
    ],
  });
  const unseen = aTenantState({ name: 'unseen', syncs: [aSyncState({ name: 'New', status: 'Unknown' })] });
  const down = aTenantState({ name: 'down', failing, syncs: [aSyncState({ status: 'Unknown' })] });
  const text = statusText(
    statusJson(aState({ tenants: tenantsOf(...many, drifting, down, unseen) }), facts),
    wide,
  );
  expect(text).toContain('\n57 tenants fine\n');
  expect(text.split('\n').filter((line) => /^(?:t\d|globex|down|unseen)/.test(line))).toEqual([
    'globex  2 syncs, 2 unmanaged',
    'unseen  1 sync, 2 unmanaged',
    'down  1 sync, 2 unmanaged',
  ]);
  expect(text).toContain('  1 sync fine\n');
  expect(text).toContain('  1 sync unknown\n');
  expect(text).not.toContain('Ebay');
});

test('one cause on many tenants is shown once, after all that is well', () => {
  const down = fleet.map((name, index) => {
    const failure = {
      ...failing.failure,
      message: `GET http://${name}.local/workers: connection refused`,
      tenant: name,
    };
    return aTenantState({ name, failing: { ...failing, failure, times: 3 + index } });
  });
  const text = textOf(down);
  expect(text.split('\n\n').slice(-2)).toEqual([
    expect.stringMatching(/^60 syncs on 60 tenants, 60 of them failing/),
    expect.stringMatching(
      /^✗ 60 tenants cannot be reached for 10m \(3 to 62 tries\), tried again in 4m\n {2}GET http:\/\/t….local\/workers: connection refused \[unreachable\]\n {2}t0, t1, .* and \d+ more\n {2}hint: is it on\?\n$/,
    ),
  ]);
  expect(text.split('\n').length).toBeLessThan(15);
  expect(textOf(down, true).match(/connection refused/g)).toHaveLength(60);
});

test('the same drift on many tenants is shown once, and what one has besides with its tenant', () => {
  const drifting = (name: string) =>
    aSyncState({ name, status: 'OutOfSync', drift: [intervalDrift(600, 300)] });
  const tenants = fleet.map((name) => aTenantState({ name, syncs: [drifting('Ebay')] }));
  const text = textOf([
    ...tenants,
    aTenantState({ name: 'kiosk', syncs: [drifting('Ebay'), drifting('Amazon')] }),
  ]);
  expect(text).toContain('Ebay (Shop) on 61 of 61 tenants: interval 10m → 5m\n  kiosk, t0, t1, ');
  expect(text).toMatch(
    /\nkiosk {2}2 syncs, 2 unmanaged\n.*\n {2}Amazon \(Shop\) .*\n {4}~ interval 10m → 5m\n\n/,
  );
});
