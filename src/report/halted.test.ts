import { expect, test } from 'vitest';
import { plain } from '../base/paint.ts';
import { haltedText } from './halted.ts';

const ebay = { id: '1', name: 'Ebay', salesChannel: 'Shop' };
const look = {
  ...{ tenants: 60, longest: 7 * 86_400_000, paint: plain, width: 80 },
  lasting: (since: string) => since,
};

test('what is the same on many tenants is one line, and none is nothing', () => {
  const many = ['a', 'b', 'c'].map((tenant, index) => ({
    ...{ tenant, sync: ebay, state: 'stopped' as const, since: `${9 - index}d` },
  }));
  const one = { tenant: 'kiosk', sync: { ...ebay, name: 'Otto' }, state: 'failing' as const, since: '8d' };
  const text = haltedText([...many, one], look);
  expect(text.split('\n').slice(0, -1)).toEqual([
    'Stopped or failing for more than 7d, though no document says so',
    '  Ebay (Shop) on 3 of 60 tenants: stopped for 9d or longer',
    '    a, b, c',
    '  kiosk / Otto (Shop): failing for 8d',
  ]);
  expect(text).toMatch(/\n {2}hint: .*active: false/);
  expect(haltedText([], look)).toBe('');
});
