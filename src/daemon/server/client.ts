import { isIP } from 'node:net';

/**
 * Who asks, as far as a server can tell: an address of IPv4, or the first 64 bits of one of IPv6, since whoever has one of
 * those has all (RFC 6177). What a header says of it is not believed.
 */
export function clientOf(address: string | undefined): string {
  const bare = (address ?? '').replace(/%.*$/, '').replace(/^::ffff:(?=\d+\.)/i, '');
  if (isIP(bare) !== 6) return bare;
  const [head = '', tail] = bare.split('::');
  const groups = (text: string | undefined) => (text ? text.split(':') : []);
  const [first, last] = [groups(head), groups(tail)];
  // A last group in the form of IPv4 stands for two.
  const count = first.length + last.length + (bare.includes('.') ? 1 : 0);
  const all = [...first, ...Array<string>(Math.max(0, 8 - count)).fill('0'), ...last];
  return `${all
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
