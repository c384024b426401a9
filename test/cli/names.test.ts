import { mkdir, writeFile } from 'node:fs/promises';
import { describe } from 'vitest';
import { readJson, test } from '../support/product.ts';

const nfd = (text: string) => text.normalize('NFD');
const settings = `auth: { clientId: me, clientSecret: { env: NOT_SET_ANYWHERE } }
tenants:
  ${nfd('müller')}: { tenantId: a, labels: { ${nfd('größe')}: ${nfd('schön')} } }
  acme: { tenantId: b }
`;

describe.concurrent('a name', () => {
  test('is the same however its accents are composed, in folders, files, flags and on the server', async ({
    house,
    expect,
  }) => {
    const wawi = await house.wawi({
      tenants: [{ name: 'acme', tenantId: '3f0c3c1e-0b1d-4b7e-9c55-6a1f6f3d2a10' }],
    });
    await house.write({
      'sollist.yaml': (await house.read('sollist.yaml')).replace('acme', nfd('müller')),
      [`syncs/${nfd('müller')}/a.yaml`]: 'sync: { name: Ebay, salesChannel: Shop }\ninterval: 7m\n',
      'syncs/b.yaml': 'tenant: müller\nsync: { name: Amazon }\ninterval: 7m\n',
    });
    const { stdout } = await house.sollist('plan', '--tenant', nfd('müller'), '--output', 'json');
    const { problems, changes } = readJson(stdout, 'plan');
    expect(problems).toEqual([]);
    expect(new Set(changes.map(({ tenant }) => tenant))).toEqual(new Set(['müller']));
    expect(wawi.requests.length).toBeGreaterThan(0);
  });

  test('of a label or a key is too, so that two spellings of it are one key twice', async ({
    house,
    expect,
  }) => {
    await house.write({
      'sollist.yaml': `${settings}  müller: { tenantId: c }\n`,
      'syncs/a.yaml': `tenants: { größe: schön }\nsync: { name: Ebay }\nconfigs: { für: a, ${nfd('für')}: b }\n`,
    });
    const { stdout } = await house.sollist('validate', '--output', 'json');
    const { problems } = readJson(stdout, 'validation');
    expect(problems).toMatchObject([
      { code: 'duplicate-key', origin: { file: 'sollist.yaml', line: 5 } },
      { code: 'duplicate-key', origin: { file: 'syncs/a.yaml', line: 3 } },
    ]);
  });

  test('that looks like another is told from it by the character that differs', async ({ house, expect }) => {
    await house.write({
      'sollist.yaml': settings,
      'syncs/a.yaml': [
        'tenant: \u0430cme\nsync: { name: a }',
        'tenant: acme\u00ad\nsync: { name: b }',
        'tenant: ａｃｍｅ\nsync: { name: c }',
        'tenants: { größe: sch\u200bön }\nsync: { name: d }',
        'tenant: acme\nsync: { name: e }\nint\u0435rval: 5m',
        'tenant: acme\nsync: { name: f }\nmode: observe\u00a0\n',
      ].join('\n---\n'),
    });
    const { stdout } = await house.sollist('validate', '--output', 'json');
    const hints = readJson(stdout, 'validation').problems.map(({ hint }) => /\((.*)\)/.exec(hint ?? '')?.[1]);
    expect(hints.sort()).toEqual(
      [
        'there U+0061 a, here U+0430 Cyrillic \u0430',
        'there the end, here U+00AD soft hyphen',
        'there U+0061 a, here U+FF41 fullwidth ａ',
        'there U+00F6 ö, here U+200B zero width space',
        'there U+0065 e, here U+0435 Cyrillic \u0435',
        'there the end, here U+00A0 no-break space',
      ].sort(),
    );
  });

  test('of a file that is not UTF-8 is told as such, with its bytes', async ({ house, expect }) => {
    await house.write({
      'sollist.yaml': settings,
      'syncs/acme/ok.yaml': 'sync: { name: Ebay }\ninterval: 5m\n',
    });
    const below = (...bytes: number[]) =>
      Buffer.concat([Buffer.from(`${house.path}/syncs/`), Buffer.from(bytes)]);
    await writeFile(below(0xff, ...Buffer.from('.yaml')), 'x');
    await mkdir(below(0x6d, 0xfc));
    const { code, stdout } = await house.sollist('validate');
    expect(code).toBe(1);
    expect(stdout).toContain('syncs/\\xff.yaml has a name that is not UTF-8 [file-name]');
    expect(stdout).toContain('syncs/m\\xfc has a name that is not UTF-8 [file-name]');
  });

  test('has a value: what it is, is said', async ({ house, expect }) => {
    await house.write({
      'sollist.yaml': settings,
      'syncs/acme/a.yaml':
        'sync: { name: Ebay }\nconfigs:\n  a: 1e999\n  b: {}\n  c: { d: 1 }\n  e: [1]\n  f: .inf\n',
    });
    const { stdout } = await house.sollist('validate', '--output', 'json');
    expect(readJson(stdout, 'validation').problems.map(({ message }) => message)).toEqual([
      '`a` is a number that is too large',
      '`b` is an empty map that holds no reference to a secret',
      '`c` is a map that holds no reference to a secret',
      '`e` is a list, where one value can stand',
    ]);
  });
});
