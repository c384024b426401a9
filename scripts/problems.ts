// docs/problems.md from src/problems/codes.ts: `npm run docs`. A test holds the page to it.
import { writeFile } from 'node:fs/promises';
import { codes, sections } from '../src/problems/codes.ts';
import { problemsPage } from './problemsPage.ts';

await writeFile(new URL('../docs/problems.md', import.meta.url), problemsPage({ codes, sections }));
