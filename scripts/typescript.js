// Lets a Node that cannot strip types by itself, as Node 20, run TypeScript: `node --import ./scripts/typescript.js FILE.ts`.
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';
import { transform } from 'esbuild';

// Node loads this file once more, in the thread in which `load` then runs.
if (isMainThread && !Reflect.get(process.features, 'typescript')) register(import.meta.url);

/** @type {import('node:module').LoadHook} */
export async function load(url, context, nextLoad) {
  if (!url.startsWith('file:') || !/\.tsx?$/.test(url)) return nextLoad(url, context);
  const sourcefile = fileURLToPath(url);
  const options = {
    loader: /** @type {'ts' | 'tsx'} */ (url.endsWith('x') ? 'tsx' : 'ts'),
    jsx: /** @type {const} */ ('automatic'),
    jsxImportSource: 'hono/jsx',
    sourcefile,
    sourcemap: /** @type {const} */ ('inline'),
  };
  const { code } = await transform(await readFile(sourcefile, 'utf8'), options);
  return { format: 'module', source: code, shortCircuit: true };
}
