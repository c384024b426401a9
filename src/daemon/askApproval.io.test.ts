import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test } from 'vitest';
import { approvedText, askApproval } from './askApproval.io.ts';

const closing: (() => void)[] = [];

afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function daemonThat(status: number, body: string): Promise<string> {
  const server = createServer((_, response) => response.writeHead(status).end(body));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

test.each([
  [200, '<html>', 'bad-answer'],
  [202, '{}', 'bad-answer'],
  [503, '', 'bad-answer'],
])('what answers %d with %j is no daemon', async (status, body, code) => {
  const url = await daemonThat(status, body);
  const answer = await askApproval(url, '1a2b', 'token', new AbortController().signal);
  expect(answer).toMatchObject({ ok: false, why: { code } });
});

test.each(['ambiguous-plan', 'not-refused'])('a daemon that says %s is taken at its word', async (code) => {
  const problems = [{ code, message: 'in whatever words', origin: null }];
  const body = JSON.stringify({ formatVersion: '1.0', problems });
  const url = await daemonThat(409, body);
  const answer = await askApproval(url, '1a2b', 'token', new AbortController().signal);
  expect(answer).toMatchObject({ ok: false, why: { code, isRefused: true } });
});

test('what was approved is told in a few words', () => {
  const about = { formatVersion: '1.0', accepted: true, until: '2026-03-04T13:00:00Z' } as const;
  expect(approvedText({ ...about, plan: 'sha256:1a2b', changes: 60, tenants: 1 })).toContain(
    'Approved: plan 1a2b, 60 syncs on 1 tenant',
  );
});
