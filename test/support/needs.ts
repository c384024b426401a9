import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { TestContext } from 'vitest';
import packages from './tools.json' with { type: 'json' };

/** What some tests ask, beside what is everywhere: Node, npm, git and a shell. */
export type Tool = keyof typeof packages;

/** Skips a test that asks a tool which is missing here, and names the Debian package that has it. */
export function needs(skip: TestContext['skip'], ...tools: readonly Tool[]): void {
  for (const tool of tools) if (!isThere(tool)) skip(`${tool} is missing: apt-get install ${packages[tool]}`);
}

let browserStarts: boolean | undefined;

/** A browser is there if it starts: some systems have one that only says how to get it, or lack what it is linked with. */
export function isThere(tool: Tool): boolean {
  const path = pathOf(tool);
  if (tool !== 'chromium' || path === undefined) return path !== undefined;
  browserStarts ??= spawnSync(path, ['--version']).status === 0;
  return browserStarts;
}

/** Where a tool lies: what a variable such as `CHROMIUM_PATH` says, else the first on the path. */
export function pathOf(tool: Tool): string | undefined {
  const given = process.env[`${tool.toUpperCase().replaceAll('-', '_')}_PATH`];
  const folders = (process.env.PATH ?? '').split(delimiter);
  return given ?? folders.map((folder) => join(folder, tool)).find((path) => existsSync(path));
}

const watchLimit = '/proc/sys/fs/inotify/max_user_watches';

/** Skips a test of file events where the kernel grants too few watches for any. */
export function needsWatches(skip: TestContext['skip']): void {
  const granted = existsSync(watchLimit) ? Number(readFileSync(watchLimit, 'utf8')) : Infinity;
  if (granted < 8_192)
    skip(`the kernel grants ${granted} watches: sysctl -w fs.inotify.max_user_watches=65536`);
}
