import { describe, expect, test } from 'vitest';
import type { Problem } from '../problems/problem.ts';
import { createLocate } from '../yaml/locate.ts';
import { childOf } from '../yaml/node.ts';
import { parseYaml } from '../yaml/parse.ts';
import { readNotifications } from './readNotifications.ts';

test('entries are read in order, secrets as references from the folder of the file', () => {
  const { settings, problems } = read(
    '- webhook: https://hooks.example.com/sollist',
    '  secret: { env: HOOK_SECRET }',
    '  events: [tenant.failed, drift.found]',
    '- webhook: { file: hook.url }',
    '- slack: { env: SLACK_URL }',
    '  allowInsecure: true',
  );
  expect(problems).toEqual([]);
  expect(settings).toMatchObject([
    {
      kind: 'webhook',
      url: 'https://hooks.example.com/sollist',
      secret: { ref: { env: 'HOOK_SECRET' }, folder: '/etc/sollist', origin: { line: 3 } },
      events: ['drift.found', 'tenant.failed'],
      allowInsecure: false,
    },
    { kind: 'webhook', url: { ref: { file: 'hook.url' }, folder: '/etc/sollist' } },
    { kind: 'slack', url: { ref: { env: 'SLACK_URL' } }, allowInsecure: true },
  ]);
  expect(settings[1]).not.toHaveProperty('events');
});

test('nothing, and what the schema does not take, is nobody to tell', () => {
  expect(read().settings).toEqual([]);
  expect(read('- 5', '- slack: https://hooks.slack.com/x', '- webhook: []').settings).toEqual([]);
});

test('a webhook whose secret is no reference is left out rather than not signed', () => {
  expect(read('- webhook: https://hooks.example.com', '  secret: abc').settings).toEqual([]);
});

describe('a problem at its place is', () => {
  test.each([
    [['- events: [tree.bad]'], 'bad-value', 'says neither `webhook` nor `slack`'],
    [['- webhook: https://a.example', '  slack: { env: S }'], 'bad-value', 'both `webhook` and `slack`'],
    [['- webhook: hooks.example.com'], 'url', '`webhook` is no http or https address'],
    [['- webhook: http://hooks.example.com'], 'url', 'plain http to hooks.example.com'],
  ])('%s', (lines, code, message) => {
    const { settings, problems } = read(...lines);
    expect(settings).toEqual([]);
    expect(problems).toMatchObject([
      { code, message: expect.stringContaining(message), origin: { line: 2 } },
    ]);
    expect(problems[0]!.hint).not.toContain('jtl');
  });

  test.each(['https://hooks.example.com/?sig=canary', 'https://me:canary@hooks.example.com/'])(
    'an address in clear that holds a secret, which is not told: %s',
    (address) => {
      const { problems } = read(`- webhook: ${address}`);
      expect(problems).toMatchObject([
        { code: 'url', sensitive: true, hint: expect.stringContaining('env') },
      ]);
      expect(JSON.stringify(problems)).not.toContain('canary');
    },
  );
});

test.each(['http://127.0.0.1:9/hook', 'http://localhost/hook'])('%s stays on this machine', (address) => {
  expect(read(`- webhook: ${address}`).problems).toEqual([]);
});

test('plain http goes elsewhere only where that entry allows it', () => {
  const { settings, problems } = read('- webhook: http://hooks.example.com', '  allowInsecure: true');
  expect([settings.length, problems]).toEqual([1, []]);
});

function read(...lines: readonly string[]) {
  const text = ['notifications:', ...lines].join('\n');
  const locate = createLocate('sollist.yaml', text);
  const { documents } = parseYaml(text, locate);
  const problems: Problem[] = [];
  const node = childOf(documents[0], 'notifications');
  return { settings: readNotifications(node, { locate, problems, folder: '/etc/sollist' }), problems };
}
