import { describe } from 'vitest';
import { readJson, test } from '../support/product.ts';

const sync = 'aaaaaaaa-0000-4000-8000-00000000000b';
const option = 'cccccccc-0000-4000-8000-00000000000d';

/** As .NET may write it. */
const spellings = {
  D: (id: string) => id,
  capitals: (id: string) => id.toUpperCase(),
  N: (id: string) => id.replaceAll('-', '').toUpperCase(),
  B: (id: string) => `{${id}}`,
} as const;
type Spell = (id: string) => string;

/** A Wawi that spells identifiers each time in the next way, and takes a write only as it spelled them in its last list. */
function wawi() {
  const live = { interval: '00:10:00', value: 'false' };
  const posts: string[] = [];
  const speaks = { list: spellings.D as Spell, answer: spellings.D as Spell };
  const item = (spell: Spell) => ({
    ...{ identifier: spell(sync), syncName: 'Ebay', salesChannelName: null, salesChannelId: null },
    interval: live.interval,
    configurations: [
      {
        ...{ identifier: spell(option), displayName: 'Create orders', type: 'bool', isRequired: true },
        currentValue: live.value,
      },
    ],
  });
  const answer = (path: string, body: string): unknown => {
    if (body === '') return [item(speaks.list)];
    posts.push(path);
    const { interval, configurations } = JSON.parse(body);
    if (decodeURIComponent(path).endsWith(`/${speaks.list(sync)}`)) live.interval = interval;
    if (configurations[0].identifier === speaks.list(option)) live.value = configurations[0].value;
    return item(speaks.answer);
  };
  return { live, posts, speaks, answer };
}

describe.concurrent('identifiers in other capitals, in brackets or without dashes', () => {
  test('are the same in documents, lists, answers, saved plans, causes and filters; the server reads its own', async ({
    house,
    expect,
  }) => {
    const { live, posts, speaks, answer } = wawi();
    const url = await house.serve(async (request, response) => {
      const chunks = await request.toArray();
      response.end(JSON.stringify(answer(request.url!, Buffer.concat(chunks).toString())));
    });
    house.env.KEY = 'some-key';
    await house.write({
      'sollist.yaml': `api: { baseUrl: "${url}", version: "2.1" }\nauth: { apiKey: { env: KEY } }\ntenants: { acme: {} }\n`,
      'syncs/a.yaml': `sync: { id: ${sync} }\ninterval: 5m\nconfigs: { ${option}: true }\n`,
    });
    const ids = new Set<string>();
    const all = Object.values(spellings);
    for (const [at, spell] of all.entries()) {
      speaks.list = spell;
      await house.write({
        'syncs/a.yaml': `sync: { id: "${all.at(at - 1)!(sync)}" }\ninterval: 5m\nconfigs: { "${all.at(at - 2)!(option)}": true }\n`,
      });
      const { stdout } = await house.sollist('plan', '--output', 'json', '--out', 'plan.json');
      const plan = readJson(stdout, 'plan');
      expect(plan.problems).toEqual([]);
      ids.add(plan.id);
      // What was saved, and what was written before, is spelled otherwise by now.
      [speaks.list, speaks.answer] = [all.at(at - 3)!, spell];
      const applied = await house.sollist('apply', 'plan.json', '--output', 'json');
      expect(readJson(applied.stdout, 'plan')).toMatchObject({ result: 'applied' });
      const causes = plan.changes.flatMap(({ fields }) => fields.map(({ cause }) => cause));
      expect(causes).toEqual(at === 0 ? ['unknown', 'unknown'] : ['live', 'live']);
      expect({ ...live, posts: posts.length }).toEqual({
        interval: '00:05:00',
        value: 'true',
        posts: at + 1,
      });
      Object.assign(live, { interval: '00:10:00', value: 'false' });
    }
    expect(ids.size).toBe(1);
    const { stdout } = await house.sollist('history', '--sync', sync.toUpperCase(), '--output', 'json');
    expect(JSON.parse(stdout).records).toHaveLength(2 * all.length);
  });

  test('are one in a list that has both, and nothing is written', async ({ house, expect }) => {
    const { posts, answer } = wawi();
    const url = await house.serve((_, response) => {
      const [one] = answer('', '') as [Record<string, unknown>];
      const other = { ...one, identifier: sync.toUpperCase(), syncName: 'Amazon' };
      response.end(JSON.stringify([one, other]));
    });
    house.env.KEY = 'some-key';
    await house.write({
      'sollist.yaml': `api: { baseUrl: "${url}", version: "2.1" }\nauth: { apiKey: { env: KEY } }\ntenants: { acme: {} }\n`,
      'syncs/a.yaml': 'sync: { name: Ebay }\ninterval: 5m\n',
    });
    const { code, stdout } = await house.sollist('apply');
    expect(code).toBe(1);
    expect(stdout).toContain('2 syncs of acme have the identifier of the one called `Ebay`: Ebay');
    expect(stdout).not.toContain('`id:`');
    expect(posts).toEqual([]);
  });
});

test('a number that JSON cannot hold exactly is no identifier, and nothing is written', async ({
  house,
  expect,
}) => {
  let identifier = '0';
  const url = await house.serve(({ method }, response) => {
    const [item] = wawi().answer('', '') as [object];
    const text = JSON.stringify([item]).replace(`"${sync}"`, identifier);
    response.writeHead(method === 'GET' ? 200 : 500).end(text);
  });
  house.env.KEY = 'some-key';
  await house.write({
    'sollist.yaml': `api: { baseUrl: "${url}", version: "2.1" }\nauth: { apiKey: { env: KEY } }\ntenants: { acme: {} }\n`,
    'syncs/a.yaml': 'sync: { name: Ebay }\ninterval: 5m\n',
  });
  for (identifier of ['90071992547409931', '9007199254740992', '1e400', '1.5', '-1']) {
    const { code, stdout } = await house.sollist('apply', '--output', 'json');
    expect(code).toBe(1);
    expect(readJson(stdout, 'plan').failures).toMatchObject([
      { code: 'bad-answer', message: expect.stringContaining('has an unusable identifier: it ') },
    ]);
  }
  identifier = '2147483647';
  const { stdout } = await house.sollist('plan', '--output', 'json');
  expect(readJson(stdout, 'plan').changes).toMatchObject([{ sync: { id: identifier } }]);
});
