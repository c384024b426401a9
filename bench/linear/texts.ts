/** A text of about so many UTF-16 code units. */
export type Grow = (length: number) => string;

/** What somebody else may write without end. */
export const texts: Readonly<Record<string, Grow>> = {
  blanks: repeated(' '),
  'blanks, then a letter': ended(' ', 'x'),
  'a letter': repeated('a'),
  'a capital': repeated('A'),
  digits: ended('1', 'x'),
  zeros: (length) => `0.${'0'.repeat(length)}1`,
  quotes: repeated('"'),
  apostrophes: ended("'", 'x'),
  'quotes in turn': repeated(`"'`),
  backticks: repeated('`'),
  'a backtick, and none that closes': repeated('` '),
  backslashes: repeated('\\'),
  escapes: repeated('\\x41'),
  newlines: repeated('\n'),
  'lines ended by CRLF': repeated('a\r\n'),
  tabs: repeated('\t'),
  '[': repeated('['),
  '{': repeated('{'),
  '[] side by side': (length) => `[${'[],'.repeat(length / 3)}]`,
  '*': repeated('*'),
  '#': repeated('#'),
  ' #': repeated(' #'),
  '&a': repeated('&a '),
  '!t': repeated('!t '),
  '%': repeated('%'),
  '%41': repeated('%41'),
  'combining marks': (length) => `e${'\u0301'.repeat(length)}`,
  'marks out of order': repeated('\u0301\u0316'),
  'wide characters': repeated('漢'),
  emoji: repeated('👩‍👧'),
  'no characters': repeated('\u0000'),
  'halves of characters': repeated('\ud800'),
  ' -': repeated(' -'),
  '- ': repeated('- '),
  ': ': repeated(': '),
  '::': repeated(':'),
  'a: ': repeated('a: '),
  '= ': repeated(' = '),
  ',': repeated(','),
  slashes: ended('/', 'x'),
  dots: ended('.', 'x'),
  '@': repeated('@'),
  '<!--': repeated('<!--'),
  'key="': repeated('key="'),
  'password ': repeated('password '),
  'words of one letter': repeated('a '),
  'lines of one letter': repeated('a\n'),
  'lines, each deeper': (length) => {
    const lines = Math.floor(Math.sqrt(length * 2));
    return Array.from({ length: lines }, (_, at) => ' '.repeat(at)).join('a\n');
  },
  mixed: repeated(`a "b' \`c\` {d: [e, *f]} #g &h %i\\j: k\u0301漢 - l\n`),
};

function repeated(unit: string): Grow {
  return (length) => unit.repeat(Math.ceil(length / unit.length));
}

function ended(unit: string, end: string): Grow {
  return (length) => unit.repeat(length) + end;
}

/** The n-th of many names that are told apart. */
export function many(length: number, one: (at: number) => string, glue = ''): string {
  const parts: string[] = [];
  for (let size = 0, at = 0; size < length; at += 1) {
    const part = one(at);
    parts.push(part);
    size += part.length + glue.length;
  }
  return parts.join(glue);
}
