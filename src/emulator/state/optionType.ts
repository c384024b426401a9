/** How a tenant's Wawi writes values back: `plain` is true, 5 and 1.5, `odd` is True, 05 and 1,5 (the API page, "Values"). */
export type Spelling = 'plain' | 'odd';

type Store = (text: string, spelling: Spelling) => string | undefined;

const types: Readonly<Record<string, Store>> = {
  bool: storedBool,
  boolean: storedBool,
  int: storedWhole(31n),
  int32: storedWhole(31n),
  int64: storedWhole(63n),
  integer: storedWhole(31n),
  decimal: storedDecimal,
  double: storedDecimal,
};

/** What is stored when `text` is written to an option of `type`, undefined where the type cannot hold it. */
export function storedValue(type: string, text: string, spelling: Spelling): string | undefined {
  const name = type.toLowerCase().replace(/^system\./, '');
  return Object.hasOwn(types, name) ? types[name]!(text, spelling) : text;
}

function storedBool(text: string, spelling: Spelling): string | undefined {
  const word = text.trim().toLowerCase();
  if (word !== 'true' && word !== 'false') return undefined;
  return spelling === 'plain' ? word : word.charAt(0).toUpperCase() + word.slice(1);
}

function storedWhole(bits: bigint): Store {
  return (text, spelling) => {
    if (!/^\s*[+-]?\d{1,30}\s*$/.test(text)) return undefined;
    const number = BigInt(text.trim().replace(/^\+/, ''));
    if (number >= 2n ** bits || number < -(2n ** bits)) return undefined;
    const digits = String(number < 0n ? -number : number);
    return `${number < 0n ? '-' : ''}${spelling === 'odd' ? '0' : ''}${digits}`;
  };
}

/** Keeps trailing zeros, as .NET's decimal does. */
function storedDecimal(text: string, spelling: Spelling): string | undefined {
  const match = /^\s*([+-]?)(\d{1,28})(?:[.,](\d{1,28}))?\s*$/.exec(text);
  if (!match) return undefined;
  const [, sign, whole, fraction] = match;
  const left = whole!.replace(/^0+(?=\d)/, '');
  const separator = spelling === 'odd' ? ',' : '.';
  return `${sign === '-' ? '-' : ''}${left}${fraction === undefined ? '' : separator + fraction}`;
}
