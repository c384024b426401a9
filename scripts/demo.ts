// docs/demo.html, a plan of the sample files: `npm run docs`. A test holds the page to it.
import { writeFile } from 'node:fs/promises';
import { demoPage } from './demoPage.ts';

await writeFile(new URL('../docs/demo.html', import.meta.url), await demoPage());
