import type { Random } from '../syncs.ts';

/** What breaks parsers, in small pieces. */
const pieces = [
  ...' ,\t,\n,\r,\r\n,\n\n, #,: ,- ,? ,---\n,...\n,%YAML 1.1\n,%TAG ! x\n,<<: *a,&a ,*a,!t ,!!int ,| ,>-\n, >+\n'.split(
    ',',
  ),
  ...`" ' \` \\ [ ] { } , : # & * ! | > % @ = ~ . / ; $ ^ ( ) + -`.split(' '),
  ...'null true false yes .inf .nan 1e999 -0 012 0x1F 0o7 9007199254740993 1,5 1_000 __proto__ constructor << toString'.split(
    ' ',
  ),
  ...'5m PT5M P1Y 00:05:00 -1s 99999999d 2026-02-30 all acme Ebay sync: interval: configs: windows: suspend: tenants:'.split(
    ' ',
  ),
  ...[
    '\u0000',
    '\u0007',
    '\u001b[31m',
    '\u007f',
    '\u0085',
    '\u00a0',
    '\u00ad',
    '\u0301',
    '\u200b',
    '\u2028',
    '\ufeff',
    '\uffff',
  ],
  ...['\ud800', '\udc00', '漢', '👩‍👧', '\u{10ffff}', 'e\u0301', 'ﷺ', 'İ', 'ß'],
  ...['::error::', '<script>', '](javascript:x)', '@all', '%0A', '%2F', '\\u0000', '\\x41', '&lt;'],
];

export function pickOf<T>(all: readonly T[], random: Random): T {
  return all[Math.floor(random() * all.length)]!;
}

function below(most: number, random: Random): number {
  return Math.floor(random() * most);
}

function piece(random: Random): string {
  const one = pickOf(pieces, random);
  return random() < 0.05 ? one.repeat(below(300, random)) : one;
}

/** A text with some of its lines, words and signs changed. */
export function mutateText(text: string, random: Random): string {
  let mutated = text;
  for (let left = 1 + below(4, random); left > 0; left -= 1) mutated = mutateOnce(mutated, random);
  return mutated;
}

function mutateOnce(text: string, random: Random): string {
  const draw = random();
  if (draw < 0.35) return mutateLine(text, random);
  const at = below(text.length + 1, random);
  const end = Math.min(text.length, at + below(draw < 0.9 ? 8 : 200, random));
  if (draw < 0.55) return text.slice(0, at) + piece(random) + text.slice(at);
  if (draw < 0.7) return text.slice(0, at) + text.slice(end);
  if (draw < 0.85) return text.slice(0, at) + piece(random) + text.slice(end);
  const copied = text.slice(at, end);
  const to = below(text.length + 1, random);
  return text.slice(0, to) + copied + text.slice(to);
}

/** Of a line of YAML: its indentation, its key or its value is another; or it stands twice, elsewhere, or nowhere. */
function mutateLine(text: string, random: Random): string {
  const lines = text.split('\n');
  const at = below(lines.length, random);
  const line = lines[at]!;
  const [key, ...value] = line.split(': ');
  const changed = [
    () => [],
    () => [line, line],
    () => [`${' '.repeat(below(6, random))}${line.trimStart()}`],
    () => [`- ${line}`],
    () => [`${key}: ${piece(random)}`],
    () => [`${piece(random)}: ${value.join(': ')}`],
    () => [`${key}: ${JSON.stringify(value.join(': ') + piece(random))}`],
    () => [`${key}: [${value.join(': ')}`],
    () => [`${key}:`, `    ${value.join(': ')}`],
    () => [pickOf(lines, random), line],
  ];
  return lines.toSpliced(at, 1, ...pickOf(changed, random)()).join('\n');
}

const odd: readonly unknown[] = [
  ...[null, true, false, 0, -1, 1.5, 1e308, 2 ** 53, '', ' ', '0', 'x', [], {}, [[]], [null], { a: 1 }],
  ...[
    '00:05:00',
    'PT5M',
    'PT0S',
    '-00:00:01',
    '..',
    '.',
    '../x',
    'a/b',
    '3C90C3CC-0D44-4B50-8888-8DD25736052A',
  ],
];

/** A value of JSON with some of its parts changed, removed, doubled, or of another kind. */
export function mutateJson(value: unknown, random: Random, isFixed: (value: object) => boolean): unknown {
  const depth = random();
  if (Array.isArray(value)) {
    if (depth < 0.06) return pickOf(odd, random);
    if (depth < 0.1) return [...value, ...value];
    const at = below(value.length, random);
    if (depth < 0.16) return value.toSpliced(at, 1);
    return value.map((one, index) => (index === at ? mutateJson(one, random, isFixed) : one));
  }
  if (typeof value === 'object' && value !== null) {
    if (isFixed(value)) return value;
    if (depth < 0.06) return pickOf(odd, random);
    const entries = Object.entries(value);
    const at = below(entries.length, random);
    if (depth < 0.12) return Object.fromEntries(entries.toSpliced(at, 1));
    if (depth < 0.16) return { ...value, [piece(random)]: pickOf(odd, random) };
    return Object.fromEntries(
      entries.map(([key, one], index) => [key, index === at ? mutateJson(one, random, isFixed) : one]),
    );
  }
  if (depth < 0.4) return pickOf(odd, random);
  return typeof value === 'string' ? mutateText(value, random) : piece(random);
}
