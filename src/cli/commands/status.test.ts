import { expect, test } from 'vitest';
import { serveDaemon } from '../../../test/support/daemonServer.ts';
import { useHome } from '../../../test/support/home.ts';

const { sollist } = useHome();

test('a daemon that is not there is an error on stderr that says how to start one', async () => {
  const { code, stdout, stderr } = await sollist(['status', '--url=http://127.0.0.1:1']);
  expect([code, stdout]).toEqual([1, '']);
  expect(stderr).toContain('hint: start one with `sollist run`');
});

test('what a daemon that is well knows is on stdout, with 0', async () => {
  const server = await serveDaemon();
  const { stdout, ...rest } = await sollist(['status', `--listen=${new URL(server.url).host}`]);
  expect(rest).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('Ebay (Shop)');
  const unknown = await sollist(['status', `--url=${server.url}`, '--tenant=acmee']);
  expect(unknown).toMatchObject({ code: 1, stdout: '', stderr: expect.stringContaining('`acme`') });
});
