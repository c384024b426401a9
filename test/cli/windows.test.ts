import { describe } from 'vitest';
import { test } from '../support/product.ts';

/** Has a module loaded before sollist, which does here what only Windows does. */
function withFirst(code: string): string {
  return `--import=data:text/javascript,${encodeURIComponent(code)}`;
}

/** A signal that only Windows has comes as one that is there. */
const asWindows = `
  Object.defineProperty(process, 'platform', { value: 'win32' });
  process.on('SIGUSR2', () => process.emit('SIGBREAK', 'SIGBREAK'));`;

/** Each file is held for its first two renames, as by a virus scanner. */
const heldFiles = `
  import fs from 'node:fs/promises';
  import { syncBuiltinESMExports } from 'node:module';
  const { rename } = fs;
  const refusals = new Map();
  fs.rename = async (from, to) => {
    const code = (refusals.get(to) ?? refusals.set(to, ['EPERM', 'EBUSY']).get(to)).shift();
    if (code) throw Object.assign(new Error(code), { code });
    await rename(from, to);
  };
  syncBuiltinESMExports();`;

const ebay = (interval: string, end = '\n') =>
  ['sync: { name: Ebay, salesChannel: Shop }', `interval: ${interval}`, ''].join(end);

describe.concurrent('what Windows does differently', () => {
  test.for([
    ['a console that closes', 'SIGHUP'],
    ['Ctrl-Break', 'SIGUSR2'],
  ] as const)('%s ends the daemon in order', async ([, signal], { house, expect }) => {
    await house.wawi();
    await house.write({ 'syncs/ebay.yaml': ebay('5m') });
    house.env.NODE_OPTIONS = withFirst(asWindows);
    const running = house.start('run', '--listen', '127.0.0.1:0');
    await running.until('the first pass', () => running.stderr().includes('pass finished'));
    running.signal(signal);
    expect((await running.ended).code).toBe(0);
    expect(await house.files('.sollist')).not.toContain('daemon.lock');
  });

  test('files that are held for a moment are replaced all the same, and line ends stay', async ({
    house,
    expect,
  }) => {
    await house.wawi();
    await house.write({ 'syncs/ebay.yaml': ebay('5m', '\r\n') });
    house.env.NODE_OPTIONS = withFirst(heldFiles);
    const applied = await house.sollist('apply');
    expect([applied.code, applied.stderr]).toEqual([0, '']);
    await house.write({ 'syncs/ebay.yaml': ebay('7m # ours', '\r\n') });
    expect((await house.sollist('pull', '--update')).code).toBe(0);
    expect(await house.read('syncs/ebay.yaml')).toBe(ebay('5m # ours', '\r\n'));
  });
});
