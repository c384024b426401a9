import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it, test } from 'vitest';
import type { SecretRef } from '../model/secret.ts';
import { createSecretReader } from './secrets.io.ts';

const folder = mkdtempSync(join(tmpdir(), 'secrets-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const readSecret = createSecretReader({
  KEY: 'hunter2',
  LINE: '\ufeff a\nb\u00a0\n',
  EMPTY: '',
  BLANK: ' \u200b\n',
});

/** The secret in clear, or why it cannot be had. */
async function read(ref: SecretRef): Promise<string> {
  const secret = await readSecret({ ref, folder });
  return secret.ok ? secret.value.reveal() : `(${secret.why})`;
}

async function readFile(content: string | Buffer): Promise<string> {
  writeFileSync(join(folder, 'secret'), content);
  return read({ file: 'secret' });
}

describe('a secret in a variable', () => {
  it('is its value, without the blanks around it', async () => {
    expect(await read({ env: 'KEY' })).toBe('hunter2');
    expect(await read({ env: 'LINE' })).toBe('a\nb');
  });

  it('cannot be had where it is not set, or empty', async () => {
    for (const name of ['NONE', 'EMPTY', 'BLANK', '__proto__', 'constructor']) {
      expect(await read({ env: name })).toContain(`the variable ${name} is not set`);
    }
  });
});

describe('a secret in a file', () => {
  test.each([
    ['hunter2', 'hunter2'],
    ['hunter2\n', 'hunter2'],
    ['hunter2\r\n', 'hunter2'],
    ['hunter2\n\n', 'hunter2'],
    ['hunter2\r\n\r\n', 'hunter2'],
    [' hunter2 \n', 'hunter2'],
    ['a\nb\n', 'a\nb'],
    ['schlüssel😀', 'schlüssel😀'],
    ['\ufeffhunter2\r\n', 'hunter2'],
  ])('%j is %j: blanks around it are not part of it', async (content, secret) => {
    expect(await readFile(content)).toBe(secret);
  });

  test.each(['', '\n', ' \r\n', '\ufeff\n'])('%j is empty, and that is a reason', async (content) => {
    expect(await readFile(content)).toBe('(the file secret is empty)');
  });

  it('is looked for from the folder that holds the document, unless the path is absolute', async () => {
    mkdirSync(join(folder, 'below'), { recursive: true });
    writeFileSync(join(folder, 'above'), 'from above');
    const secret = await readSecret({ ref: { file: '../above' }, folder: join(folder, 'below') });
    expect(secret.ok && secret.value.reveal()).toBe('from above');
    expect(await read({ file: join(folder, 'above') })).toBe('from above');
  });

  it('may be behind a link, as a mounted one is', async () => {
    writeFileSync(join(folder, 'target'), 'linked');
    symlinkSync('target', join(folder, 'link'));
    expect(await read({ file: 'link' })).toBe('linked');
  });

  it('cannot be had where there is none', async () => {
    symlinkSync('nothing', join(folder, 'dangling'));
    symlinkSync('loop', join(folder, 'loop'));
    expect(await read({ file: 'none' })).toBe('(the file none does not exist)');
    expect(await read({ file: 'dangling' })).toBe('(the file dangling does not exist)');
    expect(await read({ file: 'loop' })).toBe('(the file loop is a link that leads to itself)');
    expect(await read({ file: '.' })).toBe('(the file . is not a regular file)');
    expect(await read({ file: 'a\0b' })).toContain('cannot be read');
  });

  it.skipIf(process.platform === 'win32')('is not waited for in a pipe that nobody writes to', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe')]);
    expect(await read({ file: 'pipe' })).toBe('(the file pipe is not a regular file)');
  });

  it.skipIf(!existsSync('/proc/version'))('is read though its size is said to be 0', async () => {
    expect(await read({ file: '/proc/version' })).toBe(readFileSync('/proc/version', 'utf8').trim());
  });

  it('is at most 64 KB long', async () => {
    expect(await readFile('x'.repeat(65_536))).toHaveLength(65_536);
    expect(await readFile('x'.repeat(65_537))).toBe('(the file secret is larger than 64 KB)');
  });

  it('is UTF-8: anything else would be sent as something it is not', async () => {
    const reason = '(the file secret is not UTF-8 text)';
    expect(await readFile(Buffer.from('schlüssel', 'latin1'))).toBe(reason);
    expect(await readFile(Buffer.from('\ufeffhunter2', 'utf16le'))).toBe(reason);
  });

  it('never shows in the reason', async () => {
    expect(await readFile(Buffer.concat([Buffer.from('hunter2'), Buffer.from([0xff])]))).not.toContain(
      'hunter',
    );
  });
});
