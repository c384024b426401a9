import { expect, it } from 'vitest';
import { anOption, aSync, aTenant } from '../../../test/support/build.ts';
import { answered } from '../../../test/support/explained.ts';
import { isExplainJson } from '../../generated/validators/explain.js';
import { explainJson } from './json.ts';

const now = '2026-11-26T03:00:00+01:00';
const files = {
  'all.yaml': `tenants: all
sync: { name: Ebay }
interval: 20m
configs: { Key: { env: KEY } }
windows: [ { start: "0 22 * * *", duration: 8h, interval: 10m } ]
`,
  'freeze.yaml': 'tenant: acme\nsync: { name: Ebay }\nsuspend: { reason: Freeze, until: 2026-12-01 }\n',
};
const options = [anOption({ name: 'Key', type: 'string', value: 'canary' })];
const observed = [aTenant([aSync({ options })]), aTenant([aSync({ options })], { name: 'globex' })];
const written = { time: '2026-11-25T23:00:00.000Z', revision: 'abc' };

it('has the shape that the contract names, the winner first', () => {
  const past = () => ({ written, changedByOthers: 2 });
  const json = explainJson(answered({ sync: 'Ebay' }, { files, now, observed: observed.slice(0, 1), past }));
  expect(isExplainJson(json)).toBe(true);
  expect(json.syncs).toMatchObject([{ tenant: 'acme', unmanaged: false, answered: true }]);
  const until = '2026-11-30T23:00:00.000Z';
  expect(json.fields[0]).toMatchObject({
    ...{ tenant: 'acme', field: 'interval', wanted: 'PT10M', live: 'PT10M', status: 'Synced' },
    chain: [
      {
        value: 'PT10M',
        origin: { file: 'syncs/all.yaml', line: 5 },
        rank: 'all',
        window: { start: '0 22 * * *', duration: 'PT8H', open: true, closes: '2026-11-26T05:00:00.000Z' },
      },
      { value: 'PT20M', window: null, winsAt: '2026-11-26T05:00:00.000Z' },
    ],
    written: { ...written, author: null, subject: null },
    changedByOthers: 2,
    held: { rule: 'suspended', until, reason: 'Freeze', origin: { file: 'syncs/freeze.yaml', line: 3 } },
  });
  expect(json.fields[0]!.next[0]).toMatchObject({ at: '2026-11-26T05:00:00.000Z', value: 'PT20M' });
  expect(json.fields[1]).toMatchObject({ status: 'Unknown', chain: [{ secret: { env: 'KEY' } }] });
  expect(json).not.toHaveProperty('matrix');
  expect(JSON.stringify(json)).not.toContain('canary');
});

it('has a matrix besides where several tenants have it, and no live value where nobody was asked', () => {
  const several = explainJson(answered({ sync: 'Ebay' }, { files, now, observed }));
  expect(isExplainJson(several)).toBe(true);
  expect(several.matrix?.[1]?.values).toMatchObject([{ count: 2, tenants: ['acme', 'globex'] }]);
  const parts = { isOffline: true };
  const offline = explainJson(answered({ sync: 'Ebay' }, { files, now, names: ['globex'], parts }));
  expect(isExplainJson(offline)).toBe(true);
  expect(offline.syncs[0]!.sync).toEqual({ id: null, name: 'Ebay', salesChannel: null });
  for (const field of offline.fields) {
    expect(field).not.toHaveProperty('live');
    expect(field.status).toBe('Unknown');
  }
});
