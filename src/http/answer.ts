import { STATUS_CODES } from 'node:http';
import type { HttpProxy } from './proxies.ts';

export type HttpAnswer = {
  readonly status: number;
  /** By their names in small letters; one that came several times is joined by commas. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  /** As it was before it was packed. */
  readonly body: Uint8Array;
  /** What it came through. */
  readonly via?: HttpProxy | undefined;
};

export function isFine({ status }: HttpAnswer): boolean {
  return status >= 200 && status < 300;
}

/** Fine, and there: 202 says that what was asked for is still to come. */
export function isThere(answer: HttpAnswer): boolean {
  return isFine(answer) && answer.status !== 202;
}

/** The statuses that the API page names as worth another try, and the one that says so itself. */
export const passing: ReadonlySet<number> = new Set([202, 408, 425, 429, 500, 502, 503, 504]);

/** `502 Bad Gateway` */
export function nameStatus(status: number): string {
  return `${status} ${STATUS_CODES[status] ?? ''}`.trimEnd();
}
