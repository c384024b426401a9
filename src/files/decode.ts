import { isUtf8 } from 'node:buffer';
import { failed, ok, type Result } from '../base/result.ts';
import type { Origin } from '../model/origin.ts';
import type { Problem } from '../problems/problem.ts';

/** Why bytes are no text that we read, and where; line and column count from 1. */
export type Undecodable = Pick<Origin, 'line' | 'column'> & Required<Pick<Problem, 'message' | 'hint'>>;

/** UTF-8, without the byte order mark that some editors put in front. */
export function decode(bytes: Buffer): Result<string, Undecodable> {
  if (isUtf16(bytes)) {
    const message = 'the file is UTF-16, not UTF-8';
    const hint = 'save it as UTF-8, or run: iconv -f UTF-16 -t UTF-8';
    return failed({ line: 1, column: 1, message, hint });
  }
  if (!isUtf8(bytes)) return failed(findInvalid(bytes));
  const text = bytes.toString('utf8');
  return ok(text.startsWith('\ufeff') ? text.slice(1) : text);
}

/** By its byte order mark; or without one, since the first character of a YAML file is ASCII. */
function isUtf16([first, second]: Buffer): boolean {
  if (first === undefined || second === undefined) return false;
  const mark = (first << 8) | second;
  return mark === 0xfffe || mark === 0xfeff || (first === 0) !== (second === 0);
}

/** What cannot be decoded comes out as other bytes than it went in. */
function findInvalid(bytes: Buffer): Undecodable {
  const again = Buffer.from(bytes.toString('utf8'));
  const end = again.findIndex((byte, index) => byte !== bytes[index]);
  // A stream may end within a character; the byte order mark stands in no column.
  const lines = new TextDecoder().decode(bytes.subarray(0, end), { stream: true }).split('\n');
  const hint = 'save the file as UTF-8; it looks like Windows-1252 or Latin-1';
  const column = lines.at(-1)!.length + 1;
  return { line: lines.length, column, message: 'a byte that is not UTF-8', hint };
}
