import type { IncomingMessage, ServerResponse } from 'node:http';
import type { ErrorJson } from '../../generated/error.ts';
import { formatVersion } from '../../model/formatVersion.ts';
import type { Code } from '../../problems/codes.ts';

export type Answer = {
  readonly status: number;
  readonly body: string;
  readonly type: string;
  readonly headers?: Readonly<Record<string, string>>;
};

export function json(status: number, document: object, headers: Answer['headers'] = {}): Answer {
  return { status, body: `${JSON.stringify(document)}\n`, type: 'application/json', headers };
}

/** A request that is not done, and why, as `schemas/error.schema.json` has it. */
export function refused(
  status: number,
  problem: { readonly code: Code; readonly message: string; readonly hint?: string },
  headers: Answer['headers'] = {},
): Answer {
  return json(
    status,
    { formatVersion, problems: [{ ...problem, origin: null }] } satisfies ErrorJson,
    headers,
  );
}

/** Nothing of it is for a cache, nor for a page of another origin. */
export function send(
  { status, body, type, headers }: Answer,
  request: IncomingMessage,
  response: ServerResponse,
) {
  response.writeHead(status, {
    'content-type': type,
    'content-length': Buffer.byteLength(body),
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
    ...headers,
  });
  response.end(request.method === 'HEAD' ? undefined : body);
}
