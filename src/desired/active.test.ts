import { describe, expect, it, test } from 'vitest';
import { aClaim, aSync, located, wants } from '../../test/support/build.ts';
import type { Claim } from '../model/claim.ts';
import type { Window } from '../model/document.ts';
import { durationOfSeconds } from '../model/duration.ts';
import { activeProblems, onlyInWindows, tenantsNamingActive, windowOnly } from './active.ts';
import { findConflicts } from './conflicts.ts';

const says = (active: boolean) => ({ ...wants(undefined), active: located(active) });
const window = (active: boolean): Window => ({
  ...{ ...says(active), start: located('0 2 * * *'), duration: durationOfSeconds(2_700) },
});
const inWindow = (active: boolean, more: Parameters<typeof aClaim>[0] = {}): Claim =>
  aClaim({ windows: [window(active)], ...more });

test('the status is read where a document names `active`, in a window too, open or not', () => {
  const claims = [
    aClaim({ tenant: 'none' }),
    aClaim({ tenant: 'own', layers: [says(true)] }),
    inWindow(false, { tenant: 'closed' }),
  ];
  expect([...tenantsNamingActive(claims)]).toEqual(['own', 'closed']);
});

describe('a window that sets `active`', () => {
  const told = (...claims: readonly Claim[]) =>
    findConflicts(claims, () => false).problems.map(({ code, hint }) => `${code}: ${hint}`);
  const [needsTrue, needsFalse] = [true, false].map(
    (one) => `window-only: write \`active: ${one}\` beside \`windows\``,
  );

  it('needs it outside, since nobody would undo it', () => {
    expect(told(inWindow(false))).toEqual([needsTrue]);
    expect(told(inWindow(true))).toEqual([needsFalse]);
    expect(told(inWindow(false), aClaim({ layers: [wants(300)] }))).toEqual([needsTrue]);
    expect(
      told(inWindow(false), aClaim({ select: { kind: 'name', name: 'Amazon' }, layers: [says(true)] })),
    ).toEqual([needsTrue]);
    expect(told(inWindow(false), aClaim({ tenant: 'globex', layers: [says(true)] }))).toEqual([needsTrue]);
  });

  it('is fine beside a document of any rank that names the sync, which only the live state tells of an identifier', () => {
    for (const rank of [1, 2, 3] as const)
      expect(told(inWindow(false, { rank: 2 }), aClaim({ rank, layers: [says(true)] }))).toEqual([]);
    const byId = aClaim({ select: { kind: 'id', id: 'x' }, layers: [says(true)] });
    expect(told(inWindow(false), byId)).toEqual([]);
    expect(onlyInWindows([inWindow(false)])).toHaveLength(1);
    expect(onlyInWindows([inWindow(false), byId])).toEqual([]);
  });

  it('is told of once, however many tenants it is for', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const { windows } = inWindow(false);
    const claims = names.map((tenant) => aClaim({ tenant, windows }));
    const { problems } = findConflicts(claims, () => false);
    expect(problems).toHaveLength(1);
    expect(problems[0]!.message).toContain('on a, b, c and 2 more');
    expect(windowOnly(located(false), ['a'])).toMatchObject({ tenant: 'a' });
  });
});

test('two documents of one rank that disagree are at odds, and one that is always overridden is shadowed', () => {
  const of = (rank: 1 | 2 | 3, active: boolean) => aClaim({ rank, layers: [says(active)] });
  expect(findConflicts([of(3, true), of(3, false)], () => false).problems).toMatchObject([
    { code: 'conflict', message: expect.stringMatching(/^`active` .*\(`true` here, `false` there\)$/) },
  ]);
  expect(findConflicts([of(1, true), of(3, false)], () => false)).toMatchObject({
    problems: [],
    warnings: [
      { code: 'shadowed', message: expect.stringMatching(/^`active` has no effect on its 1 tenant/) },
    ],
  });
});

test('a locked sync cannot be started, but stopped like any other', () => {
  const codes = (wanted: boolean, isLocked: boolean) =>
    activeProblems('acme', aSync({ active: true, isLocked }), [], located(wanted)).map(({ code }) => code);
  expect([codes(true, true), codes(false, true), codes(true, false)]).toEqual([['locked'], [], []]);
});
