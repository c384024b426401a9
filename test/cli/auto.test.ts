import { describe } from 'vitest';
import { callsTo, control, type House, settingsFor, test, writesTo } from '../support/product.ts';

/** Three syncs that each want another option; the first an interval, too. */
const documents = (pages: number) => ({
  'syncs/ebay.yaml': `sync: { name: Ebay, salesChannel: Shop }\ninterval: ${pages}m\nconfigs: { Items per run: ${pages} }\n`,
  'syncs/amazon.yaml': `sync: { name: Amazon }\nconfigs: { Orders per request: ${pages} }\n`,
});

async function houseOf(house: House, dialect: '2.0' | '2.1') {
  const wawi = await house.wawi({ dialect });
  await house.write({ 'sollist.yaml': settingsFor({ ...wawi, dialect: 'auto' }) });
  /** Applies the documents: how it ended, and what was called, the names of lists for the writes. */
  const apply = async (pages: number) => {
    await house.write(documents(pages));
    const [calls, writes] = [callsTo(wawi).length, writesTo(wawi).length];
    const { code, stdout, stderr } = await house.sollist('apply', '--output', 'json');
    const lists = writesTo(wawi)
      .slice(writes)
      .map(({ body }) => Object.keys(body as object).at(-1));
    const said = stderr.split('\n').filter((line) => line.includes('under another name'));
    return { code, stdout, calls: callsTo(wawi).slice(calls).slice(1), lists, said };
  };
  return { wawi, apply };
}

describe.concurrent('version: auto', () => {
  test('finds out which name the tenant reads, remembers it, and notices an update over night', async ({
    house,
    expect,
  }) => {
    const { wawi, apply } = await houseOf(house, '2.1');
    const first = await apply(41);
    expect(first).toMatchObject({ code: 0, calls: ['GET', 'POST', 'GET', 'POST', 'POST'] });
    expect(first.lists).toEqual(['configs', 'configurations', 'configurations']);
    expect(first.said).toEqual([expect.stringContaining('"tenant":"default","list":"configurations"')]);

    const second = await apply(42);
    expect(second).toMatchObject({ code: 0, calls: ['GET', 'POST', 'POST'], said: [] });

    await control(wawi, 'PUT', '/tenants/default/dialect', '2.0');
    const third = await apply(43);
    expect(third.lists).toEqual(['configurations', 'configs', 'configs']);
    expect(third.said).toEqual([expect.stringContaining('"tenant":"default","list":"configs"')]);
  });

  test('notices a Wawi that changes over while several syncs are written', async ({ house, expect }) => {
    const { wawi, apply } = await houseOf(house, '2.0');
    let writes = 0;
    const changing = await house.between(wawi, {
      async hold({ method }) {
        if (method === 'POST' && ++writes === 2)
          await control(wawi, 'PUT', '/tenants/default/dialect', '2.1');
      },
    });
    await house.write({ 'sollist.yaml': settingsFor({ ...wawi, url: changing, dialect: 'auto' }) });
    const { code, calls, lists } = await apply(46);
    expect(code).toBe(0);
    expect(calls).toEqual(['GET', 'POST', 'POST', 'GET', 'POST']);
    expect(lists).toEqual(['configs', 'configs', 'configurations']);
  });

  test('tries once where neither name is read, and never for an interval alone', async ({
    house,
    expect,
  }) => {
    const { wawi, apply } = await houseOf(house, '2.0');
    await control(wawi, 'PUT', '/faults', 'ignored=1');
    const { code, lists, stdout, said } = await apply(44);
    expect({ code, lists, said }).toEqual({
      code: 1,
      lists: ['configs', 'configurations', 'configs'],
      said: [],
    });
    expect(stdout).toContain('neither `configs` nor `configurations` was read');

    await house.write({
      'syncs/ebay.yaml': 'sync: { name: Ebay, salesChannel: Shop }\ninterval: 44m\n',
      'syncs/amazon.yaml': '',
    });
    const before = writesTo(wawi).length;
    expect(await house.sollist('apply')).toMatchObject({ code: 1 });
    expect(
      writesTo(wawi)
        .slice(before)
        .map(({ body }) => body),
    ).toEqual([{ interval: '00:44:00' }]);
  });

  test('1.x in the cloud is looked for at /workers too, and asked there first from then on', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi({ dialect: '2.0' });
    await house.write({ 'sollist.yaml': settingsFor({ ...wawi, dialect: '1.3' }), ...documents(45) });
    const paths = () =>
      wawi.requests.map(({ method, path }) => `${method} ${path.replace(/[0-9a-f-]{36}/, 'ID')}`).slice(1);
    expect(await house.sollist('apply')).toMatchObject({ code: 0 });
    expect(paths()).toEqual(['GET /v1/workers', 'GET /workers', 'POST /workers/ID', 'POST /workers/ID']);
    const before = paths().length;
    expect(await house.sollist('plan')).toMatchObject({ code: 0 });
    expect(paths().slice(before + 1)).toEqual(['GET /workers']);
  });
});
