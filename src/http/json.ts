import { failed, ok, type Result } from '../base/result.ts';

/** Of whole texts, so that nothing of one is left for the next. */
const utf8 = new TextDecoder('utf-8', { fatal: true });

/** JSON, or in words that never quote it what came instead. `body` is UTF-8, with or without a byte order mark. */
export function readJson(body: Uint8Array): Result<unknown> {
  if (body.length === 0) return failed('an empty body');
  let text: string;
  try {
    text = utf8.decode(body);
  } catch {
    return failed('text that is not UTF-8');
  }
  try {
    return ok(JSON.parse(text));
  } catch {
    return failed(whatItIs(text));
  }
}

function whatItIs(text: string): string {
  const start = text.trimStart().slice(0, 100);
  if (start === '') return 'an empty body';
  return /^<(?:!doctype|html|head|body|!--)/i.test(start) ? 'an HTML page' : 'text that is not JSON';
}
