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

/** The byte order mark in UTF-8, which stands in no column. */
const mark = Buffer.from('\ufeff');

/** No byte of a longer UTF-8 character is a line feed, so lines can be looked at one by one. */
function findInvalid(bytes: Buffer): Undecodable {
  let [line, start] = [1, 0];
  for (let end = bytes.indexOf(10); end !== -1 && isUtf8(bytes.subarray(start, end)); ) {
    [line, start] = [line + 1, end + 1];
    end = bytes.indexOf(10, start);
  }
  const end = bytes.indexOf(10, start);
  const rest = bytes.subarray(start, end === -1 ? bytes.length : end);
  const column = validPrefix(rest) + (line === 1 && bytes.indexOf(mark) === 0 ? 0 : 1);
  const hint = 'save the file as UTF-8; it looks like Windows-1252 or Latin-1';
  return { line, column, message: 'a byte that is not UTF-8', hint };
}

/** How many characters stand before the first byte that is not UTF-8. */
function validPrefix(line: Buffer): number {
  let [valid, invalid] = [0, line.length];
  while (invalid - valid > 1) {
    const middle = (valid + invalid) >> 1;
    if (isUtf8(wholeCharacters(line.subarray(0, middle)))) valid = middle;
    else invalid = middle;
  }
  return wholeCharacters(line.subarray(0, valid)).toString('utf8').length;
}

/** Without a last character that may be cut off. */
function wholeCharacters(bytes: Buffer): Buffer {
  for (let back = 1; back <= Math.min(3, bytes.length); back++) {
    const byte = bytes[bytes.length - back]!;
    if (byte < 0x80) return bytes;
    if (byte >= 0xc0) return isUtf8(bytes.subarray(-back)) ? bytes : bytes.subarray(0, -back);
  }
  return bytes;
}
