import { describe, expect, it } from 'vitest';
import { createCalendar } from '../base/calendar.ts';
import { createCheckFile } from './checkFiles.ts';
import { desire } from './desire.ts';

const calendar = createCalendar();
const moment = { now: Date.UTC(2026, 0, 1), timezone: 'UTC' };
const tenants = [{ name: 'acme', labels: {} }];

function desired(texts: Readonly<Record<string, string>>, known: 'known' | 'unknown' = 'known') {
  const files = Object.entries(texts).map(([name, text]) => ({
    path: `syncs/${name}`,
    folder: undefined,
    directory: '/syncs',
    text,
    hash: text,
  }));
  const tree = { files, problems: [], warnings: [], hash: 'sha256:0' };
  const { claims, problems } = desire(tree, known === 'known' ? tenants : undefined, moment, {
    checkFile: createCheckFile(calendar),
    calendar,
  });
  return { claims, codes: problems.map(({ code }) => code) };
}

describe('a tree is good or bad as a whole', () => {
  it('all that is wrong with all files is told in one go', () => {
    const { codes } = desired({
      'a.yaml': 'sync: { name: Ebay }\ninterval: 5',
      'b.yaml': 'tenant: globex\nsync: { name: Ebay }\ninterval: 5m',
      'c.yaml': 'sync: { name: Amazon }\ninterval: 5m\n---\nsync: { name: Amazon }\ninterval: 6m',
    });
    expect(codes).toEqual(['duration', 'unknown-tenant', 'conflict']);
  });

  it('a good one asks something of each tenant it holds for', () => {
    const { claims, codes } = desired({ 'a.yaml': 'sync: { name: Ebay }\ninterval: 5m' });
    expect(codes).toEqual([]);
    expect(claims).toMatchObject([{ tenant: 'acme', rank: 3 }]);
  });

  it('where nobody can tell who the tenants are, each file is looked at by itself', () => {
    const text = 'tenant: globex\nsync: { name: Ebay }\ninterval: 5m';
    expect(desired({ 'a.yaml': text }, 'unknown')).toEqual({ claims: [], codes: [] });
  });
});
