import { Buffer } from 'node:buffer';
import type { ErrorJson } from '../../generated/error.ts';
import { formatVersion } from '../../model/formatVersion.ts';
import type { Code } from '../../problems/codes.ts';

type AnswerHeaders = Readonly<Record<string, string>>;

/** Nothing of it is for a cache, nor for a page of another origin. */
export function answer(status: number, type: string, body: string, headers: AnswerHeaders = {}): Response {
  const common = {
    'content-type': type,
    'content-length': `${Buffer.byteLength(body)}`,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  };
  return new Response(body, { status, headers: { ...common, ...headers } });
}

export function json(status: number, document: object, headers?: AnswerHeaders): Response {
  return answer(status, 'application/json', `${JSON.stringify(document)}\n`, headers);
}

/** A request that is not done, and why, as `schemas/error.schema.json` has it. */
export function refused(
  status: number,
  problem: { readonly code: Code; readonly message: string; readonly hint?: string },
  headers?: AnswerHeaders,
): Response {
  const document: ErrorJson = { formatVersion, problems: [{ ...problem, origin: null }] };
  return json(status, document, headers);
}
