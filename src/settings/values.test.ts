import { expect, test } from 'vitest';
import { settingsContext } from '../../test/support/settingsContext.ts';
import type { Problem } from '../problems/problem.ts';
import type { SettingKey } from './table.ts';
import { readSaid } from './values.ts';

test.each<[SettingKey, string, unknown]>([
  ['concurrency', '8', 8],
  ['safety.maxShare', '.5', 0.5],
  ['api.version', '2.1', '2.1'],
  ['api.allowInsecure', 'yes', true],
  ['api.allowInsecure', 'false', false],
  ['schedule', '0 8 * * 1-5', '0 8 * * 1-5'],
])('%s of %j is %j, as the schema has it', (key, text, value) => {
  expect(told(key, text)).toEqual({ value, problems: [] });
});

test('what a flag says and the schema does not take is a problem that is near to what was meant', () => {
  expect(told('api.version', '2.11')).toMatchObject({
    value: undefined,
    problems: [{ code: 'bad-value', hint: 'did you mean `2.1`?' }],
  });
});

test('of what stands in the file only that is told which the schema cannot judge', () => {
  const origin = { file: 'sollist.yaml', line: 1, column: 1 };
  expect(told('concurrency', '0', origin)).toEqual({ value: undefined, problems: [] });
  expect(told('schedule', 'often', origin).problems).toMatchObject([{ code: 'cron', origin }]);
});

function told(key: SettingKey, text: string, origin?: Problem['origin']) {
  const context = settingsContext([]);
  const value = readSaid({ text, name: `--${key}`, ...(origin && { origin }) }, key, context);
  return { value, problems: context.problems };
}
