import { expect, test } from 'vitest';
import { useHome } from '../../../test/support/home.ts';

const { wawi, write, sollist } = useHome();

test('without a catalogue the general schema is on stdout, and stderr says so', async () => {
  const { code, stdout, stderr } = await sollist(['schema']);
  expect([code, JSON.parse(stdout).$schema]).toEqual([0, expect.stringContaining('json-schema.org')]);
  expect(stderr).toBe('no catalogue yet, so this is the general schema: sollist catalogue\n');
});

test('with catalogues it knows the syncs of the tenants that count', async () => {
  await wawi({ tenants: [{ name: 'acme' }] });
  await sollist(['catalogue']);
  const { stdout, ...rest } = await sollist(['schema']);
  expect(rest).toEqual({ code: 0, stderr: '' });
  expect(stdout).toContain('"Amazon"');
  expect((await sollist(['schema', '--tenant=globex'])).stdout).not.toContain('"Amazon"');
});

test('a catalogue that cannot be read is told on stderr, and stdout has one document', async () => {
  write('syncs/.catalogue/acme.json', '{');
  const { code, stdout, stderr } = await sollist(['schema']);
  expect([code, JSON.parse(stdout).problems]).toMatchObject([1, [{ origin: { line: 1 } }]]);
  expect(stderr).toContain('acme.json');
});
