import type { Validator } from '../../generated/validators/validator.ts';
import { ApiRefusal } from './refusal.ts';

/** As much of a schema as mistakes are told with. */
type Schema = {
  readonly type?: string | readonly string[];
  readonly properties?: object;
  /** What must stand there. */
  readonly 'x-wording'?: string;
};

type Mistake = NonNullable<Validator<unknown>['errors']>[number];

/** What somebody sent, where it is as the schema says. `at` is its place. @throws ApiRefusal that names the first mistake and its place. */
export function checked<T>(value: unknown, isRight: Validator<T>, schema: Schema, at = ''): T {
  if (isRight(value)) return value;
  throw refusalOf(isRight.errors![0]!, schema, at);
}

const typeWords: Readonly<Record<string, string>> = {
  string: 'is text',
  'string,null': 'is text',
  boolean: 'is true or false',
  array: 'is a list',
  'array,null': 'is a list',
};

function refusalOf({ keyword, params, instancePath, schemaPath }: Mistake, root: Schema, at: string) {
  const [keys, steps] = [instancePath.split('/').slice(1), schemaPath.split('/').slice(1, -1)];
  // Of a mistake in an entry of a map the whole map is told.
  if (steps.at(-1) === 'additionalProperties') for (const path of [keys, steps]) path.pop();
  const schema = steps.reduce((node, step) => node[step as keyof Schema] as Schema, root);
  const place = keys.reduce((path, key) => (/^\d+$/.test(key) ? `${path}[${key}]` : within(path, key)), at);
  const known = Object.keys(schema.properties ?? {}).join(', ');
  switch (keyword) {
    case 'additionalProperties':
      return invalid(within(place, params.additionalProperty), `is not known; there are ${known}`);
    case 'required':
      return invalid(within(place, params.missingProperty), 'is missing');
    case 'minLength':
      return invalid(place, 'is missing');
    default: {
      const type = keyword === 'type' ? typeWords[String(schema.type)] : undefined;
      return invalid(place || 'the body', type ?? schema['x-wording'] ?? `is an object with ${known}`);
    }
  }
}

export function invalid(at: string, what: string): ApiRefusal {
  return new ApiRefusal(400, 'invalid', `${at} ${what}`);
}

function within(at: string, key: string): string {
  return at === '' ? key : `${at}.${key}`;
}
