import { expect, test } from 'vitest';
import { aState, aTenantState, minute, noon, tenantsOf } from '../../../test/support/daemonState.ts';
import { servePages } from '../../../test/support/pages.ts';
import { aView } from '../../../test/support/view.ts';
import type { DaemonState } from '../../daemon/state.ts';
import type { Problem } from '../../problems/problem.ts';
import { ProblemsPage } from './page.tsx';

const duration = (changes: Partial<Problem> = {}): Problem => ({
  ...{ code: 'duration', message: 'five is no duration' },
  origin: { file: 'syncs/a.yaml', line: 1, column: 11 },
  ...changes,
});
const unknown = (tenant: string): Problem => ({ code: 'unknown-sync', message: `no such sync`, tenant });

function drawn(state: Partial<DaemonState>, text = 'interval: five'): string {
  return `${ProblemsPage({ view: aView('/problems'), state: aState(state), textOf: () => text })}`;
}

test('a problem stands as it is printed, with its line and a caret', () => {
  const html = drawn({ bad: { since: noon - minute, problems: [duration()] } });
  const lines = html
    .match(/<pre.*?<\/pre>/s)![0]
    .replace(/<[^>]+>/g, '')
    .split('\n');
  expect(lines).toEqual(['1 | interval: five', '  |           ^']);
  for (const part of ['syncs/a.yaml:1:11', '[duration]', 'write a number and a unit', 'stays in force'])
    expect(html).toContain(part);
});

test('a caret lines up behind wide characters and hostile ones, and no secret is shown', () => {
  const problem = duration({ origin: { file: 'a', line: 1, column: 12 } });
  const html = drawn({ problems: [problem] }, '{ a: "日本", apiKey: "hunter2", <b>\u202e }');
  expect(html).toContain('<span class="cell wide">日</span>');
  expect(html).not.toMatch(/hunter2|<b>|\u202e/);
  expect(drawn({ problems: [duration({ sensitive: true })] })).toContain('(secret)');
});

test('what is the same on many tenants stands once, and is counted once beside the link', async () => {
  const tenants = ['a', 'b', 'c', 'd'].map((name) => aTenantState({ name, problems: [unknown(name)] }));
  const daemon = aState({ tenants: tenantsOf(...tenants) });
  const html = await (await (await servePages({ daemon })).ask('/problems')).text();
  expect(html).toContain('On 4 tenants');
  expect(html.match(/no such sync/g)).toHaveLength(1);
  expect(html).toMatch(/class="badge" aria-hidden="true">1<.*\(1 problem\)/s);
});

test('tenants that cannot be reached say when they are tried again, and storage and refusals why', () => {
  const failure = { code: 'unreachable', message: 'connection refused', tenant: 'acme' } as const;
  const failing = { failure, since: noon - minute, times: 3, retryAt: noon + minute };
  const refusal = { code: 'max-changes', message: 'too many', hint: 'allow it' } as const;
  const html = drawn({
    tenants: tenantsOf(aTenantState({ failing })),
    storage: { since: noon, error: 'ENOSPC' },
    refusals: [refusal],
    warnings: [{ code: 'shadowed', message: 'has no effect' }],
  });
  for (const part of [
    'tried 3 times',
    'in 1 min.',
    'ENOSPC',
    'href="/#refused">See the plan',
    'has no effect',
  ])
    expect(html).toContain(part);
  expect(html).toContain('<h1>3 problems</h1>');
});

test('it does not say that there are no problems where nobody looks', () => {
  const verdict = {
    tone: 'failing',
    wrongs: [{ kind: 'stuck', count: 1, all: 1 }],
    isLooking: true,
  } as const;
  const html = `${ProblemsPage({ view: { ...aView('/problems'), verdict }, state: aState(), textOf: () => '' })}`;
  expect(html).toContain('<h1>sollist is stuck');
});

test('without problems it says since when', () => {
  expect(drawn({ calmSince: noon - 5 * minute })).toMatch(/<h1>No problems.*5 min\. ago/s);
});
