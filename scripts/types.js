// The TypeScript types of what the schemas describe: for the compiler and for editors. Bundling drops them.
import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { generated, readSchemas } from './schemas.js';

/** @type {typeof import('json-schema-to-typescript')} */
const { compile } = createRequire(new URL('../test/package.json', import.meta.url))(
  'json-schema-to-typescript',
);

const schemas = await readSchemas();
await mkdir(new URL('validators/', generated), { recursive: true });
for (const one of schemas) await writeFile(new URL(`${one.file}.ts`, generated), await types(one));
const validator = "{ (data: unknown): data is T; errors?: import('ajv').ErrorObject[] | null }";
await declare('validator.ts', `export type Validator<T> = ${validator};\n`);
for (const one of schemas) await declare(`${one.file}.d.ts`, declaration(one));

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

/** @param {import('./schemas.js').SchemaFile} one */
function declaration({ file, schema: { title } }) {
  return `import type { ${title} } from '../${file}.ts';
import type { Validator } from './validator.ts';
export const is${title}: Validator<${title}>;
`;
}

/** Writes beside the validators. @param {string} name @param {string} text */
function declare(name, text) {
  return writeFile(new URL(`validators/${name}`, generated), text);
}
