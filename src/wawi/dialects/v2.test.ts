import { expect, test } from 'vitest';
import { Concealed } from '../../model/secret.ts';
import { v20, v21 } from './v2.ts';

const reveal = (value: string | Concealed | null) => (value instanceof Concealed ? value.reveal() : value);

test('2.0 calls options that are set `configs`, and takes no null', () => {
  expect([v20.generation, v20.acceptsNull]).toEqual(['v2', false]);
  const options = [
    { id: 'o', value: new Concealed('x') },
    { id: 'p', value: null },
  ];
  expect(v20.body({ interval: '00:05:00', options }, reveal)).toEqual({
    interval: '00:05:00',
    configs: [
      { identifier: 'o', value: 'x' },
      { identifier: 'p', value: null },
    ],
  });
});

test('what is not set is not sent', () => {
  expect(v20.body({ options: [] }, reveal)).toEqual({});
});

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

test('what is not set is not sent to 2.1 either', () => {
  expect(v21.body({ options: [] }, reveal)).toEqual({});
});
