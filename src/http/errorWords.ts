import { printable } from '../base/printable.ts';
import { crop } from '../base/text/cells.ts';
import type { Conceal } from './conceal.ts';
import { readJson } from './json.ts';

/** Characters of a server's words that are shown. */
const longestWords = 300;
/** Characters that are looked at: what is longer was not written for people. */
const longestRead = 100_000;

/**
 * What an error answer says for people: `errorCode`, `errorMessage` and `validationErrors` (PascalCase in 1.x), without
 * the request's secrets. Never the stack trace, and nothing of a body in any other form.
 */
export function errorWords(body: Uint8Array, conceal: Conceal): string | undefined {
  const json = readJson(body);
  const error = json.ok ? json.value : undefined;
  if (typeof error !== 'object' || error === null) return undefined;
  const said = [field(error, 'errorCode'), field(error, 'errorMessage'), validation(error)];
  const words = said.filter((part) => part !== undefined && part !== '').join(', ');
  if (!words) return undefined;
  const shown = conceal(words.slice(0, longestRead));
  return shown === undefined
    ? '(the answer repeats a secret and is not shown)'
    : crop(printable(shown), longestWords);
}

function field(error: object, name: string): string | undefined {
  const value = read(error, name);
  return typeof value === 'string' || typeof value === 'number' ? String(value) : undefined;
}

/** `field: message`, each. */
function validation(error: object): string | undefined {
  const value = read(error, 'validationErrors');
  if (typeof value !== 'object' || value === null) return undefined;
  return Object.entries(value)
    .map(([name, messages]) => `${name}: ${[messages].flat().filter(isText).join(' ')}`)
    .join(', ');
}

function read(error: object, name: string): unknown {
  const pascal = name[0]!.toUpperCase() + name.slice(1);
  const entries = new Map(Object.entries(error));
  return entries.get(name) ?? entries.get(pascal);
}

function isText(value: unknown): value is string {
  return typeof value === 'string';
}
