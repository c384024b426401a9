import { expect, test } from 'vitest';
import { shareWork } from './sharedWork.ts';

const gone = () => new Error('gone');

/** Work that ends when it is told to. */
function startShared() {
  const begun: { end: (value: string) => void; fail: (error: Error) => void; stop: AbortSignal }[] = [];
  const join = shareWork((stop) => new Promise<string>((end, fail) => begun.push({ end, fail, stop })));
  return { begun, join };
}

test('all who need it meanwhile get what one brings, and who comes later another', async () => {
  const { begun, join } = startShared();
  const { signal } = new AbortController();
  const both = Promise.all([join(signal, gone), join(signal, gone)]);
  begun[0]!.end('first');
  expect(await both).toEqual(['first', 'first']);
  const later = join(signal, gone);
  begun[1]!.end('second');
  expect([await later, begun.length]).toEqual(['second', 2]);
});

test('a failure is that of all, and the next one begins anew', async () => {
  const { begun, join } = startShared();
  const { signal } = new AbortController();
  const both = Promise.allSettled([join(signal, gone), join(signal, gone)]);
  begun[0]!.fail(new Error('bad'));
  expect((await both).map(({ status }) => status)).toEqual(['rejected', 'rejected']);
  const next = join(signal, gone);
  begun[1]!.end('good');
  expect(await next).toBe('good');
});

test('one that leaves does not end it for the others; the last one does, and the next begins anew at once', async () => {
  const { begun, join } = startShared();
  const [first, second] = [new AbortController(), new AbortController()];
  const both = [join(first.signal, gone), join(second.signal, gone)];
  first.abort();
  await expect(both[0]).rejects.toThrow('gone');
  expect(begun[0]!.stop.aborted).toBe(false);
  second.abort();
  await expect(both[1]).rejects.toThrow('gone');
  expect(begun[0]!.stop.aborted).toBe(true);
  const next = join(new AbortController().signal, gone);
  begun[1]!.end('new');
  expect(await next).toBe('new');
});
