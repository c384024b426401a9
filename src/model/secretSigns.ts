import { looksSecret } from '../base/text/secretName.ts';

/**
 * By what a secret is known where nobody says that it is one, and its name does not tell: by the shape of a text. All of
 * it takes time in proportion to the text, since the text is somebody else's.
 */

const shown = '(secret)';

/** Of a long line no more is looked at, at each of its words, than tells a secret's name. */
const longestName = 40;

/**
 * A key as messages quote it. Where a colon or a space is missing, as in `apiKey:hunter2` or `apiKey hunter2`, the value
 * of a secret has become a part of its key.
 */
export function withoutSecret(key: string, hasValue: boolean): string {
  for (const { index, 0: separator } of key.matchAll(/\s+(?:[:=]\s*)?|[:=]\s*/g)) {
    if (hasValue && !/[:=]/.test(separator)) continue;
    const end = key.slice(Math.max(0, index - longestName), index);
    if (looksSecret(end)) return `${key.slice(0, index)}${separator}${shown}`;
  }
  return withoutShapes(key);
}

/** A part of a text that is a secret: from `start` up to and without `end`. */
export type SecretSpan = { readonly start: number; readonly end: number };

/** A text with `(secret)` for all in it that has a secret's shape: the harmless part stays. The text itself where there is none. */
export function withoutShapes(text: string): string {
  return replaceSpans(text, () => shown);
}

/** No text of ours has it: Unicode calls it no character. */
const blank = '\uffff';

/** The text with a blank for each character of such a secret but its line ends: all else stays in its line and column. */
export function blankShapes(text: string): string {
  return replaceSpans(text, (secret) => secret.replace(/[^\r\n]/g, blank));
}

/** Where a caret goes that would stand within blanks. */
export function startOfBlanks(line: string, at: number): number {
  let start = at;
  while (line[start] === blank && line[start - 1] === blank) start -= 1;
  return start;
}

/** What is shown of a piece of a text with blanks. */
export function showBlanks(piece: string): string {
  return piece.includes(blank) ? piece.replace(/\uffff+/g, shown) : piece;
}

function replaceSpans(text: string, replaced: (secret: string) => string): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of secretSpans(text)) {
    parts.push(text.slice(at, start), replaced(text.slice(start, end)));
    at = end;
  }
  return at === 0 ? text : parts.join('') + text.slice(at);
}

/** Without any of these signs there is neither an address with a login, nor a pair, an element or a key. */
const mayHoldOne = /[:=<%]|-----BEGIN/;
/** No token that is known by itself is shorter. */
const shortestToken = 9;

/** Where a text holds what has a secret's shape, in order and apart. */
export function secretSpans(text: string): readonly SecretSpan[] {
  if (!mayHoldOne.test(text) && (text.length < shortestToken || !anyOfThem.test(text))) return [];
  const found = [...logins(text), ...pairs(text), ...elements(text), ...pems(text), ...matches(text)];
  if (found.length === 0) return found;
  const spans: SecretSpan[] = [];
  for (const span of found.sort((a, b) => a.start - b.start)) {
    const last = spans.at(-1);
    if (span.end <= span.start) continue;
    if (last && span.start <= last.end)
      spans[spans.length - 1] = { ...last, end: Math.max(last.end, span.end) };
    else spans.push(span);
  }
  return spans;
}

/** Characters in which a password is looked for that breaks the rules of addresses, with a slash or a blank in it. */
const longestOdd = 500;

/** `scheme://user:password@host`, also with all of it percent-encoded: what stands between `user:` and `@host`. */
function* logins(text: string): Generator<SecretSpan> {
  for (const { index, 0: slashes } of text.matchAll(/(?<=[a-z0-9])(?::\\?\/\\?\/|%3a%2f%2f)/gi)) {
    const from = index + slashes.length;
    const isEncoded = slashes.startsWith('%');
    const authority = text.slice(from, endOf(text, isEncoded ? /%2f|[\s"'<>&]/gi : /[/?#\s"'<>\\]/g, from));
    const at = Math.max(authority.lastIndexOf('@'), isEncoded ? authority.lastIndexOf('%40') : -1);
    const userinfo = at === -1 ? oddUserinfo(authority, text, from) : authority.slice(0, at);
    const colon = (isEncoded ? /:|%3a/i : /:/).exec(userinfo);
    const user = colon ? colon.index + colon[0].length : 0;
    if (colon || isLikeToken(userinfo)) yield { start: from + user, end: from + userinfo.length };
  }
}

/**
 * Where no port follows the colon, whatever comes up to an `@` is a password that nobody has encoded. It may begin with
 * a sign at which an address ends, but then it holds no blank: `http://host: ask a@b` is a sentence.
 */
function oddUserinfo(authority: string, text: string, from: number): string {
  if (!/^[^:[\]@]*:(?!\d+$)/.test(authority)) return '';
  const odd = text.slice(from, from + longestOdd);
  const unbroken = /^\S*(?=@)/.exec(odd)?.[0];
  if (authority.endsWith(':')) return unbroken ?? '';
  return unbroken ?? /^[^\r\n@]*(?=@)/.exec(odd)?.[0] ?? '';
}

/** A user without a password is none, unless it is a token that stands in its place. */
function isLikeToken(user: string): boolean {
  return /^[\w-]{20,}$/.test(user) && /\d/.test(user) && /[a-z]/i.test(user);
}

function endOf(text: string, sign: RegExp, from: number): number {
  sign.lastIndex = from;
  return sign.exec(text)?.index ?? text.length;
}

/** `?token=…&sig=…`, `Server=…;Pwd=…`, `"password": "…"`, `Passwort: …`: what follows a name that tells. */
function* pairs(text: string): Generator<SecretSpan> {
  let done = 0;
  for (const { index, 0: sign } of text.matchAll(/(?:%3d|=(?![=>])|:(?!\\?\/))[ \t]{0,9}/gi)) {
    const named = nameBefore(text, index, done);
    if (index < done || !isTelling(named.name)) continue;
    const start = index + sign.length;
    const span = sign.startsWith(':') ? valueOfEntry(text, start, named) : valueOfPair(text, start, named);
    if (!span) continue;
    yield span;
    done = span.end;
  }
}

/** `<password>…</password>`, where no other element stands within. */
function* elements(text: string): Generator<SecretSpan> {
  for (const { index, 0: tag, 1: name } of text.matchAll(/<([\p{L}\p{N}_.:-]{1,40})(?:\s[^<>]{0,200})?>/gu)) {
    const start = index + tag.length;
    const end = endOf(text, /</g, start);
    if (text.startsWith('</', end) && looksSecret(name!)) yield { start, end };
  }
}

/** `opener` is the sign before the name; none where the text begins with it. */
type PairName = { readonly name: string; readonly opener: string; readonly isQuoted: boolean };

function nameBefore(text: string, sign: number, floor: number): PairName {
  let end = sign;
  while (end > floor && sign - end < 9 && ' \t'.includes(text[end - 1]!)) end -= 1;
  const isQuoted = end > floor && '"\''.includes(text[end - 1]!);
  if (isQuoted) end -= text[end - 2] === '\\' ? 2 : 1;
  let start = end;
  while (start > floor && end - start < longestName && /[\p{L}\p{M}\p{N}_. -]/u.test(text[start - 1]!))
    start -= 1;
  return { name: text.slice(start, end), opener: text[start - 1] ?? '', isQuoted };
}

/** Before the last words there may stand a sentence, or a value that ended with a blank. */
function isTelling(name: string): boolean {
  const last = name.trim().split(' ').slice(-3).join(' ');
  return /\p{L}/u.test(last) && (looksSecret(last) || /(?:^|[-_. ])sig(?:nature)?$/i.test(last));
}

function valueOfPair(text: string, start: number, { name, opener }: PairName): SecretSpan | undefined {
  if (/["'{]/.test(text[start] ?? '')) return quotedAt(text, start);
  if (opener === '=' && name.includes(' ')) return { start, end: endOf(text, /[\s;"]/g, start) };
  return { start, end: endOf(text, /[?&%]/.test(opener) ? /[&\s"'<>#;]|%26/g : /[;\r\n"]/g, start) };
}

/** As JSON has it; without quotes any sentence may look like that, so only what looks like a password is one. */
function valueOfEntry(text: string, start: number, { name, isQuoted }: PairName): SecretSpan | undefined {
  const first = text.startsWith('\\"', start) ? start + 1 : start;
  if (isQuoted && text[first] === '"') return quotedAt(text, first);
  const ending = /[\s,;"'}]/g;
  if (isQuoted) return { start, end: endOf(text, ending, start) };
  const line = text.slice(start, start + longestOdd);
  if (/authori[sz]ation\s*$/i.test(name)) {
    const scheme = /^[A-Za-z-]+[ \t]+(?=\S)/.exec(line)?.[0].length ?? 0;
    return { start: start + scheme, end: endOf(text, /[\s,;"']/g, start + scheme) };
  }
  const word = line.slice(0, endOf(line, ending, 0));
  return isLikePassword(word) ? { start, end: start + word.length } : undefined;
}

function isLikePassword(word: string): boolean {
  return word.length >= 6 && /\d/.test(word) && /\p{L}/u.test(word) && !/^[{[&*!$]/.test(word);
}

/** Up to the quote that ends it, or the line. A quote within is doubled, or has a backslash before it. */
function quotedAt(text: string, at: number): SecretSpan {
  const close = text[at] === '{' ? '}' : text[at]!;
  let end = at + 1;
  while (end < text.length && !'\r\n'.includes(text[end]!)) {
    if (text[end] === close && text[end + 1] !== close) break;
    if (text[end] === '\\' && text[end + 1] === close && text[at - 1] === '\\') break;
    end += text[end] === close || text[end] === '\\' ? 2 : 1;
  }
  return { start: at + 1, end: Math.min(end, text.length) };
}

/** A private key, from the line that begins it to the one that ends it. A certificate is none. */
function* pems(text: string): Generator<SecretSpan> {
  let done = 0;
  for (const { index, 0: begin } of text.matchAll(/-----BEGIN [A-Z0-9 ]{0,30}PRIVATE KEY(?: BLOCK)?-----/g)) {
    if (index < done) continue;
    const start = index + begin.length;
    done = endOf(text, /-----END/g, start);
    yield { start, end: done };
  }
}

/** What issuers put in front of their secrets, and what is told by itself. No repeat is without end: millions of rounds overflow a stack. */
const byItself = [
  // A JWT: parts in base64url, the first of which is JSON.
  /(?:(?<![\w-])|(?<=%[0-9a-fA-F]{2}))eyJ[\w-]{6,99999}(?:\.[\w-]{1,99999}){1,4}/g,
  /(?<=\b(?:[Bb]earer|[Bb]asic|BEARER|BASIC)(?:[ \t]{1,3}|%20))(?!realm|error|scope|charset)(?=[\w.~+/:-]{0,500}?(?:\d|=|[a-z][A-Z]))[\w.~+/=:-]{6,99999}/g,
  /(?<![A-Za-z0-9])(?:gh[pousr]_\w{10,99999}|github_pat_\w{10,99999}|glpat-[\w-]{10,99999}|xox[a-z]-[\w-]{8,99999}|xapp-[\w-]{10,99999}|(?:AKIA|ASIA)[A-Z0-9]{12,99999}|(?:sk|rk|pk)_(?:live|test)_\w{6,99999}|whsec_\w{8,99999}|amzn\.mws\.[\w-]{8,99999}|amzn1\.oa2-cs\.v1\.\w{8,99999}|Atz[ar]\|[\w-]{8,99999}|AIza[\w-]{30,99999}|ya29\.[\w-]{16,99999}|SG\.[\w-]{16,99999}\.[\w-]{16,99999}|npm_\w{30,99999}|shp(?:at|ss|ca|pa)_\w{16,99999}|sk-[\w-]{20,99999}|v\^1\.1#i\^1#\S{10,99999})/g,
  /(?<=hooks\.slack(?:-gov)?\.com\/(?:services|workflows|triggers)\/)[^\s"'<>]{1,99999}/gi,
  /(?<=discord(?:app)?\.com\/api\/webhooks\/)[^\s"'<>]{1,99999}/gi,
  /(?<=\.webhook\.office\.com\/)[^\s"'<>]{1,99999}/gi,
  /(?<=api\.telegram\.org\/bot)[\w:-]{1,99999}/gi,
];

/** What any of them has. */
const anyOfThem =
  /eyJ|bearer|basic|gh[pousr]_|_pat_|glpat|xox|xapp|AKIA|ASIA|k_(?:live|test)_|whsec|amzn|Atz|AIza|ya29|SG\.|npm_|shp|sk-|v\^1|\.slack|discord|\.office|telegram/i;

function* matches(text: string): Generator<SecretSpan> {
  if (!anyOfThem.test(text)) return;
  for (const pattern of byItself)
    for (const { index, 0: secret } of text.matchAll(pattern)) {
      const end = index + secret.length;
      yield { start: index, end: secret.length < 99_999 ? end : endOf(text, /[\s"'<>]/g, end) };
    }
}
