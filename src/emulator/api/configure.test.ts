import { describe, expect, test } from 'vitest';
import { dialects } from '../state/dialects.ts';
import { prepareSyncs } from '../state/prepareSyncs.ts';
import { applyChange, createTenant } from '../state/tenant.ts';
import { parseInterval } from '../state/timeSpan.ts';
import { readAction, readSettings } from './configure.ts';

const [ebay] = prepareSyncs(1, 1)('acme');
const [createOrders, itemsPerRun, accessKey] = ebay!.options;
const entry = (id: string, value: unknown) => ({ identifier: id, value });
const read = (body: unknown, dialect: '2.0' | '2.1' = '2.0') =>
  readSettings(JSON.stringify(body), ebay!, dialects[dialect]);

test('reading changes nothing yet, applying does it and makes the lists be built anew', () => {
  const before = JSON.stringify(ebay);
  const change = read({ interval: 'PT5M', configs: [entry(itemsPerRun!.identifier, '7')] });
  expect(JSON.stringify(ebay)).toBe(before);
  const [sync] = prepareSyncs(1, 1)('acme');
  const tenant = createTenant({ name: 'acme', tenantId: 'T', apiKey: 'K', labels: {} }, [sync!]);
  tenant.lists.set('camelCase', Buffer.from(''));
  applyChange(tenant, sync!, { ...change, options: [{ option: sync!.options[1]!, value: '7' }] });
  expect([sync!.interval, sync!.options[1]!.value, tenant.lists.size]).toEqual([
    parseInterval('00:05:00'),
    '7',
    0,
  ]);
});

test('null, or nothing, leaves the interval as it is', () => {
  expect([read({}).interval, read({ interval: null }).interval]).toEqual([undefined, undefined]);
});

describe('from 2.1 on', () => {
  test('an entry without a value changes nothing, and null empties what is not required', () => {
    const list = [{ identifier: createOrders!.identifier }, entry(accessKey!.identifier, null)];
    expect(read({ configurations: list }, '2.1').options).toEqual([{ option: accessKey, value: null }]);
    expect(() => read({ configurations: [entry(createOrders!.identifier, null)] }, '2.1')).toThrow(
      'breaks a business rule',
    );
  });

  test('before, both are malformed', () => {
    expect(() => read({ configs: [{ identifier: createOrders!.identifier }] })).toThrow('validation errors');
    expect(() => read({ configs: [entry(accessKey!.identifier, null)] })).toThrow('validation errors');
  });
});

test.each([
  [{ interval: '00:00:59' }, 422, 'interval'],
  [{ interval: 5 }, 400, 'interval'],
  [{ configs: {} }, 400, 'configs'],
  [{ configs: [1] }, 400, 'configs[0]'],
  [{ configs: [entry('17', 'x')] }, 400, 'configs[0].identifier'],
  [{ configs: [entry('00000000-0000-5000-8000-000000000000', 'x')] }, 422, 'configs[0].identifier'],
  [{ configs: [entry(itemsPerRun!.identifier, 'many')] }, 422, 'configs[0].value'],
])('%j gets %i for %s', (body, status, field) => {
  let refusal: unknown;
  try {
    read(body);
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toMatchObject({ status, validationErrors: { [field]: expect.any(String) } });
});

test('an action is a number of three, under the name that the dialect has for it', () => {
  expect(readAction('{"Action":1}', dialects['1.1'])).toBe('stop');
  expect(() => readAction('{"action":1}', dialects['1.1'])).toThrow('validation errors');
  expect([0, 1, 2].map((action) => readAction(JSON.stringify({ action }), dialects['2.0']))).toEqual([
    'start',
    'stop',
    'restart',
  ]);
  expect(() => readAction('{"action":3}', dialects['2.0'])).toThrow('validation errors');
  expect(() => readAction('', dialects['2.0'])).toThrow('validation errors');
});
