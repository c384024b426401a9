/** Controls, halves of characters, separators of lines, and what is not drawn: marks of direction, tags, fillers. A variation selector belongs to its emoji. */
const unprintable = /(?!\ufe0f)[\p{Cc}\p{Cs}\p{Zl}\p{Zp}\p{Default_Ignorable_Code_Point}]/gu;

/** Text from a file or a server as a terminal may show it: what would move the cursor, colour or hide is spelled out. */
export function printable(text: string): string {
  return text.replace(unprintable, (character) => {
    if (character === '\n') return '\\n';
    if (character === '\r') return '\\r';
    if (character === '\t') return '\\t';
    return `\\u{${character.codePointAt(0)!.toString(16)}}`;
  });
}
