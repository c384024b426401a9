import { expect, test } from 'vitest';
import { Concealed } from '../../model/secret.ts';
import { v21 } from './v21.ts';

const reveal = (value: string | Concealed | null) => (value instanceof Concealed ? value.reveal() : value);

test('2.1 and later call options that are set `configurations`, and take null', () => {
  expect([v21.generation, v21.acceptsNull]).toEqual(['v2', true]);
  const options = [
    { id: 'o', value: new Concealed('x') },
    { id: 'p', value: null },
  ];
  expect(v21.body({ interval: '00:05:00', options }, reveal)).toEqual({
    interval: '00:05:00',
    configurations: [
      { identifier: 'o', value: 'x' },
      { identifier: 'p', value: null },
    ],
  });
});

test('what is not set is not sent', () => {
  expect(v21.body({ options: [] }, reveal)).toEqual({});
});
