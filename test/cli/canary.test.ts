import { describe } from 'vitest';
import { urlOf } from '../support/daemon.ts';
import {
  control,
  type House,
  readJson,
  type Someone,
  settingsFor,
  test,
  writesTo,
} from '../support/product.ts';

/** Every secret holds this word, so whatever shows one of them shows it. */
const canary = /canary/i;
const inBase64 = ['canary', ' canary', '  canary'].map((text) =>
  Buffer.from(text).toString('base64').slice(4, 8),
);

const secrets = {
  client: 'client"canary"<&>é+/=secret',
  apiKey: 'apikey-canary-4711',
  env: 'env\\canary\'%20"option',
  file: 'file canary option',
  live: 'live-canary-value',
};

/** How a server gives back what it was sent, and what it was asked with. */
const echoes: Record<string, Someone['change']> = {
  'in the form of the API': ({ method, headers, body }) =>
    method === 'POST'
      ? { status: 422, body: JSON.stringify(errorOf(`${headers.authorization} ${body}`)) }
      : undefined,
  'for a read already': ({ headers }) => ({
    status: 403,
    body: JSON.stringify(errorOf(`no scope for ${headers.authorization}`)),
  }),
  'on a page of a gateway': ({ method, headers, body }) =>
    method === 'POST' ? { status: 400, body: `<html>${headers.authorization} ${body}</html>` } : undefined,
  'by sending it elsewhere': ({ headers }) => ({
    status: 307,
    body: '',
    location: `http://127.0.0.2:9/${encodeURIComponent(headers.authorization!)}`,
  }),
  'as an answer that is none': ({ headers, body }) => ({
    status: 200,
    body: JSON.stringify([{ identifier: `${headers.authorization} ${body}`, [headers.authorization!]: 1 }]),
  }),
};

function errorOf(text: string) {
  return {
    errorCode: text,
    errorMessage: `The value '${text}' is not valid. ${Buffer.from(text).toString('base64')}`,
    validationErrors: { [text]: text },
    errors: { [text]: [text] },
    stacktrace: `at ${text}`,
  };
}

const explaining = [
  ['explain', 'Ebay'],
  ['explain', 'Ebay', '--output', 'json'],
];
const asking = [
  ['plan', '--output', 'json'],
  ['apply'],
  ['pull', '--syncs', 'pulled', '--output', 'json'],
].concat(explaining);

describe.concurrent('no secret is ever shown', () => {
  test.for(Object.keys(echoes))('by a server that gives it back %s', async (echo, { house, expect }) => {
    const { shown } = await scene(house, echoes[echo]);
    await Promise.all(asking.map(async (way, at) => shown(await house.sollist(...way, ...traced(at)))));
    const told = await everything(house, shown());
    expect(leaks(told)).toEqual([]);
  });

  test('where all goes well, before and after, whoever changed it', async ({ house, expect }) => {
    const { shown, wawi } = await scene(house);
    const looking = [['plan'], ['plan', '--output', 'json'], ['pull', '--syncs', 'pulled'], ['validate']];
    await Promise.all(looking.map(async (way) => shown(await house.sollist(...way, ...traced(0)))));
    shown(await house.sollist('apply', ...traced(0)));
    await control(wawi, 'PUT', '/tenants/acme/syncs/Ebay', { configs: { 'Access key': 'other canary' } });
    house.env.EBAY_KEY = 'another canary';
    shown(await house.sollist('plan', ...traced(0)));
    for (const way of explaining) shown(await house.sollist(...way, ...traced(0)));
    shown(await house.sollist('apply', '--output', 'json', ...traced(0)));
    expect(writesTo(wawi).length).toBeGreaterThanOrEqual(2);
    const told = await everything(house, shown());
    expect(told).toContain('(secret) → (secret)');
    expect(await house.files()).toContain('state-0/journal.jsonl');
    expect(leaks(told)).toEqual([]);
  });

  test.for(['text', 'json'])('by the daemon, with --output %s', async (output, { house, expect }) => {
    const { shown, wawi } = await scene(house);
    const flags = ['--listen', '127.0.0.1:0', '--schedule', '* * * * * *', '--output', output];
    const running = house.start('run', ...flags, ...traced(0));
    await running.until('it is corrected', () => writesTo(wawi).length >= 2);
    await control(wawi, 'PUT', '/tenants/acme/syncs/Ebay', { configs: { 'Access key': 'other canary' } });
    await running.until('it is corrected again', () => writesTo(wawi).length >= 3);
    const explained = await (await fetch(`${await urlOf(running)}/api/v1/explain?sync=Ebay`)).text();
    expect(explained).toContain('Access key');
    expect(leaks(explained)).toEqual([]);
    await house.write({ 'syncs/bad.yaml': 'sync: { name: Ebay }\nconfigs: { Access key: [canary] }\n' });
    await running.until('it is bad', () => running.stderr().includes('bad'));
    running.signal('SIGTERM');
    const ended = await running.ended;
    expect(ended.code).toBe(0);
    shown(ended);
    expect(leaks(await everything(house, shown(), ['syncs/bad.yaml']))).toEqual([]);
  });

  test('where credentials are wrong, or cannot be sent', async ({ house, expect }) => {
    const { shown, wawi, url } = await scene(house);
    const key = {
      api: { baseUrl: url, version: '1.1' },
      auth: { apiKey: { env: 'KEY' } },
      tenants: { acme: {} },
    };
    await house.write({ 'key.yaml': JSON.stringify(key) });
    const tries = ['canary wrong', 'canary\nline', 'canary ☃', 'canary\u0007'].flatMap((value) => {
      Object.assign(house.env, { JTL_CLIENT_SECRET: value, KEY: value, EBAY_KEY: value });
      return [
        house.sollist('plan', ...traced(0)),
        house.sollist('apply', '--config', 'key.yaml', '--output', 'json', ...traced(0)),
      ];
    });
    for (const ended of await Promise.all(tries)) shown(ended);
    expect(leaks(await everything(house, shown()))).toEqual([]);
    expect(wawi.requests.length).toBeGreaterThan(0);
  });

  test('where it stands in a file in clear, whatever is wrong with the file', async ({ house, expect }) => {
    const tenants = [
      '{ auth: { clientId: me, clientSecret: canary } }',
      '{ auth: { clientSecret: "canary", tokenUrl: 5 } }',
      '\n    auth:\n      clientSecret: |\n        canary\n        canary\n      clientId: [1]',
      '{ auth: { apiKey: canary } }',
      '{ auth: { apiKey: [canary, canary] } }',
      '{ auth: { apiKey: { value: canary } } }',
      '{ auth: { clientSecret: { env: A, canary: canary } } }',
      '{ auth: { clientSecret: !canary canary } }',
      '{ auth: { password: canary } }',
      '{ auth: { clientsecret: canary } }',
      '{ auth: { client_secret: canary } }',
      '{ auth: { apiKey: canary, tenantId: 5 } }',
      '\n    auth:\n      apiKey: "canary\n        canary"\n    tenantID: 1',
      '{ api: { baseUrl: "http://user:canary@wawi.example.com" } }',
      '{ api: { baseUrl: "https://user:canary@127.0.0.1:99999" } }',
      '{ apiKey: canary }',
      '{ auth: { clientId: me, clientSecret:canary } }',
      '{ auth: { clientId: me, clientSecret canary } }',
      '{ auth: { clientId: me, clientSecret = canary } }',
      '{ auth: {"apiKey":"canary","foo":1} }',
      '{ auth: { pass: canary } }',
      '{ auth: { passwd: canary } }',
    ];
    const places = [
      `tenants:\n${tenants.map((tenant, at) => `  t${at}: ${tenant}`).join('\n')}`,
      'auth: { clientSecret: *canary }',
      'auth: { clientSecret: &canary }',
      'auth: { clientSecret: canary',
      'auth: { apiKey: canary, apiKey: canary }',
      'token: canary',
      'auth:\n  clientId: me\n  clientSecret:canary',
      'auth:\n  clientId: me\n  clientSecret canary',
      'auth:\n  clientId: me\n  clientSecret=canary',
      'auth:\n  clientId: me\n  clientSecret:\n  canary',
    ];
    const documents = [
      'configs: { Access key: [canary] }',
      'configs: { Access key: { env: A, x: canary } }',
      'configs: { Access key: { envv: canary } }',
      'configs: { Access key: { file: 5, secret: canary } }',
      'configs:\n  Access key: canary\n  Access key: canary',
      'configs:\n  Password: "canary\n',
      'configs:\n  Access key: |\n    canary\n   canary',
      'configs:\n\tPassword: canary',
      'password: canary',
      'configs: { Access key: !!binary canary }',
      'configs:\n  Password:canary',
      'configs: { Password:canary, Password:canary }',
      'Password:canary',
      'mode: enforce\nPassword canary',
    ];
    let told = '';
    for (const place of places)
      await house.write({ [`settings/${places.indexOf(place)}.yaml`]: `${place}\n` });
    for (const [at, text] of documents.entries())
      await house.write({ [`bad/syncs/${at}.yaml`]: `sync: { name: Ebay }\n${text}\n` });
    const runs = places.flatMap((_, at) => [
      house.sollist('validate', '--config', `settings/${at}.yaml`, '--syncs', 'none', '--log-level', 'trace'),
    ]);
    const outputs = ['text', 'json', 'github'].map((output) =>
      house.sollist('validate', '--syncs', 'bad/syncs', '--output', output),
    );
    for (const { stdout, stderr, code } of await Promise.all([...runs, ...outputs])) {
      expect(code, stdout).toBe(1);
      told += stdout + stderr;
    }
    expect(leaks(told)).toEqual([]);
  });

  test('in a plan that is saved, nor by applying it', async ({ house, expect }) => {
    const { shown, wawi } = await scene(house);
    shown(await house.sollist('plan', '--out', 'plan.json', ...traced(0)));
    const applied = await house.sollist('apply', 'plan.json', '--output', 'json', ...traced(0));
    shown(applied);
    expect(applied.code, applied.stdout).toBe(0);
    readJson(applied.stdout, 'plan');
    expect(writesTo(wawi).length).toBeGreaterThanOrEqual(2);
    expect(leaks(await everything(house, shown()))).toEqual([]);
  });
});

/** Two tenants, one signed in to with a token and one with a key, and secrets in each place where one can be. */
async function scene(house: House, change?: Someone['change']) {
  const options = [
    { displayName: 'Access key', type: 'String', currentValue: secrets.live },
    { displayName: 'Kennwort', type: 'String', currentValue: `${secrets.live}-2` },
    { displayName: 'Note', type: 'String', currentValue: 'plain' },
  ];
  const syncs = [{ syncName: 'Ebay', interval: '00:10:00', configurations: options }];
  const wawi = await house.emulator({
    clientSecret: secrets.client,
    apiKey: secrets.apiKey,
    tenants: [
      { name: 'kiosk', syncs },
      { name: 'acme', syncs },
    ],
  });
  const tokens: string[] = [];
  const tokenUrl = await house.between(wawi, {
    change(_, { status, body }) {
      const token = (JSON.parse(body) as { access_token?: string }).access_token;
      if (token) tokens.push(token);
      return { status, body };
    },
  });
  const url = change ? await house.between(wawi, { change }) : wawi.url;
  Object.assign(house.env, { JTL_CLIENT_SECRET: secrets.client, EBAY_KEY: secrets.env, KEY: 'unused' });
  const settings = settingsFor({
    ...wawi,
    url,
    tokenUrl: `${tokenUrl}/oauth2/token`,
    tenants: wawi.tenants.slice(1),
  });
  await house.write({
    'sollist.yaml': `${settings}  kiosk: { api: { baseUrl: "${url}", version: "1.1" }, auth: { apiKey: { file: api.key } } }\n`,
    'api.key': `${secrets.apiKey}\n`,
    'option.secret': secrets.file,
    'syncs/ebay.yaml': `tenants: all\nsync: { name: Ebay }\ninterval: 5m\nconfigs:\n  Access key: { env: EBAY_KEY }\n  Kennwort: { file: ../option.secret }\n  Note: other\n`,
  });
  let told = '';
  const shown = (ended?: { readonly stdout: string; readonly stderr: string }) => {
    told += ended ? `${ended.stdout}\n${ended.stderr}\n` : '';
    return { told, tokens };
  };
  return { wawi, url, shown };
}

/** Each command has a journal of its own, since several run at once. */
function traced(at: number): readonly string[] {
  return ['--log-level', 'trace', '--state-dir', `state-${at}`];
}

/** All that was printed, and every file that the commands wrote. */
async function everything(
  house: House,
  { told, tokens }: { readonly told: string; readonly tokens: readonly string[] },
  own: readonly string[] = [],
): Promise<string> {
  const ours = ['sollist.yaml', 'api.key', 'option.secret', 'syncs/ebay.yaml', ...own];
  const files = (await house.files()).filter((file) => !ours.includes(file));
  const texts = await Promise.all(files.map(async (file) => `${file}\n${await house.read(file)}`));
  const all = [told, ...texts].join('\n');
  const token = tokens.find((one) => all.includes(one));
  return token === undefined ? all : `${all}\ncanary: the token ${token} is shown\n`;
}

/** The lines that show a secret. */
function leaks(told: string): readonly string[] {
  return told.split('\n').filter((line) => canary.test(line) || inBase64.some((part) => line.includes(part)));
}
