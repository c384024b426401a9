import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { decode } from '../files/decode.ts';
import { reasonOf } from '../files/readTree.io.ts';
import { Concealed, type ReadSecret, type SecretRef } from '../model/secret.ts';

type Env = Readonly<Record<string, string | undefined>>;

type Read = Concealed | { readonly reason: string };

export function createSecretReader(env: Env): ReadSecret {
  return async ({ ref, folder }) => ('env' in ref ? fromVariable(ref, env) : fromFile(ref.file, folder));
}

function fromVariable({ env: name }: SecretRef & { env: string }, env: Env): Read {
  const value = Object.hasOwn(env, name) ? env[name] : undefined;
  return value ? new Concealed(value) : { reason: `the variable ${name} is not set, or empty` };
}

const mostBytes = 64 * 1024;

async function fromFile(file: string, folder: string): Promise<Read> {
  const text = await readSecretFile(resolve(folder, file)).catch((error: NodeJS.ErrnoException) => ({
    reason: reasonOf(error),
  }));
  if (typeof text !== 'string') return { reason: `the file ${file} ${text.reason}` };
  const value = text.replace(/\r?\n$/, '');
  return value === '' ? { reason: `the file ${file} is empty` } : new Concealed(value);
}

/** Opened without waiting, so that a pipe nobody writes to holds nothing up. */
async function readSecretFile(path: string): Promise<string | { readonly reason: string }> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) return { reason: 'is not a regular file' };
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(mostBytes + 1));
    if (bytesRead > mostBytes) return { reason: 'is larger than 64 KB' };
    const text = decode(buffer.subarray(0, bytesRead));
    return typeof text === 'string' ? text : { reason: 'is not UTF-8 text' };
  } finally {
    await handle.close();
  }
}
