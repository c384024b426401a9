import { expect, it } from 'vitest';
import { noticeTypes, sinkKinds } from './notifications.ts';

it('knows the keys that say where notices go, and takes no other key for one', () => {
  expect(sinkKinds).toEqual(expect.arrayContaining(['webhook', 'slack']));
  for (const other of ['secret', 'events', 'allowInsecure']) expect(sinkKinds).not.toContain(other);
});

it('names each notice once', () => {
  expect(new Set(noticeTypes).size).toBe(noticeTypes.length);
});
