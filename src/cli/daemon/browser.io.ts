import { spawn } from 'node:child_process';
import { platform } from 'node:os';

type Environment = Readonly<Record<string, string | undefined>>;

/** Shows an address in a browser, where there is a desktop: without one some openers would take the terminal for their own. */
export function openInBrowser(address: string, env: Environment): void {
  const hasDesktop = (env.DISPLAY ?? env.WAYLAND_DISPLAY) !== undefined;
  const openers: Partial<Record<NodeJS.Platform, readonly [string, ...string[]]>> = {
    darwin: ['open'],
    win32: ['cmd', '/c', 'start', ''],
    ...(hasDesktop && { linux: ['xdg-open'] }),
  };
  const [opener, ...args] = openers[platform()] ?? [];
  if (opener === undefined) return;
  const child = spawn(opener, [...args, address], { detached: true, stdio: 'ignore', env });
  child.on('error', () => {}).unref(); // the address has been printed
}
