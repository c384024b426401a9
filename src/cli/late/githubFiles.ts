import { appendLines } from '../../files/write.io.ts';
import { errorText } from '../../problems/text.ts';
import type { Terminal } from '../terminal.ts';

export type GithubFiles = { readonly summary: string; readonly outputs: string };

/**
 * Appends to the files that GitHub names in variables, each where it is set. False where one cannot be written, which is
 * said on stderr.
 */
export async function writeGithubFiles(
  { summary, outputs }: GithubFiles,
  { env, stderr }: Pick<Terminal, 'env' | 'stderr'>,
): Promise<boolean> {
  const texts = { GITHUB_STEP_SUMMARY: `${summary}\n`, GITHUB_OUTPUT: outputs };
  let isWritten = true;
  for (const [variable, text] of Object.entries(texts)) {
    const path = env[variable];
    const reason = path === undefined ? undefined : await appendLines(path, text);
    if (reason === undefined) continue;
    stderr(errorText({ code: 'not-written', message: `${variable}: ${path} ${reason}` }));
    isWritten = false;
  }
  return isWritten;
}
