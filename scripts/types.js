// The TypeScript types of what the schemas describe: for the compiler and for editors. Bundling drops them.
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { generated, readSchemas } from './schemas.js';

/** @type {typeof import('json-schema-to-typescript')} */
const { compile } = createRequire(new URL('../test/package.json', import.meta.url))(
  'json-schema-to-typescript',
);

const schemas = await readSchemas();
await mkdir(generated, { recursive: true });
for (const one of schemas) await writeFile(new URL(`${one.file}.ts`, generated), await types(one));
await writeFile(new URL('validators.d.ts', generated), declarations());

/** @param {import('./schemas.js').SchemaFile} one */
function types({ schema, folder }) {
  const style = { singleQuote: true, printWidth: 110 };
  const { title } = schema;
  const options = {
    bannerComment: '',
    additionalProperties: false,
    ignoreMinAndMaxItems: true,
    cwd: folder,
    style,
  };
  return compile(schema, title, options);
}

function declarations() {
  const lines = [
    "import type { ErrorObject } from 'ajv';",
    ...schemas.map(({ file, schema }) => `import type { ${schema.title} } from './${file}.ts';`),
    'export type Validator<T> = { (data: unknown): data is T; errors?: ErrorObject[] | null };',
    ...schemas.map(({ schema }) => `export const is${schema.title}: Validator<${schema.title}>;`),
  ];
  return `${lines.join('\n')}\n`;
}
