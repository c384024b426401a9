import { printable } from '../base/printable.ts';
import { crop } from '../base/text/cells.ts';
import type { Conceal } from './conceal.ts';
import { readJson } from './json.ts';

/** Characters of a server's words that are shown. */
const longestWords = 300;
/** Characters that are looked at: what is longer was not written for people. */
const longestRead = 100_000;
/** More errors than this in one answer are not for people either. */
const mostErrors = 20;

/**
 * What an error answer says for people: `errorCode`, `errorMessage` and `validationErrors` (PascalCase in 1.x), or what
 * gateways, GraphQL and problem details (RFC 9457) have in their place, without the request's secrets. Never the stack trace, and nothing of a body
 * in any other form.
 */
export function errorWords(body: Uint8Array, conceal: Conceal): string | undefined {
  const json = readJson(body);
  const words = json.ok ? wordsOf(json.value) : '';
  if (words === '') return undefined;
  const shown = conceal(words.slice(0, longestRead));
  return shown === undefined
    ? '(the answer repeats a secret and is not shown)'
    : crop(printable(shown), longestWords);
}

/** Of one error, and of those that stand below it in `error` or `errors`; none of other fields, nor of what is nested deeper. */
function wordsOf(error: unknown, isNested = false): string {
  if (isNested && isText(error)) return error;
  if (typeof error !== 'object' || error === null || Array.isArray(error)) return '';
  const said = [field(error, 'errorCode'), field(error, 'errorMessage'), validation(error)];
  if (said.every((part) => !part)) said.push(field(error, 'message'));
  const title = said.every((part) => !part) ? field(error, 'title') : undefined;
  if (title) said.push(title, field(error, 'detail'));
  const inside = isNested ? [] : [read(error, 'error'), read(error, 'errors')].flat().slice(0, mostErrors);
  return [...said, ...inside.map((one) => wordsOf(one, true))].filter((part) => part).join(', ');
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
