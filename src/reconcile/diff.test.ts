import { describe, expect, it } from 'vitest';
import {
  aClaim,
  anOption,
  aSync,
  aTenant,
  at,
  env,
  located,
  plain,
  wants,
} from '../../test/support/build.ts';
import { durationOfSeconds, toIso } from '../model/duration.ts';
import { Concealed } from '../model/secret.ts';
import { type DiffContext, diff } from './diff.ts';
import { matchLive } from './matchLive.ts';

const context: DiffContext = { secret: () => new Concealed('canary'), cause: () => 'unknown' };

function compare(tenant: ReturnType<typeof aTenant>, layer: ReturnType<typeof wants>, more = {}) {
  const { desired } = matchLive(tenant, [aClaim({ layers: [layer], ...more })]);
  return diff(tenant, desired, context);
}

describe('one tenant', () => {
  const options = [anOption({ id: 'o1', name: 'One' }), anOption({ id: 'o2', name: 'Two' })];
  const tenant = aTenant([aSync({ interval: durationOfSeconds(600), options })]);

  it('that has what is wanted differs in nothing', () => {
    const same = wants(600, { One: plain(options[0]!.value) });
    expect(compare(tenant, same)).toMatchObject({ changes: [], inSync: 1, unmanagedOptions: 1 });
  });

  it('differs by the interval first, then by options in the order of the ERP', () => {
    const [change] = compare(tenant, wants(300, { Two: plain('true'), One: plain('true') })).changes;
    expect(
      change!.fields.map((field) => (field.field === 'configs' ? field.option.name : field.field)),
    ).toEqual(['interval', 'One', 'Two']);
  });

  it('names the window that wants a value', () => {
    const start = located('0 22 * * *');
    const window = { ...wants(undefined, { One: plain('true') }), start, duration: durationOfSeconds(60) };
    const { desired } = matchLive(tenant, [aClaim({ layers: [wants(300), window], windows: [window] })]);
    const spanOf = () => ({ isOpen: true, closes: 7 });
    const {
      changes: [change],
      standings,
    } = diff(tenant, desired, { ...context, spanOf });
    const held = { start, duration: window.duration, isOpen: true, closes: 7 };
    expect(standings[0]).toMatchObject({ windows: [{ window: held, fields: ['One'] }], nextEdgeAt: 7 });
    expect(change!.fields.map((field) => field.window)).toEqual([undefined, held]);
  });

  it('that is suspended has no changes', () => {
    const suspended = { suspend: located({ reason: 'freeze' }, at()) };
    expect(compare(tenant, wants(300), suspended)).toMatchObject({ changes: [], suspended: 1, inSync: 0 });
  });

  it('asks who changed a field with what is wanted, in one spelling', () => {
    const asked: unknown[] = [];
    const { desired } = matchLive(tenant, [aClaim({ layers: [wants(300, { One: plain('TRUE') })] })]);
    const cause: DiffContext['cause'] = (ref, wanted) => {
      asked.push([ref.field.field, wanted]);
      return 'git';
    };
    const writtenAt = () => '2026-03-04T12:00:00Z';
    const [change] = diff(tenant, desired, { ...context, cause, writtenAt }).changes;
    expect(asked).toEqual([
      ['interval', toIso(durationOfSeconds(300))],
      ['configs', 'true'],
    ]);
    expect(change!.fields[0]).toMatchObject({ cause: 'git', since: '2026-03-04T12:00:00Z' });
  });
});

describe('a secret', () => {
  const tenant = (changes: Parameters<typeof anOption>[0]) =>
    aTenant([
      aSync({ options: [anOption({ name: 'Access key', type: 'string', value: 'old', ...changes })] }),
    ]);

  it('is concealed on both sides, and goes by its reference', () => {
    const [change] = compare(tenant({}), wants(undefined, { 'Access key': env('KEY') })).changes;
    expect(change!.fields[0]).toMatchObject({
      before: expect.any(Concealed),
      after: expect.any(Concealed),
      secret: { ref: { env: 'KEY' } },
    });
  });

  it('in clear under a name that looks like one is concealed too', () => {
    const [change] = compare(tenant({}), wants(undefined, { 'Access key': plain('new') })).changes;
    expect(change!.fields[0]).toMatchObject({ before: expect.any(Concealed), after: expect.any(Concealed) });
  });

  it('that its type cannot hold is a problem, and not quoted', () => {
    const { problems, changes } = compare(
      tenant({ type: 'int' }),
      wants(undefined, { 'Access key': env('KEY') }),
    );
    expect(problems).toMatchObject([{ code: 'mistyped' }]);
    expect(JSON.stringify([problems, changes])).not.toContain('canary');
  });
});
