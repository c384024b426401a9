import { mkdir, symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from 'vitest';
import { deadUrl, readJson, test } from '../support/product.ts';

const good = 'sync: { name: Ebay, salesChannel: Shop }\ninterval: 5m\n';
const settings = `api: { baseUrl: "http://127.0.0.1:9/" }
auth: { clientId: me, clientSecret: { env: NOT_SET_ANYWHERE } }
tenants:
  acme: { tenantId: 3f0c3c1e-0b1d-4b7e-9c55-6a1f6f3d2a10, labels: { tier: gold } }
  globex: { tenantId: 8d2f7f0a-52c4-4d0b-8a3c-0f4b7f9f6e21, labels: { tier: silver } }
`;

describe.concurrent('validate', () => {
  test('says of a good tree how much it has read, with 0 and nothing on stderr', async ({
    house,
    expect,
  }) => {
    await house.write({ 'sollist.yaml': settings, 'syncs/acme/ebay.yaml': `${good}---\n${amazon}` });
    const { code, stdout, stderr } = await house.sollist('validate');
    expect({ code, stdout, stderr }).toEqual({
      code: 0,
      stdout: 'Valid: 2 documents in 2 files.\n',
      stderr: '',
    });
  });

  test('sends nothing, and asks for no credentials', async ({ house, expect }) => {
    const wawi = await house.wawi();
    delete house.env.JTL_CLIENT_SECRET;
    await house.write({ 'syncs/a.yaml': `${good}configs: { Access key: { env: NOT_SET_ANYWHERE } }\n` });
    const { code } = await house.sollist('validate');
    expect({ code, requests: wawi.requests }).toEqual({ code: 0, requests: [] });
  });

  test('shows all problems of all files at once, each with its place, line, caret and hint', async ({
    house,
    expect,
  }) => {
    await house.write({
      'sollist.yaml': settings,
      'syncs/acme/a.yaml': 'sync: { name: Ebay }\nintervall: 5m\n',
      'syncs/acme/b.yaml': 'sync: { name: Amazon }\ninterval: 300\nmode: enforced\n',
      'syncs/c.yaml': 'tenant: acmee\nsync: { name: Otto }\ninterval: 5m\n',
    });
    const { code, stdout } = await house.sollist('validate');
    expect(code).toBe(1);
    expect(stdout).toMatchInlineSnapshot(`
      "syncs/acme/a.yaml:2:1: error: unknown key \`intervall\` [unknown-key]
        2 | intervall: 5m
          | ^
        hint: did you mean \`interval\`?
      syncs/acme/b.yaml:2:11: error: \`300\` has no unit [duration]
        2 | interval: 300
          |           ^
        hint: write 300s, 300m or 300h
      syncs/acme/b.yaml:3:7: error: \`mode\` is \`enforced\`, but must be one of \`enforce\`, \`observe\` [bad-value]
        3 | mode: enforced
          |       ^
        hint: did you mean \`enforce\`?
      syncs/c.yaml:1:9: error: no tenant is called \`acmee\` [unknown-tenant]
        1 | tenant: acmee
          |         ^
        hint: did you mean \`acme\`?
      4 problems in 3 files.
      "
    `);
  });

  test('gives each bad file a problem of its own, and never a stack trace', async ({ house, expect }) => {
    const bad = badFiles();
    await house.write({ 'sollist.yaml': settings });
    await house.write(
      Object.fromEntries(Object.entries(bad).map(([name, { text }]) => [`syncs/acme/${name}.yaml`, text])),
    );
    const [text, json] = await Promise.all([
      house.sollist('validate'),
      house.sollist('validate', '--output', 'json'),
    ]);
    const { problems, result } = readJson(json.stdout, 'validation');
    expect(result).toBe('problems');
    for (const [name, { code, line }] of Object.entries(bad)) {
      const found = problems.filter(({ origin }) => origin?.file === `syncs/acme/${name}.yaml`);
      expect(
        found.map((problem) => [problem.code, problem.origin?.line]),
        `${name}: ${JSON.stringify(found)}`,
      ).toContainEqual([code, line]);
    }
    expect([text.code, json.code]).toEqual([1, 1]);
    expect(`${text.stdout}${text.stderr}${json.stderr}`).not.toMatch(/^ {2,}at |TypeError|is a bug/m);
    for (const name of Object.keys(bad)) expect(text.stdout).toContain(`syncs/acme/${name}.yaml:`);
  });

  test('takes what is odd but good', async ({ house, expect }) => {
    await house.write({
      'sollist.yaml': settings,
      'syncs/acme/bom.yaml': `\ufeff${good}`,
      'syncs/acme/crlf.yaml': amazon.replaceAll('\n', '\r\n'),
      'syncs/acme/empty.yaml': '',
      'syncs/acme/comments.yaml': '# nothing here yet\n\n---\n# nor here\n',
      'syncs/acme/.hidden.yaml': 'not: [valid',
      'syncs/.git/deep.yaml': 'not: [valid',
      'syncs/acme/notes.txt': 'not: [valid',
      'syncs/globex/deep/er/aliases.yaml':
        'sync: { name: Ebay, salesChannel: "\\U0001F6D2 Bücher & mehr: #1" }\nconfigs:\n  a: &x "1"\n  "null": *x\n  "yes": ~\n  tab\\tname: "a\\tb"\n',
      'syncs/globex/json.yaml': '{"sync": {"name": "Otto"}, "interval": "PT1H30M"}',
      'shared/otto.yaml': 'sync: { name: Otto }\ninterval: 1d\n',
    });
    await symlink('../../shared/otto.yaml', join(house.path, 'syncs/acme/link.yaml'));
    const { code, stdout } = await house.sollist('validate');
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: expect.stringMatching(/^Valid: 5 documents in \d+ files\.\n$/),
    });
  });

  test('warns of a suspension that has ended, and passes', async ({ house, expect }) => {
    await house.write({
      'sollist.yaml': settings,
      'syncs/acme/a.yaml': `${good}suspend: { reason: Freeze, until: 2020-12-01T00:00:00+01:00 }\n`,
    });
    const { code, stdout } = await house.sollist('validate');
    expect(code).toBe(0);
    expect(stdout).toMatch(/^syncs\/acme\/a\.yaml:3:\d+: warning: /);
  });

  test('prints one JSON document, good or bad', async ({ house, expect }) => {
    await house.write({ 'sollist.yaml': settings, 'syncs/acme/a.yaml': good });
    const first = await house.sollist('validate', '--output', 'json');
    expect(readJson(first.stdout, 'validation')).toMatchObject({
      result: 'valid',
      documents: 1,
      problems: [],
    });
    await house.write({ 'syncs/acme/b.yaml': 'sync: 5\n' });
    const second = await house.sollist('validate', '--output', 'json');
    expect(second.code).toBe(1);
    expect(readJson(second.stdout, 'validation')).toMatchObject({
      result: 'problems',
      problems: [{ origin: { file: 'syncs/acme/b.yaml', line: 1, column: 7 } }],
    });
  });

  test('annotates a pull request with --output github', async ({ house, expect }) => {
    await house.write({
      'sollist.yaml': settings,
      'syncs/acme/a.yaml': 'sync: { name: Ebay }\nintervall: 5m\n',
      'syncs/acme/b.yaml': 'sync: { name: "100%, {a: b}\\n::error::x" }\ninterval: 0m\n',
    });
    const { code, stdout } = await house.sollist('validate', '--output', 'github');
    const lines = stdout.trimEnd().split('\n');
    expect(code).toBe(1);
    expect(lines).toHaveLength(2);
    expect(lines[0]).toMatch(/^::error file=syncs\/acme\/a\.yaml,line=2,col=1,title=[\w-]+::.*intervall/);
    expect(lines[1]).toMatch(/^::error file=syncs\/acme\/b\.yaml,line=2,col=11,title=/);
  });

  test('reports only what concerns the paths that it is given', async ({ house, expect }) => {
    await house.write({
      'sollist.yaml': settings,
      'syncs/acme/a.yaml': 'sync: 5\n',
      'syncs/globex/b.yaml': 'sync: 6\n',
      'syncs/globex/c.yaml': amazon,
    });
    const [one, folder, none, missing, foreign] = await Promise.all(
      ['syncs/acme/a.yaml', 'syncs/globex', 'syncs/globex/c.yaml', 'syncs/nix.yaml', '/'].map((path) =>
        house.sollist('validate', '--output', 'json', path),
      ),
    );
    const filesOf = (stdout: string) =>
      readJson(stdout, 'validation').problems.map(({ origin, code }) => origin?.file ?? code);
    expect(filesOf(one!.stdout)).toEqual(['syncs/acme/a.yaml']);
    expect(filesOf(folder!.stdout)).toEqual(['syncs/globex/b.yaml']);
    expect([none!.code, filesOf(none!.stdout)]).toEqual([0, []]);
    expect([missing!.code, filesOf(missing!.stdout)]).toEqual([1, ['file-missing']]);
    expect(foreign!.code).toBe(1);
  });

  test('includes sollist.yaml, and never shows a secret that stands there in clear', async ({
    house,
    expect,
  }) => {
    const secret = 'hunter2-hunter2';
    await house.write({
      'sollist.yaml': `schedule: "61 * * * *"
api: { baseUrl: "http://wawi.example.com" }
auth: { clientId: me, clientSecret: ${secret} }
safty: { maxChanges: 1 }
tenants:
  acme: { tenantId: 3f0c3c1e-0b1d-4b7e-9c55-6a1f6f3d2a10 }
`,
      'syncs/acme/a.yaml': good,
    });
    const { code, stdout } = await house.sollist('validate');
    expect(code).toBe(1);
    expect(stdout).not.toContain(secret);
    expect(stdout).toMatch(/^sollist\.yaml:1:11: error: .*schedule/m);
    expect(stdout).toMatch(/^sollist\.yaml:2:\d+: error: .*http/m);
    expect(stdout).toMatch(/^sollist\.yaml:3:\d+: error: .*clientSecret/m);
    expect(stdout).toMatch(/did you mean `safety`/);
    expect(stdout).toContain('allowInsecure');
  });

  test('does not show a password in an address, whatever else is wrong on its line', async ({
    house,
    expect,
  }) => {
    await house.write({
      'sollist.yaml': `api: { baseUrl: "https://me:hunter2@wawi.example.com", versio: "2.0" }
tenants: { acme: { tenantId: x, api: { baseUrl: 'me:hunter2@wawi' }, nothing: 1 } }
`,
      'syncs/acme/a.yaml': good,
    });
    const { code, stdout } = await house.sollist('validate');
    expect(code).toBe(1);
    expect(stdout).toMatch(/1:\d+: error: unknown key `versio`/);
    expect(stdout).toMatch(/2:\d+: error: unknown key `nothing`/);
    expect(stdout).not.toContain('hunter2');
  });

  test('says how to allow plain http where a variable or a flag names the address', async ({
    house,
    expect,
  }) => {
    await house.write({ 'syncs/a.yaml': 'sync: { name: Ebay }\ninterval: 5m\n' });
    Object.assign(house.env, { JTL_API_KEY: 'k', JTL_BASE_URL: 'http://wawi.example.com' });
    const refused = await house.sollist('validate');
    expect([refused.code, refused.stdout]).toEqual([
      1,
      expect.stringContaining('SOLLIST_API_ALLOW_INSECURE'),
    ]);
    expect((await house.sollist('validate', '--api-allow-insecure')).code).toBe(0);
    Object.assign(house.env, { SOLLIST_API_ALLOW_INSECURE: 'true' });
    expect((await house.sollist('validate')).code).toBe(0);
  });

  test('takes plain http beyond loopback where `allowInsecure` stands beside it', async ({
    house,
    expect,
  }) => {
    const yaml = (insecure: string) =>
      `api: { baseUrl: "http://wawi.example.com"${insecure} }\nauth: { apiKey: { env: KEY } }\ntenants: { acme: {} }\n`;
    await house.write({ 'sollist.yaml': yaml(', allowInsecure: true'), 'syncs/a.yaml': good });
    expect((await house.sollist('validate')).code).toBe(0);
    await house.write({ 'sollist.yaml': yaml('') });
    expect((await house.sollist('validate')).code).toBe(1);
  });

  test('tells what is wrong with a line of megabytes as quickly as with any other', async ({
    house,
    expect,
  }) => {
    await house.write({ 'syncs/a.yaml': `${good}foo: ${'bar '.repeat(1_000_000)}\n` });
    const { code, stdout } = await house.sollist('validate');
    expect(code).toBe(1);
    expect(stdout).toContain('unknown key `foo`');
    expect(stdout.length).toBeLessThan(1000);
  });

  test('does not take a sollist.yaml that is a link to nothing for none', async ({ house, expect }) => {
    await house.write({ 'syncs/a.yaml': good });
    await symlink('nowhere', join(house.path, 'sollist.yaml'));
    const { code, stdout } = await house.sollist('validate');
    expect(code).toBe(1);
    expect(stdout).toContain('sollist.yaml is a link to nothing');
  });

  test('is an error where --config names a file that is missing', async ({ house, expect }) => {
    await house.write({ 'syncs/a.yaml': good });
    const { code, stdout } = await house.sollist('validate', '--config', 'nix.yaml');
    expect(code).toBe(1);
    expect(stdout).toContain('nix.yaml does not exist');
  });

  test('is an error where the folder of the syncs is missing, or is a file', async ({ house, expect }) => {
    await house.write({ 'sollist.yaml': settings, 'file.yaml': good });
    const [missing, file] = await Promise.all([
      house.sollist('validate'),
      house.sollist('validate', '--syncs', 'file.yaml'),
    ]);
    expect([missing.code, file.code]).toEqual([1, 1]);
    expect(missing.stdout).toContain('syncs does not exist');
    expect(file.stdout).toContain('file.yaml is not a folder');
  });

  test('names both places where two documents are at odds', async ({ house, expect }) => {
    await house.write({
      'sollist.yaml': settings,
      'syncs/a.yaml': `tenant: acme\n${good}`,
      'syncs/b.yaml': 'tenants: [acme, globex]\nsync: { name: Ebay, salesChannel: Shop }\ninterval: 6m\n',
    });
    const { code, stdout } = await house.sollist('validate');
    expect(code).toBe(1);
    expect(stdout).toMatch(/syncs\/[ab]\.yaml:3:11: error/);
    expect(stdout).toMatch(/see syncs\/[ab]\.yaml:3:11/);
  });

  test('asks which tenant is meant where neither the document nor its folder says', async ({
    house,
    expect,
  }) => {
    await house.write({ 'sollist.yaml': settings, 'syncs/a.yaml': good, 'syncs/acm/b.yaml': amazon });
    const { code, stdout } = await house.sollist('validate');
    expect(code).toBe(1);
    expect(stdout).toMatch(/^syncs\/a\.yaml:1:1: error/m);
    expect(stdout).toMatch(/^syncs\/acm\/b\.yaml:1:1: error/m);
  });

  test('prints control characters of a file as text, never as what they do', async ({ house, expect }) => {
    await house.write({
      'sollist.yaml': settings,
      'syncs/acme/a.yaml': 'sync: { name: "\\e[31mEbay\\a" }\n"inter\\e[2Jval": 5m\n',
    });
    const outputs = await Promise.all(
      ['text', 'github'].map((output) => house.sollist('validate', '--output', output)),
    );
    for (const { stdout, code } of outputs) {
      expect(code).toBe(1);
      expect(stdout).not.toMatch(/[\u0000-\u0009\u000b-\u001f]/);
    }
  });

  test('reads the flags of settings from variables, and a flag beats its variable', async ({
    house,
    expect,
  }) => {
    await house.write({ 'here.yaml': settings, 'there/acme/a.yaml': 'sync: 5\n', 'good/acme/a.yaml': good });
    Object.assign(house.env, { SOLLIST_CONFIG: 'here.yaml', SOLLIST_SYNCS: 'there', SOLLIST_OUTPUT: 'json' });
    const variable = await house.sollist('validate');
    expect(readJson(variable.stdout, 'validation').problems[0]?.origin?.file).toBe('there/acme/a.yaml');
    const flag = await house.sollist('validate', '--syncs', 'good', '--output', 'text');
    expect(flag).toMatchObject({ code: 0, stdout: 'Valid: 1 document in 2 files.\n' });
  });

  test('tells of links that lead nowhere, in circles, and of what is not a file', async ({
    house,
    expect,
  }) => {
    await house.write({ 'sollist.yaml': settings, 'syncs/acme/a.yaml': good });
    const at = (name: string) => join(house.path, 'syncs/acme', name);
    await symlink('nowhere.yaml', at('dangling.yaml'));
    await symlink('self.yaml', at('self.yaml'));
    await symlink('..', at('loop'));
    await mkdir(at('folder.yaml'));
    const { code, stdout } = await house.sollist('validate', '--output', 'json');
    const { problems } = readJson(stdout, 'validation');
    expect(code).toBe(1);
    expect(problems.map(({ origin, code }) => [origin?.file, code]).sort()).toEqual([
      ['syncs/acme/dangling.yaml', 'dangling-link'],
      ['syncs/acme/loop', 'link-loop'],
      ['syncs/acme/self.yaml', 'file-unreadable'],
    ]);
  });

  test('refuses a file of more than 10 MB by the name of the limit', async ({ house, expect }) => {
    await house.write({ 'sollist.yaml': settings, 'syncs/acme/large.yaml': good });
    await truncate(join(house.path, 'syncs/acme/large.yaml'), 10_000_001);
    const { code, stdout } = await house.sollist('validate');
    expect(code).toBe(1);
    expect(stdout).toContain('syncs/acme/large.yaml is larger than 10 MB');
  });

  test('needs no server to be there', async ({ house, expect }) => {
    await house.write({
      'sollist.yaml': settings.replace('http://127.0.0.1:9/', await deadUrl()),
      'syncs/acme/a.yaml': good,
    });
    expect((await house.sollist('validate')).code).toBe(0);
  });
});

const amazon = 'sync: { name: Amazon }\ninterval: 20m\n';

/** Bad input of every kind that the contract lists, the code of its problem, and the line. */
function badFiles(): Record<string, { text: string | Buffer; code: string; line: number }> {
  const bad = (text: string | Buffer, code: string, line: number) => ({ text, code, line });
  const of = (rest: string) => `sync: { name: Ebay, salesChannel: Shop }\n${rest}\n`;
  const bomb = [
    'a: &a [x, x, x, x, x, x, x, x, x]',
    ...'bcdefghi'.split('').map((name, index) => {
      const before = 'abcdefgh'[index];
      return `${name}: &${name} [${Array(9).fill(`*${before}`).join(', ')}]`;
    }),
  ].join('\n');
  return {
    syntax: bad(of('configs: { a: 1'), 'yaml', 3),
    duplicate: bad(of('interval: 5m\ninterval: 6m'), 'duplicate-key', 3),
    unknown: bad(of('intervall: 5m'), 'unknown-key', 2),
    'wrong-type': bad('sync: [Ebay]\ninterval: 5m\n', 'wrong-type', 1),
    list: bad('- sync: { name: Ebay }\n', 'wrong-type', 1),
    scalar: bad('hello\n', 'wrong-type', 1),
    bomb: bad(of(bomb), 'alias', 7),
    prototype: bad(of('__proto__: { interval: 5m }'), 'unknown-key', 2),
    constructor: bad(of('constructor: 5m'), 'unknown-key', 2),
    tabs: bad('sync:\n\tname: Ebay\n', 'yaml', 2),
    'utf-16': bad(Buffer.from(`\ufeff${of('interval: 5m')}`, 'utf16le'), 'encoding', 1),
    latin1: bad(Buffer.from(of('suspend: { reason: "Bücher" }'), 'latin1'), 'encoding', 2),
    binary: bad(Buffer.from([0, 1, 2, 3, 0, 255, 254]), 'encoding', 1),
    bare: bad(of('interval: 300'), 'duration', 2),
    negative: bad(of('interval: -5m'), 'duration', 2),
    zero: bad(of('interval: 0s'), 'duration', 2),
    absurd: bad(of('interval: 99999d'), 'duration', 2),
    words: bad(of('interval: five minutes'), 'duration', 2),
    month: bad(of('interval: P1M'), 'duration', 2),
    cron: bad(of('windows: [{ start: "0 25 * * *", duration: 1h, interval: 5m }]'), 'cron', 2),
    never: bad(of('windows: [{ start: "0 0 31 2 *", duration: 1h, interval: 5m }]'), 'cron', 2),
    'no-sync': bad('interval: 5m\n', 'missing-key', 1),
    'bad-id': bad('sync: { id: 12 }\ninterval: 5m\n', 'wrong-type', 1),
    'id-and-name': bad('sync: { id: 3c90c3cc-0d44-4b50-8888-8dd25736052a, name: Ebay }\n', 'bad-value', 1),
    mode: bad(of('mode: enforced'), 'bad-value', 2),
    until: bad(of('suspend: { reason: x, until: tomorrow }'), 'timestamp', 2),
    'no-reason': bad(of('suspend: {}'), 'missing-key', 2),
    secret: bad(of('configs: { a: { env: "" } }'), 'bad-reference', 2),
    'both-secrets': bad(of('configs: { a: { env: A, file: b } }'), 'bad-reference', 2),
    nested: bad(of('configs: { a: { b: { c: 1 } } }'), 'bad-reference', 2),
    'list-value': bad(of('configs: { a: [1, 2] }'), 'wrong-type', 2),
    tenants: bad(`tenants: [acme, nobody]\n${of('interval: 5m')}`, 'unknown-tenant', 1),
    both: bad(`tenant: acme\ntenants: all\n${of('interval: 5m')}`, 'bad-value', 2),
    labels: bad(`tenants: { tier: bronze }\n${of('interval: 5m')}`, 'unknown-label', 1),
    tag: bad(of('configs: { a: !!js/function "x" }'), 'tag', 2),
  };
}
