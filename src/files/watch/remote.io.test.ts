import { expect, it } from 'vitest';
import { remoteTypeOf } from './remote.io.ts';

it('a network file system is known by its number, also where the system gives it a sign', () => {
  expect(remoteTypeOf('/mnt/syncs', () => 0x6969)).toBe('nfs');
  expect(remoteTypeOf('/mnt/syncs', () => 0xff534d42 | 0)).toBe('cifs');
  expect(remoteTypeOf('/mnt/syncs', () => 0xef53)).toBeUndefined();
});

it('of a folder that is not there the one above counts, and none where nothing can be told', () => {
  const typeOf = (path: string) => {
    if (path !== '/mnt') throw new Error('ENOENT');
    return 0x01021997;
  };
  expect(remoteTypeOf('/mnt/syncs/acme', typeOf)).toBe('9p');
  expect(remoteTypeOf('/elsewhere', typeOf)).toBeUndefined();
});
