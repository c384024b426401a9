import { describe, expect, it } from 'vitest';
import type { Claim } from '../model/claim.ts';
import { durationOfSeconds } from '../model/duration.ts';
import type { Located } from '../model/origin.ts';
import { findConflicts } from './conflicts.ts';

/** A document that wants one interval for the sync Ebay; `line` is where it stands. */
function document(line: number, seconds: number, file = 'syncs/a.yaml') {
  const at = <T>(value: T): Located<T> => ({ value, origin: { file, line, column: 1 } });
  const sync: Claim['sync'] = at({ kind: 'name', name: 'Ebay' });
  const layers: Claim['layers'] = [{ configs: [], interval: at(durationOfSeconds(seconds)) }];
  return (tenant: string): Claim => ({ tenant, rank: 1, sync, layers });
}

describe('documents at odds on many tenants', () => {
  const one = document(1, 60);
  const other = document(10, 120);

  it('are told once, with the first of the tenants', () => {
    const claims = ['acme', 'globex', 'kiosk'].flatMap((tenant) => [one(tenant), other(tenant)]);
    const { problems } = findConflicts(claims, () => false);
    expect(problems.map(({ code, message }) => [code, message.includes('acme')])).toEqual([
      ['conflict', true],
    ]);
  });

  it('are told where only one of the tenants has both', () => {
    const claims = [one('acme'), one('globex'), other('globex'), one('kiosk')];
    const { problems } = findConflicts(claims, () => false);
    expect(problems.map(({ code, message }) => [code, message.includes('globex')])).toEqual([
      ['conflict', true],
    ]);
  });

  it('are told for each pair of places', () => {
    const third = document(20, 180);
    const claims = [one('acme'), other('acme'), one('globex'), third('globex'), one('kiosk'), other('kiosk')];
    expect(findConflicts(claims, () => false).problems.map(({ related }) => related?.line)).toEqual([10, 20]);
  });
});
