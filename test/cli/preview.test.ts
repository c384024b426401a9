import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from 'vitest';
import { control, test, writesTo } from '../support/product.ts';

const acme = { name: 'acme' };
const globex = { name: 'globex' };
const ebay = 'sync: { name: Ebay, salesChannel: Shop }\n';
const canary = 'canary-7f3a';

describe.concurrent('plan --output markdown', () => {
  test('prints a comment and nothing else', async ({ house, expect }) => {
    const wawi = await house.wawi({ tenants: [acme, globex] });
    await house.write({
      'syncs/acme/ebay.yaml': `${ebay}interval: 5m\nconfigs: { Create orders: true, Access key: { env: KEY } }\n`,
    });
    house.env.KEY = canary;
    const { code, stdout, stderr } = await house.sollist('plan', '--output', 'markdown');
    expect(stdout).toContain(`### sollist: 1 sync to change (3 values) on 1 of 2 tenants

#### \`acme\`

| Sync | Field | Wawi has | Git wants | Why | Wanted by |
| --- | --- | --- | --- | --- | --- |
| \`Ebay (Shop)\` | \`interval\` | \`10m\` | \`5m\` | not known | \`syncs/acme/ebay.yaml:2\` |
|  | \`Create orders\` | \`false\` | \`true\` | not known | \`syncs/acme/ebay.yaml:3\` |
|  | \`Access key\` | \`(secret)\` | \`(secret)\` | not known | \`syncs/acme/ebay.yaml:3\` |
`);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).not.toContain(canary);
    expect(writesTo(wawi)).toEqual([]);
  });

  test('stays a comment whatever the server calls things', async ({ house, expect }) => {
    const wawi = await house.wawi({ tenants: [acme], dialect: '2.1' });
    const [name, option] = ['| </details> @team `x` <!--', 'Line\n| a | b |\n'];
    const configurations = [
      { displayName: option, type: 'string', currentValue: '![i](http://e/p.png) | @all \\| `' },
    ];
    await control(wawi, 'PUT', '/tenants/acme', [{ syncName: name, interval: '00:10:00', configurations }]);
    await house.write({
      'syncs/acme/odd.yaml': `sync: { name: ${JSON.stringify(name)} }\ninterval: 5m\nconfigs: { ${JSON.stringify(option)}: "#1" }\n`,
    });
    const { stdout } = await house.sollist('plan', '--output', 'markdown');
    const rows = stdout.split('\n').filter((line) => line.startsWith('|'));
    expect(rows.map((row) => row.split('|').length - 2)).toEqual([6, 6, 6, 6]);
    expect(stdout.replace(/`[^`]*`|<\/?code>|<wbr>/g, '')).not.toMatch(/[@<>[\]]/);
  });

  test('says why, once the journal knows', async ({ house, expect }) => {
    const wawi = await house.wawi({ tenants: [acme] });
    await house.write({ 'syncs/acme/ebay.yaml': `${ebay}interval: 5m\n` });
    const done = await house.sollist('apply', '--output', 'markdown');
    expect(done.stdout).toContain('### sollist: 1 sync corrected (1 value) and verified\n');
    await control(wawi, 'PUT', '/tenants/acme/syncs/Ebay?salesChannel=Shop', { interval: '00:45:00' });
    const { stdout } = await house.sollist('plan', '--output', 'markdown');
    expect(stdout).toMatch(/\| `45m` \| `5m` \| changed in Wawi since `\d{4}-\d\d-\d\d \d\d:\d\d` \|/);
  });

  test('leads with the problems, and exits with 1', async ({ house, expect }) => {
    await house.wawi();
    await house.write({ 'syncs/a.yaml': `${ebay}intervall: 5m\n` });
    const { code, stdout } = await house.sollist('plan', '--output', 'markdown');
    expect(stdout).toMatch(
      /^### sollist: 1 problem, nothing would be written\n\n#### 1 problem\n\n- `unknown-key` at `syncs\/a\.yaml:2:1`: /,
    );
    expect(code).toBe(1);
  });
});

describe.concurrent('--output github', () => {
  test('annotates, appends the summary and the outputs, and keeps what earlier steps wrote', async ({
    house,
    expect,
  }) => {
    await house.wawi({ tenants: [acme] });
    await house.write({ 'syncs/acme/ebay.yaml': `${ebay}interval: 5m\n`, outputs: 'before=1' });
    house.env.GITHUB_OUTPUT = join(house.path, 'outputs');
    house.env.GITHUB_STEP_SUMMARY = join(house.path, 'summary.md');
    const { code, stdout } = await house.sollist('plan', '--output', 'github', '--detailed-exitcode');
    expect(stdout).toBe(
      '::notice file=syncs/acme/ebay.yaml,line=2,col=11,title=drift::acme / Ebay (Shop): interval 10m → 5m\n',
    );
    expect(code).toBe(2);
    expect(await house.read('outputs')).toMatch(
      /^before=1\nresult=planned\ndrift=true\nchanges=1\nobserved=0\nproblems=0\nfailures=0\nplan-id=sha256:[0-9a-f]{64}\n$/,
    );
    const { stdout: comment } = await house.sollist('plan', '--output', 'markdown');
    expect(await house.read('summary.md')).toBe(`${comment}\n`);
  });

  test('tells of an apply as well, and that afterwards there is no drift', async ({ house, expect }) => {
    await house.wawi({ tenants: [acme] });
    await house.write({ 'syncs/acme/ebay.yaml': `${ebay}interval: 5m\n` });
    house.env.GITHUB_OUTPUT = join(house.path, 'outputs');
    const done = await house.sollist('apply', '--output', 'github');
    expect(done.stdout).toMatch(/^::notice .*title=corrected::acme \/ Ebay \(Shop\): interval 10m → 5m\n$/);
    const { stdout } = await house.sollist('plan', '--output', 'github');
    expect(stdout).toBe('');
    expect(await house.read('outputs')).toMatch(
      /^result=applied\n[\s\S]*corrected=1\n[\s\S]*result=inSync\ndrift=false\nchanges=0\n/,
    );
  });

  test('needs none of the variables', async ({ house, expect }) => {
    await house.wawi({ tenants: [acme] });
    await house.write({ 'syncs/acme/ebay.yaml': `${ebay}interval: 5m\n` });
    const before = await house.files();
    const { code, stderr } = await house.sollist('plan', '--output', 'github');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(await house.files()).toEqual(before);
  });

  test('exits with 1 where a file cannot be written, and still writes the other', async ({
    house,
    expect,
  }) => {
    await house.wawi({ tenants: [acme] });
    await house.write({ 'syncs/acme/ebay.yaml': `${ebay}interval: 5m\n` });
    await mkdir(join(house.path, 'folder'));
    house.env.GITHUB_STEP_SUMMARY = join(house.path, 'folder');
    house.env.GITHUB_OUTPUT = join(house.path, 'outputs');
    const { code, stderr } = await house.sollist('plan', '--output', 'github', '--detailed-exitcode');
    expect(code).toBe(1);
    expect(stderr).toMatch(
      /^error: GITHUB_STEP_SUMMARY: .*folder cannot be written \(EISDIR\) \[not-written\]\n {2}hint: /,
    );
    expect(await house.read('outputs')).toContain('drift=true\n');
  });

  test('says that it did not finish where it was stopped', async ({ house, expect }) => {
    let ask = () => {};
    const asked = new Promise<void>((resolve) => (ask = resolve));
    const url = await house.serve(() => ask()); // and never an answer
    Object.assign(house.env, { JTL_API_KEY: 'some-key', JTL_BASE_URL: url });
    Object.assign(house.env, {
      GITHUB_OUTPUT: join(house.path, 'outputs'),
      GITHUB_STEP_SUMMARY: join(house.path, 'summary.md'),
    });
    await house.write({ 'syncs/ebay.yaml': `${ebay}interval: 5m\n` });
    const running = house.start('plan', '--output', 'github');
    await asked;
    running.signal('SIGINT');
    const { code, stdout } = await running.ended;
    expect({ code, stdout }).toEqual({ code: 130, stdout: '::error title=stopped::stopped by SIGINT\n' });
    expect(await house.read('outputs')).toBe('result=error\n');
    expect(await house.read('summary.md')).toMatch(/^### sollist: did not finish\n/);
  });
});
