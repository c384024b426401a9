import { Buffer } from 'node:buffer';
import { getOrAdd } from '../base/collections.ts';
import { literally, normalized } from '../base/text/characters.ts';
import type { Concealed } from '../model/secret.ts';
import { withoutShapes } from '../model/secretSigns.ts';
import { formEncoded, percentDecoded } from './formEncoded.ts';

/** A server's words without the secrets that a request carried; undefined where they cannot be shown at all. */
export type Conceal = (text: string) => string | undefined;

/** A secret below this length is in too many words by chance, and each masked one would tell where: nothing is shown. */
const shortest = 4;
/** So many characters of a secret in a row give it away, as where a server cuts a value before it complains of it. */
const telling = 8;

/**
 * `sent` are those that a request carries, `seen` others that are known: a short one of these is masked where it is a
 * word by itself. What only has a secret's shape is masked in any case. White space counts as one blank.
 */
export function concealer(sent: readonly Concealed[], seen: readonly Concealed[] = []): Conceal {
  const [ours, others] = [sent, seen].map(spellingsOf);
  const short = ours!.filter((text) => text.length < shortest);
  const long = [...new Set([...ours!, ...others!])].filter((text) => text.length >= shortest);
  const words = wordsOf(others!.filter((text) => text.length < shortest));
  return (said) => {
    const text = said.replace(/\s+/g, ' ');
    const folded = fold(text);
    if (short.some((secret) => folded.includes(secret))) return undefined;
    return withoutShapes(mask(text, folded, long).replace(words, '(secret)'));
  };
}

/** Each secret is spelled once: those that were read are looked for in every answer that tells of an error. */
const spelled = new WeakMap<Concealed, readonly string[]>();

function spellingsOf(secrets: readonly Concealed[]): readonly string[] {
  const all = secrets.flatMap((secret) => getOrAdd(spelled, secret, () => spell(secret.reveal())));
  return [...new Set(all)].filter((text) => text !== '');
}

/** Finds each where neither a letter nor a digit stands beside it. */
function wordsOf(short: readonly string[]): RegExp {
  const any = short.map(literally).join('|');
  return any === '' ? /(?!)/g : new RegExp(`(?<![\\p{L}\\p{N}])(?:${any})(?![\\p{L}\\p{N}])`, 'giu');
}

/** The ways in which a server may give a value back: as it is, or escaped for the place it stands in. */
function spell(secret: string): string[] {
  const json = JSON.stringify(secret).slice(1, -1);
  const form = formEncoded(secret);
  return [
    secret,
    secret.trim(),
    normalized(secret),
    secret.trim().replace(/\s+/g, ' '),
    secret.replace(/\s+/g, ''),
    // What an address has encoded, a server may give back as it is meant.
    percentDecoded(secret),
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

/** The places in a text of each piece that has so many characters. */
function placesIn(text: string, length: number): Map<string, number[]> {
  const places = new Map<string, number[]>();
  for (let at = 0; at + length <= text.length; at += 1)
    getOrAdd(places, text.slice(at, at + length), () => []).push(at);
  return places;
}

/** Looks for pieces of the text in the secrets, since that is the shorter by far: in time linear to each of them. */
function mask(text: string, folded: string, secrets: readonly string[]): string {
  const byLength = new Map<number, Map<string, number[]>>();
  const isMasked = new Uint8Array(text.length);
  for (const secret of secrets) {
    const length = Math.min(telling, secret.length);
    const places = getOrAdd(byLength, length, () => placesIn(folded, length));
    for (let at = 0; at + length <= secret.length; at += 1) {
      const piece = secret.slice(at, at + length);
      for (const place of places.get(piece) ?? []) isMasked.fill(1, place, place + length);
      places.delete(piece);
    }
  }
  let shown = '';
  for (let at = 0; at < text.length; at += 1) {
    if (!isMasked[at]) shown += text[at];
    else if (!isMasked[at - 1]) shown += '(secret)';
  }
  return shown;
}
