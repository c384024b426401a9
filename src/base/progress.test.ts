import { expect, test } from 'vitest';
import { advanced, createProgress, type Meter, progressLine } from './progress.ts';

function start(columns = 80) {
  let [now, written] = [0, ''];
  const write = (text: string) => {
    written += text;
  };
  const progress = createProgress({ write, now: () => now, columns: () => columns, lasts: () => 0 });
  return { progress, pass: (milliseconds: number) => (now += milliseconds), written: () => written };
}

test('a line is drawn ten times a second at most, over the last one, and leaves nothing behind', () => {
  const { progress, pass, written } = start(20);
  progress.clear();
  progress.tick();
  expect(written()).toBe('');
  progress.advance('reading', 1, 9);
  progress.advance('reading', 2, 9);
  pass(100);
  progress.advance('reading', 3, 9);
  progress.clear();
  pass(5_000);
  progress.tick();
  expect(written()).toBe('\rreading 1 of 9\u001b[K\rreading 3 of 9\u001b[K\r\u001b[K');
});

test('a wait for the quota is shown until something goes on, and counts down', () => {
  const { progress, pass, written } = start(60);
  progress.advance('reading', 1, 9);
  pass(200);
  progress.wait(42_000);
  pass(2_000);
  progress.tick();
  pass(200);
  progress.advance('reading', 2, 9);
  const lines = written().split('\r').slice(2);
  expect(lines.map((line) => line.replace('\u001b[K', ''))).toEqual([
    'reading 1 of 9 · waits 42 s for the quota',
    'reading 1 of 9 · waits 40 s for the quota',
    expect.stringContaining('reading 2 of 9'),
  ]);
});

/** Work at an even pace, per second, and then a pause. */
function worked(done: number, total: number, rate: number): Meter {
  let meter: Meter | undefined;
  for (let step = 1; step <= done; step += 1)
    meter = advanced(meter, { work: 'writing', done: step, total }, (step * 1000) / rate);
  return meter!;
}

const lineOf = (meter: Meter, columns = 80, pause = 0, least = 0) =>
  progressLine(meter, { at: meter.at + pause, waitsUntil: 0, columns, lasts: () => least });

test.each([
  [80, '████░░░░░░░░░░░░░░░░ writing 132 of 600 · 2.0/s · 4 min left'],
  [40, 'writing 132 of 600 · 2.0/s · 4 min left'],
  [39, 'writing 132 of 600 · 4 min left'],
  [20, 'writing 132 of 600'],
  [10, 'writing 1'],
])('in %d columns stands what there is room for', (columns, line) => {
  expect(lineOf(worked(132, 600, 2), columns)).toBe(line);
});

test.each([
  ['at the first', worked(1, 600, 2), /writing 1 of 600$/],
  ['at the last', worked(600, 600, 100), /writing 600 of 600 · 100\/s$/],
  ['of nothing', worked(1, 0, 1), /writing 1 of 0$/],
  ['once an hour', worked(3, 9, 1 / 3600), /writing 3 of 9 · 0\.0\/min · \d+ h left$/],
])('%s it says nothing that nobody knows', (_, meter, line) => {
  expect(lineOf(meter)).toMatch(line);
  expect(lineOf(meter)).not.toMatch(/NaN|Infinity/);
});

test('the estimate is steady: a short stop moves it little, a long one more', () => {
  const meter = worked(300, 600, 2);
  expect(lineOf(meter)).toContain('3 min left');
  expect(lineOf(meter, 80, 1_000)).toContain('3 min left');
  expect(lineOf(meter, 80, 60_000)).toMatch(/1\d min left|[4-9] min left|2\d min left/);
});

test('other work, or the same once more, has a pace of its own', () => {
  const meter = worked(600, 600, 100);
  expect(lineOf(advanced(meter, { work: 'reading', done: 1, total: 60 }, meter.at))).toMatch(/1 of 60$/);
  expect(lineOf(advanced(meter, { work: 'writing', done: 1, total: 60 }, meter.at))).toMatch(/1 of 60$/);
});

test('what the quota takes at least is not promised sooner', () => {
  expect(lineOf(worked(60, 600, 20), 80, 0, 240)).toContain('4 min left');
});
