import { expect, it } from 'vitest';
import { configEntry, plainValue } from './document.ts';
import { located } from './origin.ts';

it('an entry tells its option and its value, each with its place', () => {
  const at = (column: number) => ({ file: 'a.yaml', line: 3, column });
  const { option, value } = configEntry('Orders', at(3), located(plainValue('50'), at(11)));
  expect([option.value, option.origin]).toEqual(['Orders', at(3)]);
  expect([value.value, value.origin]).toEqual([{ kind: 'plain', text: '50' }, at(11)]);
});

it('values stay what they are, however many there have been', () => {
  const texts = ['true', '', null, 'x'.repeat(99), ...Array.from({ length: 2_000 }, (_, at) => String(at))];
  const values = [...texts, ...texts].map((text) => plainValue(text));
  expect(values).toEqual([...texts, ...texts].map((text) => ({ kind: 'plain', text })));
  expect(plainValue('true')).toBe(plainValue('true'));
});
