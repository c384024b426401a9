import { expect, test } from 'vitest';
import { plain } from '../base/paint.ts';
import { inAnyFolder, ofAnyName, writtenJson, writtenText } from './written.ts';

const nothing = { files: [], problems: [], warnings: [], failures: [] };
const problem = { code: 'not-written', message: 'a.yaml cannot be written' } as const;

test('people read the files, then what went wrong, then the verdict, and last who did not answer', () => {
  const look = { paint: plain, width: 80, textOf: () => undefined };
  const files = ['a', 'b', 'c'].map((tenant) => `syncs/${tenant}/ebay.yaml`);
  const failures = [{ tenant: 'kiosk', code: 'unreachable', message: 'no answer' }] as const;
  const written = { ...nothing, files: [...files, 'syncs/c/amazon.yaml'], problems: [problem], failures };
  expect(writtenText({ ...written, answered: 3 }, 'Done.', look, inAnyFolder).split('\n')).toMatchObject([
    ...['syncs/*/ebay.yaml   3 files', 'syncs/c/amazon.yaml'],
    ...[expect.stringContaining('a.yaml cannot be written'), expect.stringContaining('hint'), 'Done.'],
    ...['✓ 3 tenants, ✗ 1: kiosk: no answer [unreachable]', expect.stringContaining('hint'), ''],
  ]);
  expect(writtenText(written, '', { ...look, isFull: true }, ofAnyName)).toContain(`${files.join('\n')}\n`);
  expect(writtenText(written, '', look, ofAnyName)).toContain('syncs/a/ebay.yaml\n');
});

test('the document says `problems` as soon as there is one', () => {
  expect(JSON.parse(writtenJson(nothing)).result).toBe('written');
  expect(JSON.parse(writtenJson({ ...nothing, problems: [problem] })).result).toBe('problems');
});
