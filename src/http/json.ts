/** JSON, or in words what came instead. The words never quote it. */
export type ReadJson = { readonly value: unknown } | { readonly instead: string };

/** `body` is UTF-8, with or without a byte order mark. */
export function readJson(body: Uint8Array): ReadJson {
  if (body.length === 0) return { instead: 'an empty body' };
  let text: string;
  try {
    text = decodeText(body);
  } catch {
    return { instead: 'text that is not UTF-8' };
  }
  try {
    return { value: JSON.parse(text) };
  } catch {
    return { instead: whatItIs(text) };
  }
}

/** @throws TypeError for bytes that are not UTF-8. */
export function decodeText(body: Uint8Array): string {
  return new TextDecoder('utf-8', { fatal: true }).decode(body);
}

function whatItIs(text: string): string {
  const start = text.trimStart().slice(0, 100);
  if (start === '') return 'an empty body';
  return /^<(?:!doctype|html|head|body|!--)/i.test(start) ? 'an HTML page' : 'text that is not JSON';
}
