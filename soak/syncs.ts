export type Random = () => number;

export type ManagedOption = {
  readonly name: string;
  /** A value that a document asks for. */
  readonly value: (random: Random) => string;
  /** A value that somebody else sets, in another spelling. */
  readonly foreign: (random: Random) => string;
};

export type ManagedSync = {
  readonly file: string;
  readonly name: string;
  readonly channel?: string;
  /** As the emulator's control endpoints name it. */
  readonly path: string;
  readonly options: readonly [ManagedOption, ...ManagedOption[]];
};

const bool = {
  value: (random: Random) => String(random() < 0.5),
  foreign: (random: Random) => (random() < 0.5 ? 'True' : 'false'),
};
const number = {
  value: (random: Random) => String(1 + Math.floor(random() * 900)),
  foreign: (random: Random) => `0${Math.floor(random() * 900)}`,
};

/** The syncs that documents describe; no two of one type, since those share their options. */
export const syncs: readonly ManagedSync[] = [
  {
    file: 'ebay',
    name: 'Ebay',
    channel: 'Shop',
    path: 'Ebay?salesChannel=Shop',
    options: [
      { name: 'Items per run', ...number },
      { name: 'Create orders', ...bool },
    ],
  },
  {
    file: 'amazon',
    name: 'Amazon',
    channel: 'Amazon DE',
    path: 'Amazon',
    options: [{ name: 'Orders per request', ...number }],
  },
  {
    file: 'shop',
    name: 'JTL-Shop',
    channel: 'Onlineshop',
    path: 'JTL-Shop',
    options: [{ name: 'Transfer images', ...bool }],
  },
  { file: 'payments', name: 'Payments', path: 'Payments', options: [{ name: 'Days back', ...number }] },
];

export function pick<T>(list: readonly T[], random: Random): T {
  return list[Math.floor(random() * list.length)]!;
}

/** As the API writes it. */
export function timeSpan(seconds: number): string {
  const two = (part: number) => String(Math.floor(part)).padStart(2, '0');
  return `${two(seconds / 3600)}:${two((seconds / 60) % 60)}:${two(seconds % 60)}`;
}

/** `0500` is 500 and `True` is true. */
export function means(live: unknown, value: string): boolean {
  const plain = String(live).trim().toLowerCase().replace(',', '.');
  return plain === value.toLowerCase() || (plain !== '' && Number(plain) === Number(value));
}
