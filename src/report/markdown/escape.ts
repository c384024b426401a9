import { printable } from '../../base/printable.ts';
import { crop } from '../../base/text/cells.ts';

/**
 * Text from a file or a server as code, on one line. No renderer looks for mentions, references, links, emoji or markup
 * in code; what could end the code or its table cell is spelled as entities, in a `code` element.
 */
export function code(text: string, most = longest): string {
  const shown = visible(text, most);
  return isTame(shown) ? `\`${shown}\`` : element(shown);
}

/** As `code`, for a place where Markdown is not read: inside of an HTML block. */
export function codeElement(text: string, most = longest): string {
  return element(visible(text, most));
}

/**
 * A message as text, on one line: what it quotes with backticks is code, and so is every word that is anything but
 * letters or a number, since it could be markup, a mention, a reference or a link.
 */
export function prose(text: string, most = 800): string {
  const shown = crop(printable(text.replace(/\s+/gu, ' ').trim()), most);
  let out = '';
  for (const { groups } of shown.matchAll(token)) {
    const { quoted, odd, plain } = groups!;
    const next = plain !== undefined && isHarmless(plain) ? plain : code(quoted ?? odd ?? plain!, most);
    out += out.endsWith('`') && next.startsWith('`') ? codeElement(quoted ?? odd ?? plain!, most) : next;
  }
  return out;
}

/** What stands in backticks, a word, or what is between. Only at its end is punctuation no part of a word. */
const token = /`(?<quoted>[^`]+)`|(?<plain>\s+|[.,;:!?)]+(?=[\s`]|$)|[^\s`]*[^\s`.,;:!?)])|(?<odd>`)/gu;

const longest = 120;

/** Empty text and space at the ends would not be seen. */
function visible(text: string, most: number): string {
  const shown = crop(printable(text), most);
  return shown !== '' && shown.trim() === shown ? shown : `"${shown}"`;
}

/** Backticks, pipes and backslashes would end a code span or a table cell; the others are left to no parser's mercy. */
function isTame(text: string): boolean {
  return !/[`|\\$<>]/.test(text);
}

/**
 * Entities hide a character from the parser, but not from what looks for links and mentions in the text that comes out:
 * no address is left in one piece for it.
 */
function element(text: string): string {
  const spelled = text.replace(/[!-$&*.:<>@[-`{-~]/g, (character) => {
    const entity = `&#${character.charCodeAt(0)};`;
    if (character === '.' || character === ':') return `<wbr>${entity}`;
    return '@#!'.includes(character) ? `${entity}<wbr>` : entity;
  });
  return `<code>${spelled}</code>`;
}

const wordOrNumber =
  /^["'(]*(?:(?:\p{L}[\p{L}\p{M}]*(?:['’-]\p{L}[\p{L}\p{M}]*)*|\d{1,6}(?:[.,]\d{1,6})?%?|[→…–—])[.,;:!?)"']*|[.,;:!?)][.,;:!?)"']*)?$/u;

/** `www.` is a link, and what looks like a commit's hash becomes one. */
function isHarmless(token: string): boolean {
  return /^\s+$/u.test(token) || (wordOrNumber.test(token) && !/www|^[0-9a-f]{7,40}\W*$/i.test(token));
}
