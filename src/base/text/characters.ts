/** White space of every kind, controls, and what takes no room on a screen. */
const blank = /[\s\p{Cc}\p{Default_Ignorable_Code_Point}]/u;

/** Without what a copied line or a secret store leaves around a value: line ends, spaces of every kind, byte order marks. */
export function trimBlanks(text: string): string {
  let [start, end] = [0, text.length];
  while (start < end && blank.test(text[start]!)) start += 1;
  while (start < end && blank.test(text[end - 1]!)) end -= 1;
  return text.slice(start, end);
}

/** The first blank in a text, spelled out; undefined where it has none. */
export function blankIn(text: string): string | undefined {
  const found = blank.exec(text)?.[0];
  return found === undefined ? undefined : spellOut(found);
}

const names: Readonly<Record<string, string>> = {
  '\t': 'tab',
  '\n': 'line feed',
  '\r': 'carriage return',
  ' ': 'space',
  '\u00a0': 'no-break space',
  '\u00ad': 'soft hyphen',
  '\u2009': 'thin space',
  '\u200b': 'zero width space',
  '\u200c': 'zero width non-joiner',
  '\u200d': 'zero width joiner',
  '\u202f': 'narrow no-break space',
  '\u2060': 'word joiner',
  '\u3000': 'ideographic space',
  '\ufeff': 'byte order mark',
};

const kinds: readonly (readonly [RegExp, string])[] = [
  [/\p{Zs}/u, 'space'],
  [/\p{Cc}/u, 'control character'],
  [/[\p{Default_Ignorable_Code_Point}\p{Zl}\p{Zp}]/u, 'invisible character'],
  [/\p{M}/u, 'combining mark'],
];

const scripts: readonly (readonly [RegExp, string])[] = [
  [/\p{Script=Cyrillic}/u, 'Cyrillic '],
  [/\p{Script=Greek}/u, 'Greek '],
  [/[\uff01-\uff5e]/u, 'fullwidth '],
];

/** `U+00A0 no-break space`, `U+0435 Cyrillic е`. */
export function spellOut(character: string): string {
  const code = character.codePointAt(0)!.toString(16).toUpperCase().padStart(4, '0');
  const named = names[character] ?? kinds.find(([kind]) => kind.test(character))?.[1];
  return `U+${code} ${named ?? `${scriptOf(character)}${character}`}`;
}

function scriptOf(character: string): string {
  return scripts.find(([one]) => one.test(character))?.[1] ?? '';
}

/** Letters of other scripts, and signs, that look like those of the second row. */
const lookalikes = new Map(
  [
    ['аеорсухіјѕһԁԛԝАВЕКМНОРСТУХЅІЈ', 'aeopcyxijshdqwABEKMHOPCTYXSIJ'],
    ['οανιΑΒΕΖΗΙΚΜΝΟΡΤΥΧ', 'oaviABEZHIKMNOPTYX'],
    ['ı‐‑–—−’‘ʼO0I1|', "i-----'''oolll"],
  ].flatMap(([odd, plain]) => [...odd!].map((one, at) => [one, plain![at]!] as const)),
);

/** Equal for texts that look the same, or nearly. */
export function looksOf(text: string): string {
  const letters = [...normalized(text, 'NFKC')].map((one) => {
    if (/[\p{Zs}\t]/u.test(one)) return ' ';
    return blank.test(one) ? '' : (lookalikes.get(one) ?? one);
  });
  return letters.join('').toLowerCase();
}

/** Where two texts that nobody can tell apart by looking part: `there U+0020 space, here U+00A0 no-break space`. */
export function unseenDifference(here: string, there: string): string | undefined {
  const [one, other] = [[...here], [...there]];
  const at = one.findIndex((letter, index) => letter.toLowerCase() !== other[index]?.toLowerCase());
  const [mine, theirs] = at < 0 ? [undefined, other[one.length]] : [one[at], other[at]];
  if (mine === theirs) return undefined;
  const pair = [mine, theirs].filter((letter) => letter !== undefined);
  const isUnseen = pair.some((letter) => letter !== ' ' && blank.test(letter));
  const isAlike = pair.length === 2 && new Set(pair.map(looksOf)).size === 1;
  const isOfTwoScripts = new Set(pair.map(scriptOf)).size > 1;
  if (!isUnseen && !isAlike && !isOfTwoScripts) return undefined;
  const spelled = (letter: string | undefined) => (letter === undefined ? 'the end' : spellOut(letter));
  return `there ${spelled(theirs)}, here ${spelled(mine)}`;
}

/** Without the signs of one kind at its end. A regular expression takes for it a time that grows with the square of a run of them. */
export function withoutEnd(text: string, sign: string): string {
  let end = text.length;
  while (text[end - 1] === sign) end -= 1;
  return text.slice(0, end);
}

type Form = 'NFC' | 'NFKC' | 'NFKD';

/** No writing puts so many on one letter. */
const mostMarks = 64;

// Combining marks, and two letters that NFKC and NFKD turn into some. Without a repeat that has no end: each round of one
// takes room on a stack, and some two million are a crash.
const manyMarks = new RegExp(`[\\p{M}\\uff9e\\uff9f]{${mostMarks + 1}}`, 'gu');
const noMark = /[^\p{M}\uff9e\uff9f]/gu;

/**
 * A text, where there is one, in a normal form of Unicode; runs of more than 64 combining marks stay as they are. To bring a run into order
 * takes ICU a time that grows with the square of its length.
 */
export function normalized<T extends string | null | undefined>(text: T, form: Form = 'NFC'): T | string {
  if (typeof text !== 'string' || text.length <= mostMarks) return text?.normalize(form) ?? text;
  let normal = '';
  for (let done = 0; ; ) {
    const start = indexOf(manyMarks, text, done);
    normal += text.slice(done, start).normalize(form);
    if (start === text.length) return normal;
    done = indexOf(noMark, text, start);
    normal += text.slice(start, done);
  }
}

function indexOf(sign: RegExp, text: string, from: number): number {
  sign.lastIndex = from;
  return sign.exec(text)?.index ?? text.length;
}

/** A text as a pattern that finds just it. */
export function literally(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/]/g, '\\$&');
}
