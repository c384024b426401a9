import { constants } from 'node:fs';
import { open } from 'node:fs/promises';
import { resolve } from 'node:path';
import { failed, ok, type Result } from '../base/result.ts';
import { trimBlanks } from '../base/text/characters.ts';
import { decode } from '../files/decode.ts';
import { reasonOf } from '../files/readTree.io.ts';
import { Concealed, type ReadSecret, type SecretRef } from '../model/secret.ts';

type Env = Readonly<Record<string, string | undefined>>;

export function createSecretReader(env: Env): ReadSecret {
  return async ({ ref, folder }) => ('env' in ref ? fromVariable(ref, env) : fromFile(ref.file, folder));
}

function fromVariable({ env: name }: SecretRef & { env: string }, env: Env): Result<Concealed> {
  const value = trimBlanks((Object.hasOwn(env, name) ? env[name] : undefined) ?? '');
  return value ? ok(new Concealed(value)) : failed(`the variable ${name} is not set, or empty`);
}

const mostBytes = 64 * 1024;

async function fromFile(file: string, folder: string): Promise<Result<Concealed>> {
  const text = await readSecretFile(resolve(folder, file)).catch((error: NodeJS.ErrnoException) =>
    failed(reasonOf(error)),
  );
  if (!text.ok) return failed(`the file ${file} ${text.why}`);
  const value = trimBlanks(text.value);
  return value === '' ? failed(`the file ${file} is empty`) : ok(new Concealed(value));
}

/** Opened without waiting, so that a pipe nobody writes to holds nothing up. */
async function readSecretFile(path: string): Promise<Result<string>> {
  const handle = await open(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const stats = await handle.stat();
    if (!stats.isFile()) return failed('is not a regular file');
    const bytes = Buffer.alloc(mostBytes + 1);
    let length = 0;
    // A mount may give less at a time than it has.
    for (let read = 1; read > 0; length += read)
      ({ bytesRead: read } = await handle.read(bytes, length, bytes.length - length));
    if (length > mostBytes) return failed('is larger than 64 KB');
    const text = decode(bytes.subarray(0, length));
    return text.ok ? text : failed('is not UTF-8 text');
  } finally {
    await handle.close();
  }
}
