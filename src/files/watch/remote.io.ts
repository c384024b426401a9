import { statfsSync } from 'node:fs';
import { dirname } from 'node:path';

/** File systems whose changes are made elsewhere, and so without events here: `f_type` of statfs(2), linux/magic.h. */
const remoteTypes: ReadonlyMap<number, string> = new Map([
  [0x6969, 'nfs'],
  [0x517b, 'smb'],
  [0xff534d42, 'cifs'],
  [0xfe534d42, 'smb2'],
  [0x01021997, '9p'],
  [0x65735546, 'fuse'],
  [0x786f4256, 'vboxsf'],
  [0xbacbacbc, 'vmhgfs'],
  [0x7c7c6673, 'prl_fs'],
  [0x53464846, 'wslfs'],
  [0x00c36400, 'ceph'],
  [0x5346414f, 'afs'],
  [0x0bd00bd0, 'lustre'],
  [0x47504653, 'gpfs'],
]);

/** What a network file system is called; undefined for one whose changes are all made by this machine. */
export function remoteTypeOf(
  path: string,
  typeOf = (path: string) => statfsSync(path).type,
): string | undefined {
  try {
    return remoteTypes.get(typeOf(path) >>> 0);
  } catch {
    const above = dirname(path);
    return above === path ? undefined : remoteTypeOf(above, typeOf);
  }
}
