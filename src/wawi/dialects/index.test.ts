import { expect, test } from 'vitest';
import { dialects } from './index.ts';

const versions = Object.keys(dialects) as (keyof typeof dialects)[];

test.each(versions)('%s is spoken in the dialect of its generation', (version) => {
  expect(dialects[version].generation).toBe(`v${version.charAt(0)}`);
});

test('a value can be set to null from 2.1 on', () => {
  const accepting = versions.filter((version) => dialects[version].acceptsNull);
  expect(accepting).toEqual(versions.filter((version) => Number(version) >= 2.1));
});

test('the list of options to set has its name, and secrets are told by `reveal` alone', () => {
  const settings = { interval: '00:05:00', options: [{ id: 'a', value: 'x' }] };
  const [first, second, third] = (['1.1', '2.0', '2.1'] as const).map((version) =>
    dialects[version].body(settings, (value) => `revealed ${value}`),
  );
  expect(first).toEqual({ Interval: '00:05:00', Configs: [{ Identifier: 'a', Value: 'revealed x' }] });
  const list = [{ identifier: 'a', value: 'revealed x' }];
  expect(second).toEqual({ interval: '00:05:00', configs: list });
  expect(third).toEqual({ interval: '00:05:00', configurations: list });
});
