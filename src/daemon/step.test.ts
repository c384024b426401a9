import { describe, expect, test } from 'vitest';
import { fakeClock } from '../../test/support/clock.ts';
import {
  acme,
  aQuietReport,
  bad,
  down,
  type FilesOfTest,
  globex,
  someInputs,
  start,
} from '../../test/support/daemonInputs.ts';
import { minute } from '../../test/support/daemonState.ts';
import { aChange, anInterval, aPlan, applied } from '../../test/support/report.ts';
import { createCalendar } from '../base/calendar.ts';
import { createCheckFile } from '../desired/checkFiles.ts';
import { durationOfSeconds } from '../model/duration.ts';
import { refusals } from '../reconcile/approve.ts';
import type { Report } from '../reconcile/report.ts';
import { isContested as isContestedEffort } from './contested.ts';
import { nextAlarm, ring } from './errands.ts';
import { type DaemonState, firstState } from './state.ts';
import { begin, type StepWorld, settle, type Work } from './step.ts';
import type { WakeReason } from './wakes.ts';

/** Passes of a daemon that are stepped through one by one. */
function aDaemon() {
  const clock = fakeClock(start);
  const world: StepWorld = {
    clock,
    random: () => 0,
    calendar: createCalendar(),
    desireAgain: (tree) => someInputs({ hash: tree.hash }).desired,
  };
  let state = firstState(start);
  const daemon = {
    clock,
    world,
    state: () => state,
    begin(reasons: readonly WakeReason[], files: FilesOfTest = {}): Work {
      const begun = begin(state, { reasons, at: clock.now() }, someInputs(files), world);
      state = begun.state;
      return begun.work;
    },
    settle(report: Report) {
      const news = settle(state, report, world);
      state = news.state;
      return news;
    },
    pass(report: Report, files: FilesOfTest = {}): DaemonState {
      daemon.begin(['schedule'], files);
      return daemon.settle(report).state;
    },
  };
  return daemon;
}

const all = aQuietReport(['acme', 'globex']);
const withoutAcme = aQuietReport(['globex'], [down('acme')]);
const stopped = aQuietReport([], [], [bad]);
const troubled = aQuietReport(['acme', 'globex'], [], [{ ...bad, tenant: 'globex' }]);

function namesIn(work: Work): readonly string[] {
  return work.kind === 'correct' ? work.tenants.map(({ name }) => name) : [];
}

describe('a pass looks at', () => {
  test.each<[string, Report | undefined, readonly WakeReason[], FilesOfTest, readonly string[]]>([
    ['all, the first time', undefined, ['start'], {}, ['acme', 'globex']],
    ['all that answered, on the schedule', withoutAcme, ['schedule'], {}, ['globex']],
    ['nobody, where one that answers again is not among them', withoutAcme, ['retry'], {}, []],
    ['all, where somebody asks for it', withoutAcme, ['request'], {}, ['acme', 'globex']],
    ['all, after a SIGHUP', withoutAcme, ['schedule', 'signal'], {}, ['acme', 'globex']],
    [
      'one that failed, where its documents were edited',
      withoutAcme,
      ['files'],
      { hash: 'b' },
      ['acme', 'globex'],
    ],
    [
      'one that failed, where it is reached elsewhere',
      withoutAcme,
      ['files'],
      { baseUrl: 'http://[::1]' },
      ['acme', 'globex'],
    ],
    ['all, where something had stopped all writes', stopped, ['retry'], {}, ['acme', 'globex']],
    ['one that has problems, whatever for', troubled, ['retry'], {}, ['globex']],
  ])('%s', (_, before, reasons, files, expected) => {
    const daemon = aDaemon();
    if (before) daemon.pass(before);
    expect(namesIn(daemon.begin(reasons, files))).toEqual(expected);
  });

  test('those that do not back off, and knows how many do', () => {
    const daemon = aDaemon();
    daemon.pass(withoutAcme);
    expect(daemon.begin(['schedule'])).toMatchObject({ tenants: [{ name: 'globex' }], resting: 1 });
    expect(daemon.begin(['request'])).toMatchObject({ resting: 0 });
  });

  test('those that answered, where only theirs were edited', () => {
    const daemon = aDaemon();
    daemon.pass(withoutAcme, { edit: 'globex' });
    expect(namesIn(daemon.begin(['files'], { hash: 'b', edit: 'globex' }))).toEqual(['globex']);
  });

  test('the last good tree while the files are bad, and at the new one once they are good', () => {
    const daemon = aDaemon();
    daemon.pass({ ...all, plan: { ...all.plan, revision: 'c0ffee' } });
    const work = daemon.begin(['files'], { problems: [bad], hash: 'b' });
    const revision = { revision: 'c0ffee' };
    expect(work).toMatchObject({ kind: 'correct', desired: { tree: { hash: 'a' } }, revision });
    expect(daemon.state().bad).toEqual({ since: start, problems: [bad] });
    daemon.clock.pass(minute);
    expect(daemon.pass(all, { problems: [bad], hash: 'c' }).bad?.since).toBe(start);
    const good = daemon.begin(['files'], { hash: 'd' });
    expect(good).toMatchObject({ desired: { tree: { hash: 'd' } } });
    expect(good).not.toHaveProperty('revision');
    expect(daemon.state().bad).toBeUndefined();
  });

  test('nothing, as long as no files were ever good', () => {
    const daemon = aDaemon();
    expect(daemon.begin(['start'], { problems: [bad] })).toMatchObject({ kind: 'tell' });
    const { state } = daemon.settle(aQuietReport([], [], [bad]));
    expect(state).toMatchObject({ problems: [], bad: { problems: [bad] } });
    expect(state.tenants.size).toBe(0);
    expect(state.inForce).toBeUndefined();
    expect(state.nextPassAt).toBe(Date.parse('2026-01-05T00:05:00Z'));
  });
});

describe('a value that was written lately', () => {
  const change = aChange({ tenant: 'acme', fields: [anInterval()] });
  const [field] = change.fields;
  const written = applied([{ ...change, outcome: 'applied', attempts: 1 }]);

  test.each<[readonly WakeReason[], FilesOfTest, boolean]>([
    [['schedule'], {}, true],
    [['request'], {}, false],
    [['files'], { hash: 'b', edit: 'acme' }, false],
  ])('after %j with %j is left alone: %s', (reasons, files, isHeld) => {
    const daemon = aDaemon();
    for (const _ of ['start', 'correction', 'return', 'second return']) daemon.pass(written);
    const work = daemon.begin(reasons, files);
    const hold = work.kind === 'correct' ? work.hold(change, field!) : undefined;
    expect(hold?.why).toBe(isHeld ? 'contested' : undefined);
    expect(hold?.end ?? 'Mon 2026 (UTC)').toMatch(/^\w{3} 2026.* \(UTC\)$/);
  });
});

/** `-`: all is as it should be. `w`: a value is written. `e`: it is, since it was edited in git. */
test.each<[string, string, boolean]>([
  ['the start wrote it, and then it is changed by hand', 'ww', false],
  ['and once more: its second return', 'www', true],
  ['it is as it should be, and then changed by hand', '-w', false],
  ['and once more', '-ww', false],
  ['and once more: its second return', '-www', true],
  ['it is edited in git, and then changed by hand', '-ew', false],
  ['and twice: its second return', '-eww', true],
  ['it is edited in git in the middle of a fight', '-wwwew', false],
])('contested or not where %s', (_, story, isContested) => {
  const daemon = aDaemon();
  let seconds = 300;
  for (const [index, what] of [...story].entries()) {
    if (what === 'e') seconds += 60;
    const cause = index === 0 || what === 'e' ? 'unknown' : 'live';
    const fields = [anInterval({ after: durationOfSeconds(seconds), cause })];
    const change = aChange({ tenant: 'acme', fields });
    const report = what === '-' ? all : applied([{ ...change, outcome: 'applied', attempts: 1 }]);
    daemon.pass(report, { edit: 'acme', hash: String(seconds) });
  }
  expect([...daemon.state().efforts.values()].some(isContestedEffort)).toBe(isContested);
});

describe('after a pass', () => {
  test('it is told which one it was, what it came to, and when the next one is due', () => {
    const daemon = aDaemon();
    daemon.begin(['start']);
    daemon.clock.pass(250);
    const { state } = daemon.settle(all);
    expect(state.lastPass).toMatchObject({
      number: 1,
      reasons: ['start'],
      startedAt: start,
      finishedAt: start + 250,
      result: 'inSync',
    });
    expect(state).toMatchObject({ now: start + 250, period: 5 * minute, lastSuccessAt: start + 250 });
    expect(state.nextPassAt).toBe(Date.parse('2026-01-05T00:05:00Z'));
  });

  test.each<[string, Report, FilesOfTest, boolean]>([
    ['all were looked at and are as they should be', all, {}, true],
    ['one did not answer', withoutAcme, {}, false],
    ['something stops all writes', stopped, {}, false],
    ['the files are bad', all, { problems: [bad] }, false],
  ])('all is well or not where %s', (_, report, files, isWell) => {
    const daemon = aDaemon();
    daemon.pass(all);
    daemon.clock.pass(minute);
    expect(daemon.pass(report, files).lastSuccessAt).toBe(isWell ? start + minute : start);
  });

  test('a tenant that failed is tried again later, and one that has gone is forgotten', () => {
    const daemon = aDaemon();
    const { tenants } = daemon.pass(withoutAcme);
    expect(tenants.get('acme')?.failing).toMatchObject({ since: start, times: 1, retryAt: start + 30_000 });
    expect(tenants.get('globex')?.seenAt).toBe(start);
    expect([...tenants.keys()]).toEqual([acme.name, globex.name]);
  });

  test('the tree that is enforced is in force since it came, not since the last pass', () => {
    const daemon = aDaemon();
    daemon.pass(all);
    daemon.clock.pass(minute);
    expect(daemon.pass(all).inForce).toMatchObject({ treeHash: 'a', since: start });
    expect(daemon.pass(all, { hash: 'b' }).inForce).toMatchObject({ treeHash: 'b', since: start + minute });
  });

  test('a change of what is desired that fell into the pass is not missed', () => {
    const daemon = aDaemon();
    const text = 'sync: { name: A }\nsuspend: { reason: night, until: 2026-01-05T00:00:31Z }';
    const file = { path: 'syncs/a.yaml', folder: undefined, directory: '/', text, hash: '' };
    const { documents } = createCheckFile(daemon.world.calendar)(file, { now: start, timezone: 'UTC' });
    const inputs = someInputs();
    const read = { ...inputs, desired: { ...inputs.desired, documents } };
    const { state } = begin(firstState(start), { reasons: ['start'], at: start }, read, daemon.world);
    daemon.clock.pass(2_000);
    const settled = settle(state, all, daemon.world).state;
    expect(settled.nextChangeAt).toBe(start + 1_000);
    expect(ring(settled, daemon.world).wakes).toEqual(['turn']);
  });

  test('what safety.allow lifts ends in a pass of its own, which refuses it again', () => {
    const { world, clock } = aDaemon();
    const allow = { changes: 1, until: start + 1_000, origin: { file: 'sollist.yaml', line: 1, column: 1 } };
    const inputs = someInputs();
    const safety = { maxChanges: 0, maxShare: 1, allow };
    const read = { ...inputs, settings: { ...inputs.settings, safety } };
    const here = () => ({ now: clock.now(), timezone: 'UTC', calendar: world.calendar });
    const plan = aPlan({ changes: [aChange()] });
    const beginFor = (reason: WakeReason, state: DaemonState) => {
      const begun = begin(state, { reasons: [reason], at: clock.now() }, read, world);
      if (begun.work.kind !== 'correct') expect.unreachable();
      return { ...begun, refused: refusals(plan, { ...begun.work.settings.safety, here }) };
    };
    const first = beginFor('start', firstState(start));
    expect(first.refused).toEqual([]);
    const settled = settle(first.state, all, world).state;
    expect(nextAlarm(settled, world)).toBe(1_000);
    clock.pass(1_000);
    const rung = ring(settled, world);
    expect(rung.wakes).toEqual(['turn']);
    expect(beginFor('turn', rung.state).refused).toMatchObject([{ code: 'max-changes' }]);
  });

  test('what is news is told once, and what was told is known as JSON', () => {
    const daemon = aDaemon();
    daemon.begin(['schedule']);
    const first = daemon.settle(withoutAcme);
    expect(first.events.map(({ type }) => type)).toContain('tenant.failed');
    daemon.begin(['schedule']);
    const second = daemon.settle(aQuietReport(['globex']));
    expect(second.events).toEqual([]);
    expect(JSON.parse(JSON.stringify(second.state.told))).toEqual(second.state.told);
  });
});
