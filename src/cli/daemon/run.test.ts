import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { known, useHome } from '../../../test/support/home.ts';
import { fakeTerminal } from '../../../test/support/terminal.ts';
import { type DaemonFlags, runDaemon } from './run.ts';

const { flags, path, wawi, write } = useHome();

/** Runs until stdout has got something, and then stops it by the signal. */
async function runOnce(signal: 'SIGTERM' | 'SIGPIPE', changes: Partial<DaemonFlags> = {}) {
  const stop = new AbortController();
  let stdout = '';
  const { terminal, said } = fakeTerminal({
    ...known,
    stop: stop.signal,
    stdout(text) {
      stdout += text;
      stop.abort(signal);
    },
  });
  const listen = { host: '127.0.0.1', port: 0 };
  const all = { ...flags(), emulator: false, listen, watch: 'poll', ...changes } as const;
  const code = await runDaemon(all, terminal);
  return { code, stdout, stderr: said.stderr };
}

test('what differs is corrected, told and remembered, and it ends in order when it is stopped', async () => {
  const { requests } = await wawi();
  write('syncs/ebay.yaml', 'sync: { name: Ebay, salesChannel: Shop }\ninterval: 5m\n');
  const { code, stdout, stderr } = await runOnce('SIGTERM');
  expect(code).toBe(0);
  expect(stdout).toContain('✓ interval   10m → 5m');
  expect(stderr).toContain('"msg":"pass finished"');
  expect(stderr).toMatch(/"signal":"SIGTERM","msg":"sollist has stopped"/);
  expect(requests.filter(({ method, tenant }) => method === 'POST' && tenant !== null)).toHaveLength(1);
});

test('an emulator takes the place of the real Wawi, and its journal lies apart', async () => {
  const { requests } = await wawi();
  write('syncs/ebay.yaml', 'sync: { name: Ebay, salesChannel: Shop }\ninterval: 5m\n');
  const { stderr } = await runOnce('SIGTERM', { emulator: true });
  expect(stderr).toContain('EMULATOR');
  expect(stderr).toContain('try next: ');
  expect(requests).toEqual([]);
  expect(readdirSync(path('.sollist'))).toEqual(['emulator']);
});

test('where only its reader has gone it does not end well, so that it is started again', async () => {
  await wawi();
  expect((await runOnce('SIGPIPE', { output: 'json' })).code).toBe(1);
});
