import { open } from 'node:fs/promises';

/**
 * Appends to a file that GitHub names in a variable (`$GITHUB_OUTPUT`, `$GITHUB_STEP_SUMMARY`), on a line of its own
 * whatever an earlier command left there. Gives the reason in words where it cannot.
 */
export async function appendLines(path: string, text: string): Promise<string | undefined> {
  try {
    const file = await open(path, 'a+');
    try {
      await file.appendFile((await endsInLine(file)) ? text : `\n${text}`);
    } finally {
      await file.close();
    }
    return undefined;
  } catch (error) {
    return `cannot be written (${(error as NodeJS.ErrnoException).code ?? String(error)})`;
  }
}

async function endsInLine(file: Awaited<ReturnType<typeof open>>): Promise<boolean> {
  const { size } = await file.stat();
  if (size === 0) return true;
  const { buffer } = await file.read(Buffer.alloc(1), 0, 1, size - 1);
  return buffer[0] === 0x0a;
}
