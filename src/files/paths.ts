import systemPaths, { type PlatformPath } from 'node:path';

/**
 * A path as it is shown, hashed and kept, the same on every system: with slashes, which Windows takes as well. Where a
 * backslash is a sign like any other it stays.
 */
export function slashed(path: string, { sep }: Pick<PlatformPath, 'sep'> = systemPaths): string {
  return path.replaceAll(sep, '/');
}

/** What a folder holds under a name, or a way from it on: `folder` is slashed, and empty where paths count from it. */
export function below(folder: string, name: string): string {
  return folder === '' || folder.endsWith('/') ? folder + name : `${folder}/${name}`;
}

/** What no file or folder of Windows may be called: devices, whatever the ending, signs, and an end that it takes away. */
const refusedByWindows =
  /^(?:con|prn|aux|nul|conin\$|conout\$|(?:com|lpt)[\d¹²³])(?:\.|$)|[\0-\x1f<>:"|?*\\]|[. ]$/i;

/** Whether every system takes a name as it is. Most have room for 255 units. */
export function isForEverySystem(name: string): boolean {
  return !refusedByWindows.test(name) && (name.length < 86 || Buffer.byteLength(name) <= 255);
}

/** What Windows and macOS do not tell apart in names: case, and letters composed or not. */
export function foldedName(name: string): string {
  return name.normalize('NFC').toLowerCase();
}
