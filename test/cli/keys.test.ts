import { chmod, cp, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { describe } from 'vitest';
import { needs } from '../support/needs.ts';
import { type House, main, test } from '../support/product.ts';
import { root } from '../support/program.ts';
import { openShell, type Shell } from '../support/shell.ts';

const demo = `${process.execPath} ${main} run --emulator --listen 127.0.0.1:0`;

async function shellIn(house: House, env: Record<string, string> = {}): Promise<Shell> {
  await cp(join(root, 'syncs'), join(house.path, 'syncs'), { recursive: true });
  await cp(join(root, 'sollist.yaml'), join(house.path, 'sollist.yaml'));
  const shell = openShell(house.path, env);
  await shell.until(/\$ /);
  return shell;
}

/** The modes of the terminal that a shell needs: whole lines, and an echo. */
async function modes(shell: Shell): Promise<readonly string[]> {
  shell.press('echo CODE=$?; stty -a; echo MODES-$((1))\r');
  const text = await shell.until(/MODES-1/);
  return [/CODE=(\d+)/.exec(text)![1]!, ...(text.match(/-?\b(?:icanon|isig|echo)\b/g) ?? []).slice(-3)];
}

function isRunning(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

const inOrder = ['isig', 'icanon', 'echo'];

describe.concurrent('the demo on a terminal', () => {
  test('hears keys, and leaves the terminal as it was, stopped and continued or ended', async ({
    house,
    expect,
    skip,
  }) => {
    needs(skip, 'script');
    await house.write({ 'bin/xdg-open': '#!/bin/sh\necho "$1" > opened\n' });
    await chmod(join(house.path, 'bin/xdg-open'), 0o755);
    const shell = await shellIn(house, { DISPLAY: ':1', PATH: `${house.path}/bin:${process.env.PATH}` });
    shell.press(`${demo}\r`);
    const start = await shell.until(/\(start\).*next look \d\d:\d\d:\d\d/);
    expect(start).toMatch(/keys: r look now · s status · o the page, in a browser · q quit/);
    expect(start).toMatch(/journal .*\.sollist\/emulator\/journal\.jsonl/);
    await shell.until('Ctrl-C ends');
    shell.press('\u001b[A\u001bOQr'); // Up, F2, r
    await shell.until(/\d\d:\d\d:\d\d ✓ 4 in sync, 1 observed \(request\)/);
    shell.press('s');
    await shell.until(/5 syncs on 2 tenants/);
    shell.press('O');
    const [address] = /http:\S+\/$/m.exec(await shell.until(/^http:\S+\/\s/m))!;
    await expect.poll(() => house.read('opened').catch(() => '')).toBe(`${address}\n`);

    shell.press('\u001a');
    await shell.until(/Stopped/);
    expect((await modes(shell)).slice(1)).toEqual(inOrder);
    shell.press('bg\r');
    await shell.until(/\(schedule\)/); // it works in the background, where it may not read
    shell.press('jobs\r');
    await shell.until(/Running/);
    shell.press('fg\r');
    const looksAtOnce = () => {
      shell.press('r'); // it takes a moment until it finds that the terminal is its own again
      return shell.shown().match(/\(request\)/g)?.length ?? 0;
    };
    await expect.poll(looksAtOnce, { interval: 200 }).toBeGreaterThan(1);
    shell.press('q');
    await shell.until(/stopped/);
    expect(await modes(shell)).toEqual(['0', ...inOrder]);
    await shell.end();
  });

  test.for([
    ['SIGINT', '0'],
    ['SIGTERM', '0'],
    ['SIGKILL', '137'],
  ] as const)('leaves a good terminal behind after %s', async ([name, code], { house, expect, skip }) => {
    needs(skip, 'script');
    const shell = await shellIn(house);
    shell.press(`(echo PID=$BASHPID; exec ${demo})\r`);
    const [, pid] = /PID=(\d+)/.exec(await shell.until(/\(start\)/))!;
    if (name === 'SIGINT') shell.press('\u0003');
    else process.kill(Number(pid), name);
    await shell.until(name === 'SIGKILL' ? /Killed/ : /stopped/);
    expect(await modes(shell)).toEqual([code, ...inOrder]);
    await shell.end();
  });

  test.for([
    ['in the foreground', ''],
    ['in the background, where no signal tells it', '& disown %1'],
  ] as const)('ends in order when its terminal is closed, %s', async ([, how], { house, expect, skip }) => {
    needs(skip, 'script');
    const shell = await shellIn(house);
    shell.press(`(echo PID=$BASHPID; exec ${demo}) ${how}\r`);
    const [, pid] = /PID=(\d+)/.exec(await shell.until(/next look/))!;
    const held = () => readdir(join(house.path, '.sollist/emulator'));
    expect(await held()).toContain('daemon.lock');
    await shell.end();
    await expect.poll(() => isRunning(Number(pid)), { timeout: 20_000 }).toBe(false);
    expect(await held()).not.toContain('daemon.lock'); // whoever ends in order takes it away
  });

  test('takes no keys in the background, and none where it does not have the terminal to itself', async ({
    house,
    expect,
    skip,
  }) => {
    needs(skip, 'script');
    const shell = await shellIn(house);
    shell.press(`${demo} &\r`);
    await shell.until(/\(start\)/);
    shell.press('echo STILL-$((1))\r');
    await shell.until(/STILL-1/);
    shell.press('jobs\r');
    await shell.until(/Running/);
    shell.press('kill %1; wait; clear\r');
    await shell.until(/stopped/);
    shell.press(`${demo} | cat\r`);
    expect(await shell.until(/\(start\)/)).not.toContain('keys:');
    shell.press('\u0003');
    await shell.until(/stopped/);
    await shell.end();
  });
});
