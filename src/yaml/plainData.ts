const words: ReadonlyMap<string, boolean | null> = new Map([
  ...['', '~', 'null', 'Null', 'NULL'].map((word) => [word, null] as const),
  ...['true', 'True', 'TRUE'].map((word) => [word, true] as const),
  ...['false', 'False', 'FALSE'].map((word) => [word, false] as const),
]);

const number = /^(?:[-+]?(?:\.\d+|\d+(?:\.\d*)?)(?:[eE][-+]?\d+)?|0o[0-7]+|0x[\da-fA-F]+)$/;

/** What YAML 1.2 (core schema) takes a scalar without quotes for. `.inf` and `.nan` stay text: no setting may be one. */
export function plainData(text: string): string | number | boolean | null {
  const word = words.get(text);
  if (word !== undefined) return word;
  return number.test(text) ? Number(text) : text;
}
