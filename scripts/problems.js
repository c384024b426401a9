// docs/problems.md from src/problems/codes.ts: `npm run docs`. A test holds the page to it.
import { writeFile } from 'node:fs/promises';
import { build } from 'esbuild';

const root = new URL('..', import.meta.url);
const { outputFiles } = await build({
  stdin: {
    contents: "export * from './src/problems/codes.ts'; export * from './scripts/problemsPage.ts';",
    resolveDir: root.pathname,
  },
  bundle: true,
  format: 'esm',
  write: false,
});
const source = Buffer.from(outputFiles[0].contents).toString('base64');
const { problemsPage, guide, parts } = await import(`data:text/javascript;base64,${source}`);
await writeFile(new URL('docs/problems.md', root), problemsPage({ guide, parts }));
