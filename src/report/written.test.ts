import { expect, test } from 'vitest';
import { plain } from '../base/paint.ts';
import { writtenJson, writtenText } from './written.ts';

const nothing = { files: [], problems: [], warnings: [], failures: [] };
const problem = { code: 'not-written', message: 'a.yaml cannot be written' } as const;

test('people read the files, then what went wrong, then the verdict', () => {
  const written = { ...nothing, files: ['a.yaml'], problems: [problem] };
  const lines = writtenText(written, 'Done.', { paint: plain, width: 80, textOf: () => undefined }).split(
    '\n',
  );
  expect([lines[0], lines.at(-2)]).toEqual(['a.yaml', 'Done.']);
  expect(lines[1]).toContain('a.yaml cannot be written');
});

test('the document says `problems` as soon as there is one', () => {
  expect(JSON.parse(writtenJson(nothing)).result).toBe('written');
  expect(JSON.parse(writtenJson({ ...nothing, problems: [problem] })).result).toBe('problems');
});
