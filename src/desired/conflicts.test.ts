import { describe, expect, it } from 'vitest';
import { aClaim, at, plain, wants } from '../../test/support/build.ts';
import type { Claim } from '../model/claim.ts';
import { durationOfSeconds } from '../model/duration.ts';
import type { Located } from '../model/origin.ts';
import { findConflicts } from './conflicts.ts';

/** A document that wants one interval for the sync Ebay; `line` is where it stands. */
function document(line: number, seconds: number, file = 'syncs/a.yaml') {
  const located = <T>(value: T): Located<T> => ({ value, origin: { file, line, column: 1 } });
  const sync: Claim['sync'] = located({ kind: 'name', name: 'Ebay' });
  const layers: Claim['layers'] = [{ configs: [], interval: located(durationOfSeconds(seconds)) }];
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

describe('an option that is named by its identifier, on two syncs', () => {
  const id = 'aaaaaaaa-0000-4000-8000-000000000001';
  const on = (name: string, value: string, changes: Partial<Claim> = {}) =>
    aClaim({
      select: { kind: 'name', name },
      layers: [wants(undefined, { [id]: plain(value) })],
      ...changes,
    });
  const codes = (...claims: Claim[]) => findConflicts(claims, () => false).problems.map(({ code }) => code);

  it('may not have two values', () => {
    expect(codes(on('Ebay', '1'), on('Amazon', '2'))).toEqual(['shared-option']);
    expect(codes(on('Ebay', '1', { rank: 1 }), on('Amazon', '2'))).toEqual(['shared-option']);
  });

  it('may not have two in one document either, in two spellings', () => {
    const layers = [wants(undefined, { [id]: plain('1'), [id.toUpperCase()]: plain('2') })];
    expect(codes(on('Ebay', '', { layers }))).toEqual(['conflict']);
  });

  it('may have two where a higher rank may mean the same sync in other words: the live state tells', () => {
    const exception = on('Ebay', '2', {
      sync: { value: { kind: 'name', name: 'Ebay', salesChannel: 'Shop' }, origin: at() },
    });
    expect(codes(on('Ebay', '1', { rank: 1 }), exception)).toEqual([]);
    const byId = { ...exception, sync: { value: { kind: 'id', id: '17' }, origin: at() } as const };
    expect(codes(on('Ebay', '1', { rank: 1 }), byId)).toEqual([]);
  });
});
