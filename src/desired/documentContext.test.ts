import { expect, it } from 'vitest';
import { createCalendar } from '../base/calendar.ts';
import { createLocate } from '../yaml/locate.ts';
import { parseYaml } from '../yaml/parse.ts';
import { type DocumentContext, locatedAt, report } from './documentContext.ts';

const text = '\ninterval: soon\n';
const file = { path: 'syncs/a.yaml', folder: undefined, directory: '/syncs', text, hash: '' };
const locate = createLocate(file.path, text);
const [node] = parseYaml(text, locate).documents;

it('a value and a mistake are told with their place in the file', () => {
  const rest = { timezone: 'UTC', calendar: createCalendar(), ends: [] };
  const context: DocumentContext = { file, locate, problems: [], ...rest };
  const origin = { file: 'syncs/a.yaml', line: 2, column: 1 };
  expect(locatedAt(node!, 5, context)).toMatchObject({ value: 5, origin });
  report(context, node!, 'duration', { message: 'is no duration' });
  expect(context.problems).toEqual([{ code: 'duration', message: 'is no duration', origin }]);
});
