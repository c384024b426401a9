import { type Casing, renamed } from '../state/dialects.ts';
import type { ApiRefusal } from '../state/refusal.ts';

/** What is sent back. `truncated` stops in the middle of the body, `reset` sends nothing at all: both break the connection. */
export type ApiAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Buffer;
  readonly delivery?: 'whole' | 'truncated' | 'reset';
};

const jsonHeaders = { 'content-type': 'application/json; charset=utf-8' };

export function json(status: number, body: unknown, headers: ApiAnswer['headers'] = {}): ApiAnswer {
  return { status, headers: { ...jsonHeaders, ...headers }, body: JSON.stringify(body) };
}

export function jsonText(body: string | Buffer): ApiAnswer {
  return { status: 200, headers: jsonHeaders, body };
}

/** For people at a terminal. */
export function indented(body: unknown): ApiAnswer {
  return { status: 200, headers: jsonHeaders, body: `${JSON.stringify(body, null, 2)}\n` };
}

/** A no in the API's own form. The stack trace is made up: clients must never show it. */
export function refused(refusal: ApiRefusal, naming: Casing): ApiAnswer {
  const body = {
    errorCode: refusal.code,
    errorMessage: refusal.message,
    validationErrors: refusal.validationErrors,
    errors: {},
    stacktrace: `${refusal.code}Exception: emulated stack trace\n   at JTL.Wawi.Rest.Workers.WorkerController.Invoke() in WorkerController.cs:line 87`,
  };
  return json(refusal.status, renamed(body, naming), refusal.headers);
}

const page = (title: string) =>
  `<!DOCTYPE html>\n<html><head><title>${title}</title></head>\n<body><center><h1>${title}</h1></center><hr><center>gateway</center></body></html>\n`;

export function htmlPage(status: number): ApiAnswer {
  const title = status === 200 ? 'Maintenance' : '502 Bad Gateway';
  return { status, headers: { 'content-type': 'text/html' }, body: page(title) };
}

export const brokenConnection: ApiAnswer = { status: 0, headers: {}, body: '', delivery: 'reset' };
