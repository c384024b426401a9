import { describe } from 'vitest';
import { callsTo, control, readJson, test } from '../support/product.ts';

const amazon = 'sync: { name: Amazon }\n';
const shop = 'sync: { name: JTL-Shop }\n';
const at = (sync: string) => `/tenants/default/syncs/${sync}`;

describe.concurrent('start and stop', () => {
  test('frame the settings of a sync, and a run that is under way keeps nobody waiting, in 1.x too', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi({ dialect: '1.3' });
    await control(wawi, 'PUT', at('Amazon'), { runsFor: 600_000 });
    await control(wawi, 'PUT', at('JTL-Shop'), { state: 7 });
    await house.write({
      'syncs/a.yaml': `${amazon}active: false\ninterval: 7m\n`,
      'syncs/b.yaml': `${shop}active: true\ninterval: 7m\n`,
    });
    const { code, stdout } = await house.sollist('apply');
    expect([code, stdout]).toEqual([0, expect.stringContaining('2 syncs corrected (4 values) and verified')]);
    const sent = wawi.requests.filter(({ method, path }) => method !== 'GET' && !path.includes('token'));
    expect(sent.map(({ method, body }) => [method, body])).toEqual([
      ['PUT', { Action: 1 }],
      ['POST', { Interval: '00:07:00' }],
      ['POST', { Interval: '00:07:00' }],
      ['PUT', { Action: 0 }],
    ]);
    const before = callsTo(wawi).length;
    expect((await house.sollist('apply')).stdout).toContain('No changes. Wawi matches the configuration.');
    expect(callsTo(wawi).slice(before)).toEqual(['TOKEN', 'GET', 'GET']);
  });

  test('that are refused are sent once, with a hint, and keep back what belongs behind them', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi();
    await control(wawi, 'PUT', at('Amazon'), { controllable: false });
    await control(wawi, 'PUT', at('JTL-Shop'), { state: 7 });
    await house.write({
      'syncs/a.yaml': `${amazon}active: false\ninterval: 7m\n`,
      'syncs/b.yaml': `${shop}active: true\ninterval: 2s\n`,
    });
    const { code, stdout } = await house.sollist('apply', '--output', 'json');
    expect(code).toBe(1);
    expect(callsTo(wawi).filter((call) => call !== 'GET')).toEqual(['TOKEN', 'PUT', 'POST']);
    const all = ['interval', 'active'].map((field) => ({ field }));
    expect(readJson(stdout, 'plan')).toMatchObject({
      result: 'incomplete',
      changes: [
        {
          ...{ outcome: 'failed', attempts: 1, residual: all },
          error: { hint: expect.stringContaining('maintenance syncs cannot be started or stopped') },
        },
        {
          ...{ outcome: 'failed', attempts: 1, residual: all },
          error: { message: expect.stringContaining('(so it was not started)') },
        },
      ],
    });
  });

  test('are waited for until a signal ends the wait; what was asked for is told as not yet there', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi();
    await control(wawi, 'PUT', '/tenants/default/worker-down');
    await house.write({ 'syncs/a.yaml': `${amazon}active: false\ninterval: 7m\n` });
    const running = house.start('apply', '--output', 'json');
    const looks = () => wawi.requests.filter(({ path }) => path.endsWith('/status')).length;
    await running.until('it looks again', () => looks() > 2);
    running.signal('SIGTERM');
    const { code, stdout } = await running.ended;
    expect([code, readJson(stdout, 'plan').changes]).toMatchObject([
      143,
      [
        {
          outcome: 'notConverged',
          attempts: 2,
          error: { code: 'unverified' },
          residual: [{ field: 'active' }],
        },
      ],
    ]);
    expect(callsTo(wawi).filter((call) => call === 'PUT')).toHaveLength(1);
  });
});
