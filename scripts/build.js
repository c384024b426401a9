// src/ → dist/main.js and the chunks that it loads when a command needs them.
import { chmod, readFile, rm, writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import './generate.js';
import { licensesOf } from './licenses.js';

const root = new URL('..', import.meta.url);
const { version } = JSON.parse(await readFile(new URL('package.json', root), 'utf8'));

await rm(new URL('dist', root), { recursive: true, force: true });
const { metafile } = await build({
  entryPoints: [fileURLToPath(new URL('src/main.ts', root))],
  outdir: fileURLToPath(new URL('dist', root)),
  bundle: true,
  splitting: true,
  format: 'esm',
  platform: 'node',
  target: 'node20.19',
  minifySyntax: true,
  minifyWhitespace: true,
  lineLimit: 160,
  legalComments: 'none',
  // yaml: the same code without its look at process.env at each token, which costs a fifth of the time to parse.
  alias: {
    yaml: fileURLToPath(new URL('node_modules/yaml/browser/index.js', root)),
    undici: fileURLToPath(new URL('scripts/undici.js', root)),
    'string-width': fileURLToPath(new URL('scripts/lazyStringWidth.js', root)),
  },
  plugins: [commanderAlone()],
  define: { SOLLIST_VERSION: JSON.stringify(version) },
  // CommonJS packages inside an ES module bundle still call require() for Node's own modules.
  banner: {
    js: "import{createRequire as __createRequire}from'node:module';const require=__createRequire(import.meta.url);",
  },
  logLevel: 'warning',
  metafile: true,
});
await chmod(new URL('dist/main.js', root), 0o755);
await writeFile(
  new URL('dist/THIRD-PARTY-LICENSES.txt', root),
  await licensesOf(Object.keys(metafile.inputs), root),
);

/**
 * commander asks Node for a module to start other programs, which no command here is, and for the process by a module
 * that opens all its streams: 5 ms of each start. @returns {import('esbuild').Plugin}
 */
function commanderAlone() {
  const path = fileURLToPath(new URL('scripts/ownProcess.cjs', root));
  return {
    name: 'commander-alone',
    setup({ onResolve }) {
      onResolve({ filter: /^node:(?:child_process|process)$/ }, ({ importer }) =>
        /[\\/]node_modules[\\/]commander[\\/]/.test(importer) ? { path } : undefined,
      );
    },
  };
}
