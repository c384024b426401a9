import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { hearKeys } from './keyboard.io.ts';

function aKeyboard(platform: NodeJS.Platform) {
  const heard: string[] = [];
  const modes: boolean[] = [];
  const stdin = Object.assign(new EventEmitter(), {
    setEncoding: () => stdin,
    setRawMode: (mode: boolean) => modes.push(mode),
    resume: () => stdin,
    pause: () => stdin,
    unref: () => stdin,
  });
  const process = Object.assign(new EventEmitter(), { stdin, platform, pid: 1, kill: () => true });
  const stop = new AbortController();
  for (const signal of ['SIGINT', 'SIGQUIT']) process.on(signal, () => heard.push(signal));
  hearKeys(
    process as unknown as NodeJS.Process,
    (key) => heard.push(key),
    stop.signal,
    () => heard.push('gone'),
  );
  return { heard, modes, stop, press: (text: string) => stdin.emit('data', text), process };
}

// Where there are no jobs, the terminal is always this one's.
test('keys are heard one by one, and Ctrl-C is the signal that it always is', () => {
  const { heard, press } = aKeyboard('win32');
  press('r');
  press('sq');
  press('\u0003');
  expect(heard).toEqual(['r', 's', 'q', 'SIGINT']);
});

test('an arrow or a function key, which is several characters, is none of them', () => {
  const { heard, press } = aKeyboard('win32');
  for (const key of ['\u001b[A', '\u001bOQ', '\u001b']) press(key);
  expect(heard).toEqual([]);
  press('\u001b[15;2~\u001bOPr');
  expect(heard).toEqual(['r']);
});

test('the terminal is as it was once nobody listens', () => {
  const { heard, modes, stop, press, process } = aKeyboard('win32');
  expect(modes.at(-1)).toBe(true);
  stop.abort();
  expect(modes.at(-1)).toBe(false);
  press('r');
  process.emit('SIGCONT');
  expect([heard, modes.at(-1)]).toEqual([[], false]);
});

test('a terminal that is another job’s is left alone', () => {
  const { modes, stop } = aKeyboard('linux'); // tests have none
  stop.abort();
  expect(modes).toEqual([]);
});

test.for(['end', 'error'])('a terminal that is gone (%s) is told once and let go for good', (event) => {
  const { heard, modes, process } = aKeyboard('win32');
  process.stdin.setRawMode = () => Number(process.stdin.emit('error', new Error('EIO')));
  process.stdin.emit(event, new Error('EIO'));
  const before = modes.length;
  for (const signal of ['SIGCONT', 'SIGHUP']) process.emit(signal);
  expect([heard, modes.length]).toEqual([['gone'], before]);
});
