import { execFile, execFileSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, type TestContext } from 'vitest';
import { parse, parseAllDocuments } from 'yaml';
import { commands } from '../src/cli/commands/index.ts';
import { createMetrics } from '../src/daemon/metrics/metrics.ts';
import { settingsTable } from '../src/settings/table.ts';
import { needs } from './support/needs.ts';
import { type House, liveSync, main, type Running, test } from './support/product.ts';
import { root } from './support/program.ts';

const { version } = JSON.parse(await text('package.json'));
const commit = '3f0c3c1e0b1d4b7e9c556a1f6f3d2a10deadbeef';

/** Nothing of whoever runs the tests shows in what a tool says. */
let home: string;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sollist-deploy-'));
});
afterAll(() => rm(home, { recursive: true }));

describe.concurrent('deploy/systemd/sollist.service', () => {
  test('is read by systemd without a complaint', async ({ expect, skip }) => {
    needs(skip, 'systemd-analyze');
    const unit = join(home, 'sollist.service');
    // The checkout stands in for the package, which is not installed here.
    const start = `ExecStart=${process.execPath} ${main} run`;
    await writeFile(unit, (await unitText()).replace('ExecStart=sollist run', start));
    const { said } = await ask(systemd, ['verify', unit]);
    // It also reads the units of this machine that ours waits for, and has its say about those.
    expect(said.split('\n').filter((line) => line.includes('sollist'))).toEqual([]);
  });

  test('is closed to all but what it needs, by the measure of systemd', async ({ expect, skip }) => {
    needs(skip, 'systemd-analyze');
    const unit = join(root, 'deploy/systemd/sollist.service');
    const told = await ask(systemd, ['security', '--offline=true', '--threshold=20', unit]);
    expect(told).toMatchObject({ code: 0 });
  });

  test('gives it the time that it takes to stop, and a pass for a reload', async ({ expect }) => {
    expect(await service()).toMatchObject({
      TimeoutStopSec: ['30'],
      ExecReload: ['kill -HUP $MAINPID'],
      Restart: ['on-failure'],
    });
  });

  test('runs beside a checkout that belongs to somebody else, and knows its commit', async ({
    house,
    expect,
  }) => {
    const { Environment = [], ExecStart = [], WorkingDirectory = [] } = await service();
    const wawi = await prepare(house, '.');
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@b', '-C', house.path, ...args], {
        env: { PATH: process.env.PATH, HOME: home },
        encoding: 'utf8',
      }).trim();
    git('init', '--quiet');
    git('add', '--all');
    git('commit', '--quiet', '--message', 'first');
    const head = git('rev-parse', 'HEAD');
    // Only root can give it away; for others it is their own.
    if (process.getuid?.() === 0) execFileSync('chown', ['-R', '12345', house.path]);

    const variables = Environment.flatMap((line) => line.match(/"[^"]*"|\S+/g) ?? []).map((pair) =>
      /^"?(\w+)=([^"]*)/.exec(pair)!.slice(1),
    );
    const env = Object.fromEntries(variables) as Record<string, string>;
    const places = { [WorkingDirectory[0]!]: house.path, '%S': join(house.path, 'state') };
    const running = startAs(house, env, places, ExecStart[0]!.split(' ').slice(1));
    await corrects(running, wawi, expect);
    expect(revision(running)).toBe(head.slice(0, 12));
    await ends(running, expect);
    expect(await house.files('state/sollist')).toContain('journal.jsonl');
  });
});

describe.concurrent('deploy/compose.yaml', () => {
  const file = join(root, 'deploy/compose.yaml');
  const given = { GIT_REPO: 'https://example.com/a.git', JTL_CLIENT_ID: 'a', JTL_CLIENT_SECRET: 'b' };

  test('is read by compose', async ({ expect, skip }) => {
    const { code, out, said } = await ask(await compose(skip), ['-f', file, 'config'], given);
    expect(code, said).toBe(0);
    const read = parse(out);
    expect(Object.keys(read.services).sort()).toEqual(['git-sync', 'sollist']);
    expect(read.services.sollist.environment).toMatchObject({
      JTL_CLIENT_SECRET: 'b',
      SOLLIST_CONFIG: '/git/current/sollist.yaml',
    });
  });

  test('does not start without what it cannot do without', async ({ expect, skip }) => {
    const { code, said } = await ask(await compose(skip), ['-f', file, 'config'], { ...given, GIT_REPO: '' });
    expect(code).not.toBe(0);
    expect(said).toContain('deploy/.env');
  });

  test('seals both containers, and shows the daemon to this machine alone', async ({ expect }) => {
    const { services } = await composeFile();
    for (const one of Object.values(services)) {
      expect(one).toMatchObject({
        read_only: true,
        cap_drop: ['ALL'],
        security_opt: ['no-new-privileges:true'],
        restart: 'unless-stopped',
      });
      expect(one.user).toMatch(/^[1-9]/);
    }
    expect(services.sollist).toMatchObject({
      image: `sollist:${version}`,
      stop_grace_period: '30s',
      ports: ['127.0.0.1:9470:9470'],
      volumes: ['checkout:/git:ro', 'state:/var/lib/sollist'],
    });
  });

  test("runs below git-sync's link, and knows the commit by its name", async ({ house, expect }) => {
    const { sollist } = (await composeFile()).services;
    const env = Object.fromEntries(
      Object.entries(sollist!.environment as Record<string, string>).filter(
        ([, value]) => !value.includes('${'),
      ),
    );
    await runsBelowLink(house, { ...(await imageEnv()), ...env }, sollist!.command as string[], expect);
  });
});

describe.concurrent('deploy/kubernetes.yaml', () => {
  test('is read by kubectl, which knows all that it says', async ({ expect, skip }) => {
    needs(skip, 'kubectl');
    const [service, set] = await manifests();
    const { selector } = service!.spec as { selector: Record<string, string> };
    const label = Object.entries(selector).map(([key, value]) => `${key}=${value}`);
    expect(await knownTo(['set', 'selector'], service!, label)).toMatchObject(service!);
    // What kubectl does not know it leaves out, and what is of the wrong kind it refuses. One variable more is printed.
    expect(withoutProbe(await knownTo(['set', 'env'], set!, ['PROBE=1']))).toMatchObject(set!);
  });

  test('would not be known to kubectl with a slip in it', async ({ expect, skip }) => {
    needs(skip, 'kubectl');
    const [, set] = await manifests();
    const slip = structuredClone(set!);
    podOf(slip).containers[0]!.securityContext.readOnlyRootFileSystem = true;
    expect(withoutProbe(await knownTo(['set', 'env'], slip, ['PROBE=1']))).not.toMatchObject(slip);
    podOf(slip).terminationGracePeriodSeconds = '30s';
    await expect(knownTo(['set', 'env'], slip, ['PROBE=1'])).rejects.toThrow(/terminationGracePeriodSeconds/);
  });

  test('names nothing that is not there', async ({ expect }) => {
    const [service, set] = await manifests();
    const { serviceName, selector, template, volumeClaimTemplates } = set!.spec as SetSpec;
    expect(serviceName).toBe(service!.metadata.name);
    expect(template.metadata.labels).toMatchObject(selector.matchLabels);
    expect(template.metadata.labels).toMatchObject((service!.spec as { selector: object }).selector);
    const pod = podOf(set!);
    const volumes = [...pod.volumes, ...volumeClaimTemplates.map(({ metadata }) => metadata)];
    const mounted = pod.containers.flatMap(({ volumeMounts }) => volumeMounts.map(({ name }) => name));
    expect([...new Set(mounted)].sort()).toEqual(volumes.map(({ name }) => name).sort());
    for (const { ports, livenessProbe, readinessProbe } of pod.containers) {
      const names = ports.map(({ name }) => name);
      for (const probe of [livenessProbe, readinessProbe])
        if (probe) expect(names).toContain(probe.httpGet.port);
    }
    const [{ targetPort }] = (service!.spec as { ports: [{ targetPort: string }] }).ports;
    expect(pod.containers[0]!.ports.map(({ name }) => name)).toContain(targetPort);
  });

  test('seals both containers, and gives the daemon time to stop', async ({ expect }) => {
    const pod = podOf((await manifests())[1]!);
    expect(pod).toMatchObject({
      terminationGracePeriodSeconds: 30,
      automountServiceAccountToken: false,
      securityContext: { runAsNonRoot: true, seccompProfile: { type: 'RuntimeDefault' } },
    });
    for (const { securityContext, resources } of pod.containers) {
      expect(securityContext).toMatchObject({
        runAsNonRoot: true,
        allowPrivilegeEscalation: false,
        readOnlyRootFilesystem: true,
        capabilities: { drop: ['ALL'] },
      });
      expect(securityContext.runAsUser).toBeGreaterThan(0);
      expect(resources.limits.memory).toMatch(/^\d+Mi$/);
    }
    expect(pod.containers[0]!.image).toMatch(new RegExp(`/sollist:${version}$`));
    expect(pod.containers[0]!.envFrom).toEqual([{ secretRef: { name: 'sollist' } }]);
  });

  test("runs below git-sync's link, and answers its probes", async ({ house, expect }) => {
    const [container] = podOf((await manifests())[1]!).containers;
    const { env, args, livenessProbe, readinessProbe } = container!;
    const variables = Object.fromEntries(env.map(({ name, value }) => [name, value]));
    await runsBelowLink(house, variables, args!, expect, async (url) => {
      const answers = [livenessProbe!, readinessProbe!].map(({ httpGet }) => fetch(url + httpGet.path));
      expect((await Promise.all(answers)).map(({ status }) => status)).toEqual([200, 200]);
    });
  });
});

describe.concurrent('deploy/windows', () => {
  const files = { service: 'deploy/windows/sollist-service.xml', task: 'deploy/windows/git-pull.xml' };
  const schema = join(root, 'test/support/windows/service.xsd');
  const lint = (...args: string[]) => ask(['xmllint'], ['--noout', '--nonet', ...args]);

  test('has a service that WinSW knows all of, and a task that is XML', async ({ expect, skip }) => {
    needs(skip, 'xmllint');
    expect(await lint('--schema', schema, join(root, files.service))).toMatchObject({ code: 0 });
    expect(await lint(join(root, files.task))).toMatchObject({ code: 0 });
    const slip = join(home, 'slip.xml');
    await writeFile(slip, (await text(files.service)).replace('30 sec', '30 s'));
    expect((await lint('--schema', schema, slip)).said).toContain('stoptimeout');
  });

  test('gives the service the time that it takes to stop, and starts what is built', async ({ expect }) => {
    const service = await text(files.service);
    expect(service).toMatch(/<stoptimeout>30 sec<.*<log mode="roll-by-size">/s);
    expect(service).toContain(String.raw`"%BASE%\..\app\dist\main.js" run`);
  });

  test('pulls as the account of the service what the service reads, and is told how in docs/windows.md', async ({
    expect,
  }) => {
    const [service, task, page] = await Promise.all([files.service, files.task, 'docs/windows.md'].map(text));
    expect(service).toContain('value="C:/sollist/repo"');
    expect(task).toContain(String.raw`safe.directory=C:/sollist/repo -C C:\sollist\repo pull --ff-only`);
    const account = 'S-1-5-19';
    expect(task).toContain(`<UserId>${account}</UserId>`);
    expect(page).toContain(String.raw`C:\sollist\secrets /inheritance:r`);
    expect(page).toContain(`'*${account}:(OI)(CI)R'`);
    for (const file of Object.values(files)) expect(page).toContain(file.split('/').at(-1));
  });
});

test('memory and the options of Node are everywhere what docs/operations.md names first', async ({
  expect,
}) => {
  const [, limit, options] = /^\| [\d,]+ syncs \| (\d+) MiB \| `(.+)` \|$/m.exec(
    await text('docs/operations.md'),
  )!;
  const { sollist } = (await composeFile()).services;
  expect(sollist).toMatchObject({ mem_limit: `${limit}m`, environment: { NODE_OPTIONS: options } });
  const { resources, env } = podOf((await manifests())[1]!).containers[0]!;
  expect(resources.limits.memory).toBe(`${limit}Mi`);
  expect(env).toContainEqual({ name: 'NODE_OPTIONS', value: options });
  const { MemoryMax, Environment } = await service();
  expect(MemoryMax).toEqual([`${limit}M`]);
  expect(Environment).toContain(`"NODE_OPTIONS=${options}" MALLOC_ARENA_MAX=1`);
  expect(await text('deploy/windows/sollist-service.xml')).toContain(`"NODE_OPTIONS" value="${options}"`);
  const { NODE_OPTIONS, MALLOC_ARENA_MAX } = await imageEnv();
  expect([NODE_OPTIONS, MALLOC_ARENA_MAX]).toEqual([options!.split(' ')[0], '1']);
  expect(process.allowedNodeEnvironmentFlags.has('--max-semi-space-size')).toBe(true);
});

test('every variable that is named here is one that sollist reads', async ({ expect }) => {
  const known = await knownVariables();
  const files = [
    'compose.yaml',
    'kubernetes.yaml',
    'systemd/sollist.service',
    'windows/sollist-service.xml',
  ].map((one) => `deploy/${one}`);
  for (const file of [...files, 'docs/operations.md', 'docs/windows.md']) {
    const named = (await text(file)).match(/\b(?:SOLLIST|JTL)_[A-Z][A-Z_]*/g) ?? [];
    expect(
      [...new Set(named)].filter((name) => !known.has(name)),
      file,
    ).toEqual([]);
  }
});

describe('docs/operations.md', () => {
  test('says what each metric means, and of none that there is not', async ({ expect }) => {
    const told = await createMetrics(version).render();
    const names = [...told.matchAll(/^# TYPE (sollist_\w+)/gm)].map(([, name]) => name!);
    const named = (await text('docs/operations.md')).match(/\bsollist_\w+/g) ?? [];
    const bare = named.map((name) => name.replace(/_(?:bucket|sum|count)$/, ''));
    expect([...new Set(bare)].sort()).toEqual(names.sort());
  });

  test('gives alarms that Prometheus understands', async ({ expect, skip }) => {
    needs(skip, 'promtool');
    const rows = [...(await text('docs/operations.md')).matchAll(/^\| `([^`]+)` \| (\d+[mh]) \|/gm)];
    expect(rows.length).toBeGreaterThan(5);
    const rules = rows.map(([, expr, duration], index) => ({ alert: `a${index}`, expr, for: duration }));
    const file = join(home, 'rules.json');
    await writeFile(file, JSON.stringify({ groups: [{ name: 'sollist', rules }] }));
    const { code, out, said } = await ask(['promtool'], ['check', 'rules', file]);
    expect({ code, said }, out).toEqual({ code: 0, said: '' });
  });

  test('names commands that there are', async ({ expect }) => {
    const { out } = await ask([process.execPath], [main, '--help']);
    const commands = [...out.matchAll(/^ {2}([a-z]+) /gm)].map(([, name]) => name);
    const named = [...(await text('docs/operations.md')).matchAll(/(?:`sollist|main\.js) ([a-z]+)/g)];
    expect(commands).toEqual(expect.arrayContaining(named.map(([, name]) => name)));
  });

  test('quotes the log as it is written', async ({ expect }) => {
    const sources = (await sourcesBelow('src')).join('\n');
    const quoted = [...(await text('docs/operations.md')).matchAll(/^\| “([^”]+)”/gm)].map(
      ([, line]) => line!,
    );
    expect(quoted.length).toBeGreaterThan(5);
    expect(quoted.filter((line) => !sources.includes(line))).toEqual([]);
  });
});

type Tool = readonly [file: string, ...args: string[]];
type Told = { readonly code: number; readonly out: string; readonly said: string };

const systemd: Tool = ['systemd-analyze'];
function ask([file, ...first]: Tool, args: readonly string[], env = {}, input = ''): Promise<Told> {
  const surroundings = { PATH: process.env.PATH, HOME: home, KUBECONFIG: '/dev/null', ...env };
  return new Promise((resolve, reject) => {
    const child = execFile(file, [...first, ...args], { env: surroundings }, (error, out, said) => {
      if (error?.code === 'ENOENT') reject(error);
      else resolve({ code: typeof error?.code === 'number' ? error.code : error ? 1 : 0, out, said });
    });
    child.stdin!.on('error', () => {}).end(input);
  });
}

/** The plugin of docker where there is one, else the command of its own that Debian has. */
async function compose(skip: TestContext['skip']): Promise<Tool> {
  const plugin: Tool = ['docker', 'compose'];
  const has = await ask(plugin, ['version']).then(
    ({ code }) => code === 0,
    () => false,
  );
  if (!has) needs(skip, 'docker-compose');
  return has ? plugin : ['docker-compose'];
}

/** An object as kubectl prints it after it has read it into types of its own, which needs no cluster. */
async function knownTo(command: string[], object: Manifest, args: string[]): Promise<Manifest> {
  const all = [...command, '--local', '--filename=-', '--output=json', ...args];
  const { code, out, said } = await ask(['kubectl'], all, {}, JSON.stringify(object));
  if (code !== 0) throw new Error(said);
  return JSON.parse(out);
}

function withoutProbe(set: Manifest): Manifest {
  for (const container of podOf(set).containers) container.env.pop();
  return set;
}

type Manifest = {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: unknown;
};
type SetSpec = {
  readonly serviceName: string;
  readonly selector: { readonly matchLabels: object };
  readonly template: { readonly metadata: { readonly labels: object }; readonly spec: Pod };
  readonly volumeClaimTemplates: readonly { readonly metadata: { readonly name: string } }[];
};
type Pod = {
  terminationGracePeriodSeconds: unknown;
  readonly containers: readonly Container[];
  readonly volumes: readonly { readonly name: string }[];
};
type Probe = { readonly httpGet: { readonly path: string; readonly port: string } };
type Container = {
  readonly image: string;
  readonly args?: string[];
  readonly env: { name: string; value: string }[];
  readonly envFrom: unknown;
  readonly ports: readonly { readonly name: string }[];
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly resources: { readonly limits: { readonly memory: string } };
  readonly securityContext: Record<string, unknown>;
  readonly volumeMounts: readonly { readonly name: string }[];
};

async function manifests(): Promise<readonly Manifest[]> {
  const documents = parseAllDocuments(await text('deploy/kubernetes.yaml'));
  return documents.map((document) => document.toJS() as Manifest);
}

function podOf({ spec }: Manifest): Pod {
  return (spec as SetSpec).template.spec;
}

type Compose = { readonly services: Readonly<Record<string, Record<string, unknown>>> };

async function composeFile(): Promise<Compose> {
  return parse(await text('deploy/compose.yaml'), { merge: true });
}

/** What the image sets by itself. */
async function imageEnv(): Promise<Record<string, string>> {
  const lines = [...(await text('Dockerfile')).matchAll(/^ENV (\w+)=(\S+)$/gm)];
  return Object.fromEntries(lines.map(([, name, value]) => [name!, value!]));
}

function unitText(): Promise<string> {
  return text('deploy/systemd/sollist.service');
}

/** Each key of the unit with the values that it is given. */
async function service(): Promise<Readonly<Partial<Record<string, string[]>>>> {
  const pairs = [...(await unitText()).matchAll(/^(\w+)=(.*)$/gm)];
  const keys = [...new Set(pairs.map(([, key]) => key!))];
  return Object.fromEntries(
    keys.map((key) => [key, pairs.filter(([, one]) => one === key).map(([, , value]) => value!)]),
  );
}

type Wawi = Awaited<ReturnType<House['wawi']>>;
type Expect = typeof import('vitest').expect;

/** An emulated Wawi that has drifted, and below `folder` what says how it should be. */
async function prepare(house: House, folder: string): Promise<Wawi> {
  const wawi = await house.wawi();
  const settings = await house.read('sollist.yaml');
  await rm(join(house.path, 'sollist.yaml'));
  await house.write({
    [join(folder, 'sollist.yaml')]: `${settings}schedule: "0 0 29 2 *"\n`,
    [join(folder, 'syncs/ebay.yaml')]: 'sync: { name: Ebay, salesChannel: Shop }\ninterval: 5m\n',
  });
  return wawi;
}

/** What a file says is run as it says it, with places of this machine in the stead of those it names. */
function startAs(
  house: House,
  env: Readonly<Record<string, string>>,
  places: Readonly<Record<string, string>>,
  args: readonly string[],
): Running {
  for (const [name, value] of Object.entries(env))
    house.env[name] = Object.entries(places).reduce((one, [from, to]) => one.replace(from, to), value);
  house.env.SOLLIST_LISTEN = '127.0.0.1:0';
  return house.start(...args);
}

async function corrects(running: Running, wawi: Wawi, expect: Expect): Promise<void> {
  await running.until('the first pass', () => logged(running, 'pass finished').length > 0);
  expect(logged(running, 'pass finished')[0]).toMatchObject({ result: 'applied', reasons: 'start' });
  expect((await liveSync(wawi, 'default', 'Ebay', 'Shop')).interval).toBe('00:05:00');
}

async function ends(running: Running, expect: Expect): Promise<void> {
  running.signal('SIGTERM');
  expect((await running.ended).code).toBe(0);
}

async function runsBelowLink(
  house: House,
  env: Readonly<Record<string, string>>,
  args: readonly string[],
  expect: Expect,
  meanwhile: (url: string) => Promise<void> = async () => {},
): Promise<void> {
  const wawi = await prepare(house, `git/.worktrees/${commit}`);
  await symlink(join('.worktrees', commit), join(house.path, 'git/current'));
  expect(env).toMatchObject({ SOLLIST_LISTEN: '0.0.0.0:9470' });
  const places = { '/git': join(house.path, 'git'), '/var/lib': join(house.path, 'state') };
  const running = startAs(house, env, places, args);
  await corrects(running, wawi, expect);
  expect(revision(running)).toBe(commit.slice(0, 12));
  await meanwhile(String(logged(running, 'sollist runs')[0]!.listen));
  await ends(running, expect);
  const files = await house.files();
  expect(files.filter((file) => !file.startsWith('git/')).map((file) => file.split('/')[1])).toContain(
    'sollist',
  );
  expect(files.filter((file) => !/^(?:git|state\/sollist)\//.test(file))).toEqual([]);
}

function revision(running: Running): unknown {
  return logged(running, 'pass finished')[0]!.revision;
}

function logged(running: Running, message: string): readonly Record<string, unknown>[] {
  return running
    .stderr()
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => JSON.parse(line) as Record<string, unknown>)
    .filter(({ msg }) => msg === message);
}

async function knownVariables(): Promise<ReadonlySet<string>> {
  const sources = (await sourcesBelow('src')).join('\n');
  const read = [...sources.matchAll(/\benv\.(\w+)/g)].map(([, name]) => name!);
  const flags = Object.values(commands).flatMap(({ options }) =>
    options.flatMap(({ envVar }) => envVar ?? []),
  );
  const rows = Object.values(settingsTable);
  const settings = rows.flatMap((row) => ('jtl' in row ? [row.variable, row.jtl] : [row.variable]));
  return new Set([...read, ...flags, ...settings]);
}

async function sourcesBelow(folder: string): Promise<readonly string[]> {
  const entries = await readdir(join(root, folder), { recursive: true, withFileTypes: true });
  const files = entries.filter(({ name }) => name.endsWith('.ts'));
  return Promise.all(
    files
      .map(({ parentPath, name }) => join(parentPath, name))
      .filter((path) => !/\/(?:emulator|generated)\//.test(path))
      .map((path) => readFile(path, 'utf8')),
  );
}

function text(path: string): Promise<string> {
  return readFile(join(root, path), 'utf8');
}
