import { Buffer } from 'node:buffer';
import type { Concealed } from '../model/secret.ts';
import { formEncoded } from './formEncoded.ts';

/** A server's words without the secrets that a request carried; undefined where they cannot be shown at all. */
export type Conceal = (text: string) => string | undefined;

/** A secret below this length is in too many words by chance, and each masked one would tell where: nothing is shown. */
const shortest = 4;
/** So many characters of a secret in a row give it away, as where a server cuts a value before it complains of it. */
const telling = 8;

export function concealer(secrets: readonly Concealed[]): Conceal {
  const spellings = new Set(
    secrets.flatMap((secret) => spell(secret.reveal())).filter((text) => text !== ''),
  );
  const short = [...spellings].filter((text) => text.length < shortest);
  const pieces = piecesOf([...spellings].filter((text) => text.length >= shortest));
  return (text) => {
    const folded = fold(text);
    return short.some((secret) => folded.includes(secret)) ? undefined : mask(text, folded, pieces);
  };
}

/** The ways in which a server may give a value back: as it is, or escaped for the place it stands in. */
function spell(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const form = formEncoded(secret);
  return [
    secret,
    secret.trim(),
    secret.normalize('NFC'),
    json,
    json.replace(/["'<>&+`\u0080-\uffff]/g, dotnetEscape),
    form,
    form.replaceAll('+', '%20'),
    secret.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`),
    secret.replace(/[&<>"']/g, (character) => htmlNames[character]!),
    ...[secret, form].flatMap(inBase64),
  ].map(fold);
}

/** A text has three spellings in base64, by where it starts in what was encoded. */
function inBase64(text: string): string[] {
  return [0, 1, 2].flatMap((before) => {
    const bytes = Buffer.from(' '.repeat(before) + text);
    return [bytes.toString('base64'), bytes.toString('base64url')];
  });
}

const htmlNames: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function dotnetEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** Turns a text into small letters and leaves each character at its place: one whose small letter is longer stays as it is. */
function fold(text: string): string {
  const small = text.toLowerCase();
  return small.length === text.length ? small : text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function piecesOf(secrets: readonly string[]): ReadonlyMap<number, ReadonlySet<string>> {
  const pieces = new Map<number, Set<string>>();
  for (const secret of secrets) {
    const length = Math.min(telling, secret.length);
    const ofLength = pieces.get(length) ?? new Set();
    for (let at = 0; at + length <= secret.length; at += 1) ofLength.add(secret.slice(at, at + length));
    pieces.set(length, ofLength);
  }
  return pieces;
}

function mask(text: string, folded: string, pieces: ReadonlyMap<number, ReadonlySet<string>>): string {
  let shown = '';
  let maskedTo = 0;
  for (let at = 0; at < text.length; at += 1) {
    const end = at + longestPiece(folded, at, pieces);
    if (end > at && at >= maskedTo) shown += '(secret)';
    maskedTo = Math.max(maskedTo, end > at ? end : 0);
    if (at >= maskedTo) shown += text[at];
  }
  return shown;
}

/** The length of the longest piece of a secret that starts at `at`; 0 for none. */
function longestPiece(text: string, at: number, pieces: ReadonlyMap<number, ReadonlySet<string>>): number {
  let longest = 0;
  for (const [length, set] of pieces) {
    if (length > longest && set.has(text.slice(at, at + length))) longest = length;
  }
  return longest;
}
