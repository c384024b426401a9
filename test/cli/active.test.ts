import { describe } from 'vitest';
import { callsTo, control, readJson, settingsFor, test } from '../support/product.ts';

const amazon = 'sync: { name: Amazon }\n';
const names = Array.from({ length: 12 }, (_, index) => `shop-${index + 1}`);
const night = 'windows: [{ start: "0 2 31 12 *", duration: 45m, active: false }]\n';

describe.concurrent('active', () => {
  test('costs a second GET on the tenants whose documents name it, in a window too, and none elsewhere', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi({ tenants: names.map((name) => ({ name })) });
    const [stopped, other, byNight] = names;
    await house.write({
      'syncs/all.yaml': `tenants: all\n${amazon}interval: 20m\n`,
      'syncs/some.yaml': `tenants: [${stopped}, ${other}]\n${amazon}active: false\n`,
      'syncs/night.yaml': `tenant: ${byNight}\n${amazon}active: true\n${night}`,
    });
    await control(wawi, 'PUT', `/tenants/${stopped}/syncs/Amazon`, { state: 5 });
    const plan = await house.sollist('plan');
    expect(plan.stdout).toBe(`${other} / Amazon (Amazon DE)                          syncs/some.yaml:2
  ~ active   true → false
Plan: 1 sync to change (1 value) on 1 of 12 tenants, 11 in sync, 108 unmanaged.
`);
    const asked = wawi.requests.filter(({ method }) => method === 'GET').map(({ path }) => path);
    const statuses = asked.filter((path) => path.endsWith('/status'));
    expect([asked.length, statuses.length]).toEqual([names.length + 3, 3]);

    const json = readJson(
      (await house.sollist('plan', '--output', 'json', '--at', '2026-12-31T02:30')).stdout,
      'plan',
    );
    const fields = json.changes.map(({ tenant, fields: [field] }) => [tenant, field]);
    expect(fields).toMatchObject([
      [
        other,
        { field: 'active', before: true, after: false, cause: 'unknown', origin: { line: 3, column: 9 } },
      ],
      [byNight, { field: 'active', before: true, after: false, window: {}, origin: { line: 4 } }],
    ]);
    const explained = await house.sollist('explain', `${byNight}/Amazon`, 'active');
    expect(explained.stdout).toContain('active  true    Wawi has true ✓');
  });

  test('is a problem of a tenant where the sync is locked, and a failure where the status does not tell', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi({ tenants: names.slice(0, 2).map((name) => ({ name })) });
    await house.write({ 'syncs/a.yaml': `tenants: all\n${amazon}active: true\ninterval: 1h\n` });
    await control(wawi, 'PUT', '/tenants/shop-1/syncs/Amazon', { state: 6 });
    const locked = await house.sollist('plan', '--output', 'json');
    expect([locked.code, readJson(locked.stdout, 'plan')]).toMatchObject([
      1,
      {
        result: 'incomplete',
        problems: [{ code: 'locked', tenant: 'shop-1', hint: 'unlock its account in Wawi first' }],
        changes: [
          { tenant: 'shop-1', blocked: true, fields: [{}] },
          { tenant: 'shop-2', fields: [{}] },
        ],
      },
    ]);

    let state: unknown = 'SUCCESSFULL_FINISHED';
    const between = await house.between(wawi, {
      change({ path }, answered) {
        if (!path.endsWith('/status')) return undefined;
        if (state === 404) return { ...answered, status: 404 };
        const told = JSON.parse(answered.body).map((one: object) => ({ ...one, state }));
        return { ...answered, body: JSON.stringify(state === undefined ? [] : told) };
      },
    });
    await house.write({ 'sollist.yaml': settingsFor({ ...wawi, url: between }) });
    expect((await house.sollist('plan')).code).toBe(0);
    for (const [unknown, words] of [
      ['HIBERNATING', 'Amazon (Amazon DE) has a state that nobody knows (HIBERNATING)'],
      [undefined, 'Amazon (Amazon DE) is not in the status list'],
      [404, 'leave `active` out of the documents'],
    ]) {
      state = unknown;
      const { code, stdout } = await house.sollist('plan');
      expect([code, stdout]).toEqual([1, expect.stringContaining(words as string)]);
    }
  });

  test('of a saved plan is looked at again, and what was written is remembered', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi();
    await house.write({ 'syncs/a.yaml': `${amazon}active: true\n` });
    const put = (state: number) => control(wawi, 'PUT', '/tenants/default/syncs/Amazon', { state });
    await put(7);
    await house.sollist('plan', '--out', 'plan.json');
    expect((await house.sollist('apply', 'plan.json')).code).toBe(0);
    expect((await house.sollist('history')).stdout).toContain('active false → true');
    const before = callsTo(wawi).length;
    const done = await house.sollist('apply', 'plan.json');
    expect([done.code, callsTo(wawi).slice(before)]).toEqual([0, ['TOKEN', 'GET', 'GET']]);
    await put(7);
    const again = readJson((await house.sollist('plan', '--output', 'json')).stdout, 'plan');
    expect(again.changes).toMatchObject([{ fields: [{ before: false, after: true, cause: 'live' }] }]);
    await put(6);
    const locked = await house.sollist('apply', 'plan.json');
    expect([locked.code, locked.stdout]).toEqual([
      3,
      expect.stringContaining('is locked, so it cannot be started'),
    ]);
  });
});
