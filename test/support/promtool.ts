import { spawn } from 'node:child_process';

/** What `promtool check metrics` says; nothing where all is well. */
export function promtool(text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const child = spawn('promtool', ['check', 'metrics']);
    let said = '';
    const listen = (chunk: Buffer) => (said += chunk);
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('error', reject);
    child.on('close', (code) => resolve(code === 0 ? said : said || `ended with ${code}`));
    child.stdin.on('error', () => {}).end(text);
  });
}
