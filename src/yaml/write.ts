import { crop } from '../base/text/cells.ts';
import { isUuid } from '../base/uuid.ts';
import { plainData } from './plainData.ts';

/** What cannot be seen or told apart on a screen: control and format characters, and every space but the plain one. */
const unseen = /(?! )[\p{C}\p{Z}]/gu;

/**
 * Text as a YAML scalar on one line, for a value or a key, inside braces or not. It is in quotes wherever any reader of
 * YAML might take it for something else, and reads back exactly as it was, as long as it is well-formed Unicode.
 */
export function scalar(text: string): string {
  return isUuid(text) || isPlain(text) ? text : inQuotes(text);
}

/** Text of the ERP's inside a comment: on one line, and never the start of anything that an editor obeys. */
export function remark(text: string): string {
  return scalar(crop(text, longestRemark));
}

/** Whether the characters are all ones that people can see, type and tell apart. */
export function isVisible(text: string): boolean {
  return text.search(unseen) === -1;
}

/** Half a surrogate pair has no place in UTF-8. */
export function isWellFormed(text: string): boolean {
  return !/\p{Cs}/u.test(text);
}

function isPlain(text: string): boolean {
  const isSimple = /^\p{L}[\p{L}\p{N}_.()/+%&-]*(?: [\p{L}\p{N}_.()/+%&-]+)*$/u.test(text);
  return isSimple && plainData(text) === text && !/^(?:y|n|yes|no|on|off)$/i.test(text);
}

/** JSON's escapes are YAML's too, but for what JSON leaves as it is. */
export function inQuotes(text: string): string {
  return JSON.stringify(text).replace(unseen, (character) => {
    const code = character.codePointAt(0)!.toString(16);
    return code.length > 4 ? `\\U${code.padStart(8, '0')}` : `\\u${code.padStart(4, '0')}`;
  });
}

const longestRemark = 81;
