import { describe, expect, it } from 'vitest';
import { anOption, aSync } from '../../test/support/build.ts';
import { foldId } from '../base/uuid.ts';
import { keyOf, nameSync } from './naming.ts';

const one = aSync();
const other = aSync({ id: 'f0000000-0000-4000-8000-000000000000' });

describe('a document names a sync', () => {
  it('by its name and its sales channel', () => {
    expect(nameSync(one, [one])).toEqual({ yaml: '{ name: Ebay, salesChannel: Shop }' });
    const plain = aSync({ salesChannel: null });
    expect(nameSync(plain, [plain])).toEqual({ yaml: '{ name: Ebay }' });
  });

  it('by its identifier where another sync has the same name, or the name is none to copy', () => {
    expect(nameSync(one, [one, other])).toEqual({ yaml: `{ id: ${one.id} }`, shown: 'Ebay (Shop)' });
    for (const name of ['', ' Ebay', '<<', '__proto__', 'E\u00adbay', 'x'.repeat(101)]) {
      const odd = aSync({ name });
      expect(nameSync(odd, [odd])).toMatchObject({ yaml: `{ id: ${one.id} }` });
    }
  });

  it('not at all where neither leads to it alone', () => {
    const twin = aSync({ id: one.id.toUpperCase(), name: 'Amazon' });
    expect(nameSync(one, [one, twin])).toEqual({ reason: 'another sync has the same identifier' });
    const odd = aSync({ name: '', id: '' });
    expect(nameSync(odd, [odd])).toHaveProperty('reason');
  });
});

describe('the key of an option', () => {
  const option = anOption();

  it('is its name, else its identifier, else there is none', () => {
    const namesake = anOption({ id: 'aaaaaaaa-0000-4000-8000-000000000002' });
    const twin = anOption({ id: option.id.toUpperCase(), name: 'Another' });
    expect(keyOf(option, [option])).toBe('Create orders');
    expect(keyOf(option, [option, namesake])).toBe(option.id);
    expect(keyOf(option, [option, twin])).toBeUndefined();
  });

  it('is never a name that is another option’s identifier', () => {
    const impostor = anOption({ name: option.id, id: 'aaaaaaaa-0000-4000-8000-000000000009' });
    expect(keyOf(impostor, [option, impostor])).toBe(impostor.id);
  });
});

it('identifiers are the same whatever their case', () => {
  expect(foldId('ABC-1')).toBe(foldId('abc-1'));
});
