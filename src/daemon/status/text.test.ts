import { describe, expect, test } from 'vitest';
import { at, located } from '../../../test/support/build.ts';
import {
  aState,
  aSyncState,
  aTenantState,
  minute,
  noon,
  tenantsOf,
} from '../../../test/support/daemonState.ts';
import { bare, facts, failing, sick, told } from '../../../test/support/status.ts';
import { plain } from '../../base/paint.ts';
import type { DaemonState } from '../state.ts';
import { statusJson } from './json.ts';
import { statusText } from './text.ts';

const wide = { paint: plain, width: 100, url: 'http://127.0.0.1:9470' };

describe('the status for people', () => {
  test('when all is well', () => {
    const facts = told('acme', { lastSync: noon - 4 * minute, nextSync: noon + minute });
    expect(statusText(statusJson(aState(), facts), wide)).toBe(`\
sollist 1.2.3 at http://127.0.0.1:9470: ready, up 1h, watches files by events
pass 7 1m ago: inSync (schedule) in 250 ms; the next one in 4m
in force: revision c0ffee, tree bbbbbbbbbbbb for 30m; all was last well 1m ago

acme  1 sync, 2 unmanaged
  sync         status  health   last run  next run
  Ebay (Shop)  Synced  Healthy  4m ago    in 1m

1 sync on 1 tenant · 1 Synced · 1 Healthy · 2 unmanaged
`);
  });

  test('with an approval that waits for its pass, and until when', () => {
    const approval = {
      planId: `sha256:${'1a2b3c4d'.repeat(8)}`,
      at: noon - minute,
      until: noon + 59 * minute,
    };
    expect(statusText(statusJson(aState({ approval }), facts), wide)).toContain(
      '\nplan 1a2b3c4d1a2b was approved 1m ago and waits for its pass; unused it ends in 59m\n',
    );
  });

  test('with the windows that hold, until when, and what comes next by the clock', () => {
    const window = {
      ...{ start: located('0 22 * * *'), duration: 1, isOpen: true },
      closes: noon + 90 * minute,
    };
    const byClock = {
      windows: [{ window, fields: ['interval', 'Items per run'] }],
      nextEdgeAt: noon + 5 * minute,
    };
    const tenants = (number: number) =>
      tenantsOf(
        ...Array.from({ length: number }, (_, index) =>
          aTenantState({ name: `t${index}`, syncs: [aSyncState({ byClock })] }),
        ),
      );
    const allow = { changes: 120, until: noon + minute, reason: 'Rollout', origin: at() };
    const safety = { maxChanges: 50, maxShare: 0.5, allow };
    const settings = {
      timezone: 'Europe/Berlin',
      safety,
      health: { stoppedFor: '7d' },
    } as DaemonState['settings'] & object;
    const json = statusJson(aState({ tenants: tenants(1), settings }), facts);
    expect(json.tenants[0]!.syncs[0]).toMatchObject({
      windows: [{ start: '0 22 * * *', until: '2026-03-04T13:30:00.000Z' }],
      nextEdgeAt: '2026-03-04T12:05:00.000Z',
    });
    const note = 'window until 14:30: interval, Items per run\n';
    expect(statusText(json, wide)).toContain(`    ${note}    next change by the clock in 5m\n`);
    expect(statusText(json, wide)).toMatch(/\nsafety\.allow until .* 13:01 .*: 120 syncs; Rollout\n/);
    const ended = aState({ tenants: tenants(1), settings, now: noon + minute });
    expect(statusJson(ended, facts)).not.toHaveProperty('allow');
    const many = statusText(statusJson(aState({ tenants: tenants(60), settings }), facts), wide);
    expect(many).toContain(`Ebay (Shop) on 60 of 60 tenants: ${note}`);
  });

  test('with all that can be wrong, the worst last', () => {
    const text = statusText(
      statusJson(sick, { ...told('acme', { health: 'Degraded' }), ready: false }),
      wide,
    );
    expect(text.replace(/a\.yaml:\d+:1/, 'a.yaml:1:1')).toBe(`\
1 of 2 tenants answer; the files are bad; 1 problem, so nothing is written; the last pass was refused; 1 sync out of sync; 1 sync out of sync, only observed; 1 value contested

sollist 1.2.3 at http://127.0.0.1:9470: not ready, up 1h, watches files by events
pass 7 1m ago: inSync (schedule) in 250 ms; the next one in 4m
in force: revision c0ffee, tree bbbbbbbbbbbb for 30m; all was last well 1m ago

acme  4 syncs, 2 unmanaged
  sync             status     health    last run  next run
  Frozen (Shop)    Synced     Unknown   -         -
    suspended by its document: Black Friday, for another 1h
  Amazon (Shop)    OutOfSync  Unknown   -         -
    ~ interval 10m → 5m [observed only]
  Payments (Shop)  OutOfSync  Unknown   -         -
    ~ Access key (secret) → (secret)
    contested: Access key was written 5 times; left alone for another 1h20m
  Ebay (Shop)      Synced     Degraded  -         -

5 syncs on 2 tenants, 1 of them failing · 2 Synced, 2 OutOfSync, 1 Unknown · 1 Degraded, 4 Unknown · 1 contested, 1 suspended, 4 unmanaged

globex  1 sync, 2 unmanaged
  sync         status   health   last run  next run
  Ebay (Shop)  Unknown  Unknown  -         -
  cannot be reached for 10m (4 tries), tried again in 4m
    connection refused [unreachable]
    hint: is it on?

the files have been bad for 3m; what was good last stays in force
  syncs/a.yaml:1:1: error: no colon [yaml]
    hint: mend the line; often the cause is one line above
  error: there is no such option [unknown-option]
    hint: did you mean \`x\`?
refused: 60 syncs would change [max-changes]
  hint: --allow-changes 60
`);
  });

  test('leads with it where no tenant answers, or everything is held', () => {
    const text = statusText(
      statusJson(aState({ tenants: tenantsOf(aTenantState({ failing })) }), facts),
      wide,
    );
    expect(text.split('\n')[0]).toBe('0 of 1 tenant answers');
    const lastPass = { ...aState().lastPass!, result: 'held' } as const;
    const held = statusText(statusJson(aState({ lastPass }), facts), wide);
    expect(held.split('\n')[0]).toBe('all that differs is left alone for now');
  });

  test('of a daemon that is stuck, and of one that has done nothing yet, says so', () => {
    const stuck = statusText(statusJson(aState(), { ...facts, alive: false }), wide);
    expect(stuck).toContain('stuck: no pass has finished for three periods');
    const started = statusText(statusJson(bare(), { ...facts, ready: false }), wide);
    expect(started).toContain('not ready, up 1h');
    expect(started).toContain('no pass has finished yet\nin force: nothing yet; it was never all well yet');
  });

  test('spells out what would move the cursor of a terminal', () => {
    const syncs = [aSyncState({ name: '\u001b[2Jx' })];
    const tenants = tenantsOf(aTenantState({ name: 'a\u001b[1m', syncs }));
    expect(statusText(statusJson(aState({ tenants }), facts), wide)).not.toContain('\u001b');
  });
});
