import { expect, test } from 'vitest';
import { anOption, aSync } from '../../../test/support/build.ts';
import { shownLive } from './shown.ts';

test.each([
  ['Create orders', 'bool', 'false', false, 'false'],
  ['API password', 'string', 'canary', false, '(secret)'],
  ['Setting', 'string', 'canary', true, '(secret)'],
  ['Setting', 'string', null, true, null],
] as const)(
  'the live value of %s (%s) %s, beside a secret: %s, is shown as %s',
  (name, type, value, isSecret, json) => {
    const option = anOption({ name, type, value });
    expect(shownLive({ option }, aSync({ options: [option] }), isSecret)?.json).toBe(json);
  },
);
