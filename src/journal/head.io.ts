import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { writeWhole } from '../files/stateFolder.io.ts';
import { type Link, noLink, parseObject } from './chain.ts';
import { orNothing } from './files.io.ts';
import { headName } from './names.ts';

/** Undefined where there is none, or none that can be read as one. @throws Node's error where it may not be read. */
export async function readHead(directory: string): Promise<Link | undefined> {
  const text = await orNothing(readFile(join(directory, headName), 'utf8'), '');
  const { count, hash } = { count: undefined, hash: undefined, ...parseObject(text) };
  if (count === 0 && hash === null) return noLink;
  const isHead = Number.isSafeInteger(count) && /^[0-9a-f]{64}$/.test(String(hash));
  return isHead ? { number: Number(count), hash: String(hash) } : undefined;
}

/** Only whoever holds the lock may, since all use one name for the new file. */
export async function writeHead(directory: string, { number, hash }: Link): Promise<void> {
  const text = `${JSON.stringify({ formatVersion: '1.0', count: number, hash })}\n`;
  await writeWhole(join(directory, headName), text, 0o640);
}
