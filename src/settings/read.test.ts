import { describe, expect, test } from 'vitest';
import { createCalendar } from '../base/calendar.ts';
import { readSettings } from './read.ts';
import { type SettingKey, settingsTable, type UsualSettings } from './table.ts';
import { missingCredentials } from './tenants.ts';

const calendar = createCalendar();

describe('what holds', () => {
  test('where nothing is said is what the schema says', () => {
    expect(read('').settings).toMatchObject({
      schedule: '*/5 * * * *',
      timezone: 'Europe/Vienna',
      concurrency: 8,
      safety: { maxChanges: 50, maxShare: 0.5 },
      notifications: [],
      tenants: [{ name: 'default', connection: { auth: { kind: 'none' }, version: 'auto' } }],
    });
  });

  test('has a value for each setting of all tenants, whatever the schema names', () => {
    const { tenants, notifications, ...common } = read('').settings;
    const ofAll = Object.values(settingsTable).filter(({ path }) => !/^(?:api|auth|tenants)\./.test(path));
    for (const { path: key } of ofAll.filter((row) => row.default !== 'none')) {
      const value = key
        .split('.')
        .reduce((map, part) => (map as Record<string, unknown>)[part], common as unknown);
      expect(value, key).toBeDefined();
    }
  });

  test('is what a flag or variable says, else the file', () => {
    const file = 'concurrency: 3\nsafety: { maxShare: 1, maxChanges: 0, maxTenants: 50 % }\n';
    const { settings, problems } = read(file, { concurrency: '5', 'safety.maxShare': '.25' });
    expect(problems).toEqual([]);
    const safety = { maxShare: 0.25, maxChanges: 0, maxTenants: '50 %' };
    expect(settings).toMatchObject({ concurrency: 5, safety });
  });

  test('with an API key is what an installation on-premise has', () => {
    const { settings } = read('auth: { apiKey: { env: KEY } }\n');
    expect(settings.tenants).toMatchObject([
      { connection: { baseUrl: 'http://127.0.0.1:64110/api/eazybusiness', version: '1.1' } },
    ]);
  });

  test('of a tenant is what stands below its name, key by key', () => {
    const { settings, problems } = read(
      'api: { version: 2.1, baseUrl: https://a.example }\nauth: { clientId: me, clientSecret: { env: S } }\n' +
        'tenants:\n  one: { tenantId: 1a, api: { version: "2.2" } }\n  two: { tenantId: 2b, labels: { tier: gold } }\n',
    );
    expect(problems).toEqual([]);
    expect(settings.tenants).toMatchObject([
      {
        name: 'one',
        labels: {},
        connection: { version: '2.2', baseUrl: 'https://a.example', tenantId: '1a' },
      },
      { name: 'two', labels: { tier: 'gold' }, connection: { version: '2.1', auth: { clientId: 'me' } } },
    ]);
  });
});

describe('a setting that cannot be', () => {
  test.each<[SettingKey, string, string, string]>([
    ['schedule', 'often', 'cron', '`often`'],
    ['timezone', 'Europe/Berlim', 'timezone', '`Europe/Berlim` is no time zone'],
    ['concurrency', '0', 'bad-value', 'must be a whole number from 1 to 256'],
    ['concurrency', '2.5', 'bad-value', 'must be a whole number from 1 to 256'],
    ['concurrency', '0x10', 'bad-value', 'must be a whole number'],
    ['safety.maxChanges', '-1', 'bad-value', 'must be a whole number from 0 to 999999999'],
    ['safety.maxShare', '1.5', 'bad-value', 'must be a number from 0 to 1'],
    ['safety.maxShare', '', 'bad-value', 'must be a number from 0 to 1'],
    ['safety.maxTenants', '1.5', 'limit', '`1.5` is neither a whole number nor a share'],
    ['health.stoppedFor', '7', 'duration', '`7` has no unit'],
    ['api.version', '2.9', 'bad-value', '`2.3`'],
    ['api.baseUrl', 'ftp://x', 'url', 'is no http or https address'],
  ])('%s of %j by a flag is told with the flag, and the default holds', (key, text, code, message) => {
    const { problems, settings } = read('', { [key]: text });
    expect(problems).toMatchObject([{ code, message: expect.stringContaining(message) }]);
    expect(problems[0]!.message).toContain(`--${key}`);
    expect(settings).toEqual(read('').settings);
  });

  test.each([
    ['schedule: often', 1, 'cron'],
    ['concurrency: 0', 1, 'bad-value'],
    ['safety: { maxChanges: 10000000000 }', 1, 'bad-value'],
    ['safety: { maxTenants: 150 % }', 1, 'limit'],
    ['safety: { maxTenants: -1 }', 1, 'limit'],
    ['health: { stoppedFor: off }', 1, 'duration'],
    ['health: { stoppedFor: ~ }', 1, 'wrong-type'],
    ['safety: { maxTenants: true }', 1, 'wrong-type'],
    ['api: { version: 2.9 }', 1, 'bad-value'],
    ['concurency: 5', 1, 'unknown-key'],
    ['a: 1\n---\nb: 2', 3, 'second-document'],
  ])('in the file is told at its place: %s', (text, line, code) => {
    expect(read(text).problems).toContainEqual(
      expect.objectContaining({ code, origin: expect.objectContaining({ line }) }),
    );
  });
});

test('a misspelt key is recognized wherever it stands', () => {
  const { problems } = read(
    'schedul: x\nsafety: { maxChange: 1 }\napi: { versoin: "2.0" }\nauth: { scop: a }\n' +
      'tenants: { a: { tenantid: x, api: { baseURL: y } } }\nnotifications: [{ webhok: z }]\n',
  );
  const hints = problems.filter(({ code }) => code === 'unknown-key').map(({ hint }) => hint);
  const meant = ['schedule', 'maxChanges', 'version', 'scope', 'tenantId', 'baseUrl', 'webhook'];
  expect(hints).toEqual(meant.map((key) => `did you mean \`${key}\`?`));
});

describe('two tenants', () => {
  const two = (one: string, other: string) =>
    read(`auth: { clientId: me, clientSecret: { env: S } }\ntenants: { a: ${one}, b: ${other} }\n`).problems;

  test('that are one and the same are told, with both places', () => {
    expect(two('{ tenantId: X }', '{ tenantId: x }')).toMatchObject([
      { code: 'same-tenant', message: 'the tenants `a` and `b` are one and the same', related: { line: 2 } },
    ]);
  });

  test('with an id or a base URL of their own are two', () => {
    expect(two('{ tenantId: x }', '{ tenantId: y }')).toEqual([]);
    expect(two('{ tenantId: x }', '{ tenantId: x, api: { baseUrl: https://b.example } }')).toEqual([]);
  });
});

test('how to sign in is missed before the first request, where nobody says it', () => {
  const { settings } = read('tenants: { a: {} }\n');
  expect(missingCredentials(settings.tenants!)).toMatchObject([
    { code: 'no-credentials', origin: { line: 1 } },
  ]);
});

test('both ways to sign in at once are told once', () => {
  const { problems } = read(
    'auth: { apiKey: { env: A }, clientId: b }\ntenants: { a: {}, b: { tenantId: x } }\n',
  );
  expect(problems.filter(({ code }) => code === 'two-sign-ins')).toHaveLength(1);
});

test('a reference to a secret by a name that no variable has is told with how one is named', () => {
  const { problems } = read('auth: { clientSecret: { env: "1-x" } }\n');
  const message =
    '`clientSecret` holds no reference to a secret: a variable is named by letters, digits and underscores';
  expect(problems).toMatchObject([{ code: 'bad-reference', message }]);
});

test('the system is asked for its time zone only where nobody names one', () => {
  expect(read('tenants: {}\n').settings.timezone).toBe('Europe/Vienna');
  const askNobody = () => expect.unreachable();
  expect(read('timezone: Asia/Tokyo\n', {}, askNobody).settings.timezone).toBe('Asia/Tokyo');
});

test.each([
  'GMT+1',
  'GMT+01:00',
  'Etc/Unknown',
  'Factory',
  'CET-1CEST',
  'undefined',
  '/etc/localtime',
  'nonsense',
])('a machine that calls its time zone %j goes by UTC, and is told so once', (name) => {
  const { settings, problems, warnings } = read('', {}, () => name);
  expect([settings.timezone, problems]).toEqual(['UTC', []]);
  expect(warnings).toMatchObject([{ code: 'system-timezone' }]);
  expect(warnings[0]!.message).toContain(`\`${name}\``);
});

test('whoever reads them may have something else for usual, which anything that is said beats', () => {
  const schedule = '*/10 * * * * *';
  const scheduleOf = (text: string, flags = {}) =>
    read(text, flags, undefined, { schedule }).settings.schedule;
  expect(scheduleOf('')).toBe(schedule);
  expect(scheduleOf('schedule: "0 * * * *"\n')).toBe('0 * * * *');
  expect(scheduleOf('', { schedule: '0 0 * * *' })).toBe('0 0 * * *');
});

function read(
  text: string,
  flags: Partial<Record<SettingKey, string>> = {},
  systemTimezone = () => 'Europe/Vienna',
  usual: UsualSettings = {},
) {
  const given = Object.fromEntries(
    Object.entries(flags).map(([key, value]) => [key, { text: value, by: `--${key}` }]),
  );
  const file = { path: 'sollist.yaml', text, directory: '/etc/sollist', folder: undefined, hash: '' };
  return readSettings({ file, given, jtl: {}, systemTimezone, usual }, calendar);
}
