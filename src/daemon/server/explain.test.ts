import { expect, it, test } from 'vitest';
import { aTenant } from '../../../test/support/build.ts';
import { bodyOf, serveDaemon } from '../../../test/support/daemonServer.ts';
import { answered, berlin, calendar } from '../../../test/support/explained.ts';
import type { AskedExplanation } from './explain.ts';

const now = '2026-11-26T12:00:00+01:00';
const files = { 'a.yaml': 'tenants: all\nsync: { name: Ebay }\ninterval: 10m\n' };

async function ask(query: string) {
  const asked: AskedExplanation[] = [];
  const daemon = await serveDaemon({
    async explain(one) {
      asked.push(one);
      const [tenant] = one.tenants;
      const names = tenant === undefined ? ['acme', 'globex'] : [tenant];
      return answered(one, { files, now, observed: names.includes('acme') ? [aTenant()] : [], names });
    },
  });
  return { response: await daemon.ask(`/api/v1/explain${query}`), asked };
}

it('answers as the schema has it, and knows tenants, field and moment', async () => {
  const { response, asked } = await ask('?sync=Ebay&tenant=acme&field=interval');
  expect(response.status).toBe(200);
  expect(await bodyOf(response, 'explain')).toMatchObject({ fields: [{ tenant: 'acme', wanted: 'PT10M' }] });
  expect(asked).toEqual([{ sync: 'Ebay', tenants: ['acme'], field: 'interval' }]);
});

const here = { now: Date.parse(now), timezone: berlin, calendar };

test.each([
  ['+8h', '2026-11-26T19:00:00.000Z'],
  ['%2B8h', '2026-11-26T19:00:00.000Z'],
  ['2026-11-27T06:00:00+01:00', '2026-11-27T05:00:00.000Z'],
  ['tomorrow%2006:00', '2026-11-27T05:00:00.000Z'],
])('takes %s for a moment', async (at, moment) => {
  const { response, asked } = await ask(`?sync=Ebay&at=${at}`);
  expect(response.status).toBe(200);
  expect(new Date(asked[0]!.at!(here)).toISOString()).toBe(moment);
});

test.each([
  ['', 400, 'error', 'bad-parameter'],
  ['?sync=%20', 400, 'error', 'bad-parameter'],
  ['?sync=Ebay&at=soon', 400, 'error', 'bad-parameter'],
  ['?sync=Ebey&tenant=acme', 404, 'explain', 'unknown-sync'],
  ['?sync=Ebay&tenant=acme&field=x', 404, 'explain', 'unknown-field'],
])('%j is %d', async (query, status, schema, code) => {
  const { response } = await ask(query);
  expect(response.status).toBe(status);
  expect(await bodyOf(response, schema)).toMatchObject({ problems: [{ code }] });
});
