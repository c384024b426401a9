import { readlinkSync, symlinkSync, unlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe } from 'vitest';
import { type House, type Running, test } from '../support/product.ts';

const ebay = 'sync: { name: Ebay, salesChannel: Shop }\n';
const never = '0 0 29 2 *';

describe.concurrent('one daemon at a time', () => {
  test('a second one says so and ends; a command beside it is fine', async ({ house, expect }) => {
    const running = await started(house);
    const second = await house.sollist('run', '--listen', '127.0.0.1:0');
    expect(second.code).toBe(1);
    expect(second.stderr).toMatch(/another daemon uses \.sollist \[state-dir-taken\]\n {2}hint: /);
    expect((await house.sollist('apply')).code).toBe(0);
    running.signal('SIGTERM');
    expect((await running.ended).code).toBe(0);
  });

  test('one that was killed blocks nobody, and the next starts at once', async ({ house, expect }) => {
    const running = await started(house);
    const lock = join(house.path, '.sollist/daemon.lock');
    const [before] = [readlinkSync(lock)];
    await running.end();
    expect(readlinkSync(lock)).toBe(before);
    const next = launch(house);
    await next.until('it has the lock', () => readlinkSync(lock) !== before);
    expect(next.stderr()).not.toContain('looks for some seconds');
    await passed(next);
    await next.end();
    // As after a power failure, or of a container that is gone: its process may not be looked for here.
    unlinkSync(lock);
    symlinkSync('elsewhere:1:1:a:1', lock);
    await passed(launch(house));
  });
});

/** A daemon whose first pass is over, for one sync that is to run every five minutes. */
async function started(house: House, ...flags: readonly string[]): Promise<Running> {
  await house.wawi();
  await house.write({ 'syncs/a.yaml': `${ebay}interval: 5m\n` });
  return passed(launch(house, ...flags));
}

function launch(house: House, ...flags: readonly string[]): Running {
  return house.start('run', '--schedule', never, '--listen', '127.0.0.1:0', ...flags);
}

async function passed(running: Running): Promise<Running> {
  await running.until('the first pass', () => running.stderr().includes('pass finished'));
  return running;
}
