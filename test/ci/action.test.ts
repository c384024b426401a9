import { execFileSync, spawn } from 'node:child_process';
import { readFile, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { text as textOf } from 'node:stream/consumers';
import { describe } from 'vitest';
import { parse } from 'yaml';
import { control, type House, liveSync, test, writesTo } from '../support/product.ts';
import { root } from '../support/program.ts';
import { aRepository } from '../support/repository.ts';
import { type Forge, standInForGitHub } from './forges.ts';

const acme = { name: 'acme' };
const ebay = 'sync: { name: Ebay, salesChannel: Shop }\n';
const canary = 'canary-7f3a';
const validator = join(root, 'test/node_modules/.bin/action-validator');

describe.concurrent('action.yml', () => {
  test('makes one comment on the pull request, and updates it', async ({ house, expect }) => {
    const { forge } = await prepare(house, '5m');
    const first = await act(house, forge, { command: 'plan' });
    expect(first).toMatchObject({ code: 0, outputs: { drift: 'true', changes: '1', 'exit-code': '0' } });
    expect(first.outputs['plan-id']).toMatch(/^sha256:/);
    expect(first.stdout).toContain('comment made: https://github.example/acme/shop/pull/7#issuecomment-1\n');

    await house.write({ 'syncs/acme/ebay.yaml': `${ebay}interval: 7m\n` });
    const second = await act(house, forge, { command: 'plan' });
    expect(second.stdout).toContain('comment updated: ');
    await act(house, forge, { command: 'plan' });
    expect(forge.writes).toEqual([
      'POST /repos/acme/shop/issues/7/comments',
      'PATCH /repos/acme/shop/issues/comments/1',
    ]);
    expect(forge.comments).toHaveLength(1);
    expect(forge.comments[0]!.body).toMatch(/^<!-- sollist -->\n### sollist: 1 sync to change/);
    expect(forge.comments[0]!.body).toContain('`7m`');
  });

  test('finds its comment among hundreds, and leaves those of others alone', async ({ house, expect }) => {
    const { forge } = await prepare(house, '5m');
    const others = Array.from({ length: 250 }, (_, id) => ({
      id: id + 10,
      author: 'mallory',
      body: '<!-- sollist -->',
    }));
    forge.comments.push(...others, { id: 1, author: 'robot[bot]', body: '<!-- sollist -->\nold' });
    await act(house, forge, { command: 'plan' });
    expect(forge.writes).toEqual(['PATCH /repos/acme/shop/issues/comments/1']);
  });

  test('keeps the comments of two plans apart', async ({ house, expect }) => {
    const { forge } = await prepare(house, '5m');
    await act(house, forge, { command: 'plan', 'comment-key': 'north' });
    await act(house, forge, { command: 'plan', 'comment-key': 'south' });
    await act(house, forge, { command: 'plan', 'comment-key': 'north' });
    expect(forge.comments.map(({ body }) => body.split('\n', 1)[0])).toEqual([
      '<!-- north -->',
      '<!-- south -->',
    ]);
  });

  test('tries again when GitHub has a moment of trouble, and still makes one comment', async ({
    house,
    expect,
  }) => {
    const { forge } = await prepare(house, '5m');
    forge.trouble.push(502);
    const { stdout } = await act(house, forge, { command: 'plan' });
    expect(stdout).toContain('comment made');
    expect(forge.comments).toHaveLength(1);
  });

  test('warns where the token may not comment, as on pull requests from forks', async ({ house, expect }) => {
    const { forge } = await prepare(house, '5m');
    const { code, stdout, stderr } = await act(house, forge, { command: 'plan', token: 'weak' });
    expect(code).toBe(0);
    expect(stdout).toContain('::warning title=sollist::no comment could be made');
    expect(stderr).toContain('403: Resource not accessible by integration');
    expect(stderr).not.toContain('weak');
    expect(forge.comments).toEqual([]);
  });

  describe('compares the plan of a pull request', () => {
    test('with the commit that GitHub merged it into, and fetches that into a checkout of one commit', async ({
      house,
      expect,
    }) => {
      const { forge, base, tip, event, checkOut } = await pullRequest(house);
      checkOut('--depth=1', 'pull/7/merge');
      expect(tip).not.toBe(base);
      const { code, stdout } = await act(
        house,
        forge,
        { command: 'plan', 'working-directory': 'checkout' },
        event,
      );
      expect(code).toBe(0);
      expect(stdout).toContain('::notice title=drift::Differed before this change: 1 value of 1 sync');
      const { body } = forge.comments[0]!;
      const [open, folded] = body.split('<details>');
      expect(open).toContain('| `5m` | this change |');
      expect(open).toContain('(1 value by this change, 1 from before)');
      expect(folded).toContain(
        '| `Amazon (Amazon DE)` of `acme` | `interval` | `20m` | `25m` | drifted before |',
      );
      expect(body).toContain(`compared with \`${tip}\``);
    });

    test('with where the branch began, where the branch itself is checked out', async ({ house, expect }) => {
      const { forge, base, event, checkOut } = await pullRequest(house);
      checkOut('pull/7/head');
      await act(house, forge, { command: 'plan', 'working-directory': 'checkout' }, event);
      expect(forge.comments[0]!.body).toContain(`compared with \`${base}\``);
    });

    test('with nothing, and warns, where it cannot be fetched or the files lie in no checkout', async ({
      house,
      expect,
    }) => {
      const { forge, event, checkOut } = await pullRequest(house);
      checkOut('--depth=1', 'pull/7/merge');
      await rename(join(house.path, 'origin'), join(house.path, 'gone'));
      const given = { command: 'plan', 'working-directory': 'checkout' };
      const first = await act(house, forge, given, event);
      expect(first).toMatchObject({ code: 0, outputs: { result: 'planned' } });
      expect(first.stdout).toMatch(
        /^::warning title=sollist::the plan does not tell what .* cannot fetch [0-9a-f]{40}: /m,
      );
      await rm(join(house.path, 'checkout/.git'), { recursive: true });
      const second = await act(house, forge, given, event);
      expect(second).toMatchObject({ code: 0, stdout: expect.stringContaining('not a git repository') });
      expect(forge.comments[0]!.body).not.toContain('this change');
    });
  });

  test('applies on main what was planned, and makes no comment there', async ({ house, expect }) => {
    const { forge, wawi } = await prepare(house, '5m');
    const push = { event: { ref: 'refs/heads/main' }, eventName: 'push' };
    await act(house, forge, { command: 'plan', plan: 'plan.json' }, push);
    const applied = await act(house, forge, { command: 'apply', plan: 'plan.json' }, push);
    expect(applied).toMatchObject({ code: 0, outputs: { result: 'applied', corrected: '1' } });
    expect((await liveSync(wawi, 'acme', 'Ebay', 'Shop')).interval).toBe('00:05:00');
    expect(writesTo(wawi)).toHaveLength(1);
    expect(forge.writes).toEqual([]);
  });

  test('fails with the code of sollist, after the comment has told why', async ({ house, expect }) => {
    const { forge } = await prepare(house, '5x');
    const planned = await act(house, forge, { command: 'plan', html: 'plan.html' });
    expect(planned).toMatchObject({ code: 1, outputs: { problems: '1', 'exit-code': '1' } });
    expect(await house.read('plan.html')).toMatch(
      /^<!DOCTYPE html>.*syncs\/acme\/ebay\.yaml:2:11:.*<\/html>\n$/s,
    );
    expect(forge.comments[0]!.body).toContain('`duration` at `syncs/acme/ebay.yaml:2:11`');
    const validated = await act(house, forge, { command: 'validate' });
    expect(validated.code).toBe(1);
    expect(validated.stdout).toContain('::error file=syncs/acme/ebay.yaml,line=2,col=11,title=duration::');
  });

  test('fails on drift where that is asked for', async ({ house, expect }) => {
    const { forge } = await prepare(house, '5m');
    expect((await act(house, forge, { command: 'plan', 'fail-on-drift': 'true' })).code).toBe(2);
  });

  test('narrows to tenants, and runs nothing that stands in an input', async ({ house, expect }) => {
    const { forge } = await prepare(house, '5m');
    const good = await act(house, forge, { command: 'plan', tenants: 'acme\n' });
    expect(good.outputs).toMatchObject({ changes: '1' });
    const evil = '"; touch pwned; $(touch pwned) `touch pwned`';
    const { code, stdout } = await act(house, forge, { command: 'plan', tenants: `acme\n${evil}` });
    expect(code).toBe(1);
    expect(stdout).toContain('title=unknown-tenant::');
    expect(await house.files()).not.toContain('pwned');
    expect((await act(house, forge, { command: 'plan; touch pwned' })).code).toBe(64);
  });

  test('shows no secret, before or after', async ({ house, expect }) => {
    const { forge, wawi } = await prepare(house, '5m', '\nconfigs: { Access key: { env: KEY } }');
    const path = '/tenants/acme/syncs/Ebay?salesChannel=Shop';
    await control(wawi, 'PUT', path, { configs: { 'Access key': `${canary}-old` } });
    house.env.KEY = canary;
    const { stdout, stderr, outputs, summary } = await act(house, forge, { command: 'plan' });
    expect(outputs.changes).toBe('1');
    expect([stdout, stderr, JSON.stringify(outputs), summary, forge.comments[0]!.body].join()).not.toContain(
      canary,
    );
    expect(forge.comments[0]!.body).toContain('`Access key`');
  });

  test('is an action by the measure of a validator, and so are the workflows, that of docs/ci.md too', async ({
    house,
    expect,
  }) => {
    const [, shown] = /^```yaml\n(# \.github[\s\S]*?)^```/m.exec(await text('docs/ci.md'))!;
    const documented = '.github/workflows/syncs.yml';
    await house.write({ [documented]: shown!.replaceAll('OWNER/', 'acme/') });
    for (const path of [join(root, 'action.yml'), join(root, '.github/workflows/ci.yml'), documented]) {
      const { code, stdout } = await shell(house.path, {}, `"${validator}" "${path}"`);
      expect(code, stdout).toBe(0);
    }
  });

  test('takes and gives what docs/ci.md says', async ({ expect }) => {
    const page = (await text('docs/ci.md')).split(/^## /m).find((part) => part.startsWith('GitHub'))!;
    const tables = page.split('| output |');
    const named = (table: string) =>
      [...table.matchAll(/^\| (`[^|]+`) \|/gm)].flatMap(([, cell]) => cell!.match(/[\w-]+/g)!).sort();
    const { inputs, outputs } = await action();
    expect(named(tables[0]!)).toEqual(Object.keys(inputs).sort());
    expect(named(tables[1]!)).toEqual(Object.keys(outputs).sort());
  });
});

type Step = {
  readonly name: string;
  readonly id?: string;
  readonly if?: string;
  readonly run: string;
  readonly env: Record<string, string>;
  readonly 'working-directory'?: string;
};
type Action = {
  readonly inputs: Record<string, { readonly default?: string }>;
  readonly outputs: Record<string, { readonly value: string }>;
  readonly runs: { readonly steps: readonly Step[] };
};

async function action(): Promise<Action> {
  return parse(await text('action.yml'));
}

function text(path: string): Promise<string> {
  return readFile(join(root, path), 'utf8');
}

async function prepare(house: House, interval: string, more = '') {
  const wawi = await house.wawi({ tenants: [acme] });
  await house.write({ 'syncs/acme/ebay.yaml': `${ebay}interval: ${interval}${more}\n` });
  return { wawi, forge: await standInForGitHub(house) };
}

/**
 * The branch wants Ebay every 5 minutes; meanwhile a file was added on main, and what differs of Amazon nobody has touched.
 * `checkOut` clones `origin` to `checkout`, as actions/checkout would.
 */
async function pullRequest(house: House) {
  const wawi = await house.wawi({ tenants: [acme] });
  const { git, write, commit } = aRepository(join(house.path, 'origin'));
  const settings = await house.read('sollist.yaml');
  write({ 'sollist.yaml': settings, 'syncs/amazon.yaml': 'sync: { name: Amazon }\ninterval: 25m\n' });
  const base = commit();
  git('checkout', '--quiet', '-b', 'faster');
  write({ 'syncs/ebay.yaml': `${ebay}interval: 5m\n` });
  const head = commit();
  git('update-ref', 'refs/pull/7/head', head);
  git('checkout', '--quiet', 'main');
  write({ 'README.md': 'more' });
  const tip = commit();
  git('merge', '--quiet', '--no-ff', '--message', 'merge', 'faster');
  git('update-ref', 'refs/pull/7/merge', 'HEAD');
  git('reset', '--quiet', '--hard', tip);
  const event = { pull_request: { number: 7, base: { sha: tip }, head: { sha: head } } };
  return {
    ...{ wawi, base, tip, event: { ...onPullRequest, event }, forge: await standInForGitHub(house) },
    checkOut(...what: string[]) {
      const [ref, ...how] = what.reverse();
      const run = (...args: string[]) => execFileSync('git', args, { cwd: house.path, stdio: 'pipe' });
      run('init', '--quiet', 'checkout');
      run('-C', 'checkout', 'remote', 'add', 'origin', `file://${join(house.path, 'origin')}`);
      run(
        '-C',
        'checkout',
        'fetch',
        '--quiet',
        ...how,
        'origin',
        `refs/${ref}`,
        ...(how.length > 0 ? [] : ['main']),
      );
      run('-C', 'checkout', 'checkout', '--quiet', 'FETCH_HEAD');
    },
  };
}

type Given = { readonly event: object; readonly eventName: string };
const onPullRequest: Given = { event: { pull_request: { number: 7 } }, eventName: 'pull_request' };

/** Runs the steps of the action one after another, as a runner does. */
async function act(
  house: House,
  { url }: Forge,
  given: Readonly<Record<string, string>>,
  { event, eventName }: Given = onPullRequest,
) {
  const { inputs, outputs: promised, runs } = await action();
  await house.write({ 'event.json': JSON.stringify(event) });
  const steps = new Map<string, Record<string, string>>();
  const evaluate = evaluator((name) => {
    if (name === 'github.action_path') return root;
    if (name === 'github.token') return 'good';
    if (name === 'github.event_name') return eventName;
    if (name === 'runner.temp') return house.path;
    if (name.startsWith('github.event.')) return inEvent(event, name.split('.').slice(2));
    const input = /^inputs\.([\w-]+)$/.exec(name)?.[1];
    if (input !== undefined) return given[input] ?? evaluate(inputs[input]!.default ?? '');
    const [, id, output] = /^steps\.(\w+)\.outputs\.([\w-]+)$/.exec(name)!;
    return steps.get(id!)?.[output!] ?? '';
  });
  const ended = { code: 0, stdout: '', stderr: '', summary: '' };
  for (const [index, step] of runs.steps.entries()) {
    if (step.if !== undefined && evaluate(`\${{ ${step.if} }}`) !== 'true') continue;
    const [outputs, summary] = [`outputs-${index}`, `summary-${index}.md`];
    await house.write({ [outputs]: '', [summary]: '' });
    const env = {
      ...house.env,
      GITHUB_API_URL: url,
      GITHUB_GRAPHQL_URL: `${url}/graphql`,
      GITHUB_REPOSITORY: 'acme/shop',
      GITHUB_EVENT_PATH: join(house.path, 'event.json'),
      GITHUB_OUTPUT: join(house.path, outputs),
      GITHUB_STEP_SUMMARY: join(house.path, summary),
      ...Object.fromEntries(Object.entries(step.env).map(([name, value]) => [name, evaluate(value)])),
    };
    const folder = join(house.path, evaluate(step['working-directory'] ?? '.'));
    const { code, stdout, stderr } = await shell(folder, env, step.run);
    ended.stdout += stdout;
    ended.stderr += stderr;
    ended.summary += await house.read(summary);
    const told = (await house.read(outputs)).split('\n').filter((line) => line !== '');
    if (step.id !== undefined)
      steps.set(
        step.id,
        Object.fromEntries(told.map((line) => line.split(/=(.*)/s, 2)) as [string, string][]),
      );
    if (code !== 0) {
      ended.code = code;
      break;
    }
  }
  const outputs = Object.entries(promised).map(([name, { value }]) => [name, evaluate(value)]);
  return { ...ended, outputs: Object.fromEntries(outputs) as Record<string, string> };
}

function inEvent(event: unknown, path: readonly string[]): string {
  const found = path.reduce((one, key) => (one as Record<string, unknown> | undefined)?.[key], event);
  return found === undefined ? '' : String(found);
}

/** So much of GitHub's expressions as the action uses: names, and conditions of `==` joined by `&&`. */
function evaluator(lookUp: (name: string) => string) {
  const one = (text: string) => (text.startsWith("'") ? text.slice(1, -1) : lookUp(text));
  return (text: string) =>
    text.replace(/\$\{\{ (.*?) \}\}/g, (_, expression: string) => {
      if (!expression.includes('==')) return one(expression);
      const holds = expression.split(' && ').every((part) => {
        const [left, right] = part.split(' == ');
        return one(left!) === one(right!);
      });
      return String(holds);
    });
}

/** As a runner starts bash. */
async function shell(cwd: string, env: Readonly<Record<string, string>>, script: string) {
  const child = spawn('bash', ['--noprofile', '--norc', '-eo', 'pipefail', '-c', script], {
    cwd,
    env: { PATH: process.env.PATH ?? '', HOME: cwd, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)));
  const [stdout, stderr, code] = await Promise.all([textOf(child.stdout), textOf(child.stderr), ended]);
  return { code, stdout, stderr };
}
