import { expect, test } from 'vitest';
import { type Paint, plain } from '../paint.ts';
import { type LogEntry, logLine } from './logLine.ts';

const told = (entry: Partial<LogEntry>, columns = 80, paint: Paint = plain) =>
  logLine({ level: 'info', fields: {}, message: 'm', ...entry }, '19:47:44', { paint, columns });

test('words stand in the place of message and fields, under a mark of their own or that of the level', () => {
  const words = '✓ corrected 1 of 4 (files) · next look 19:50';
  expect(told({ words })).toBe(`19:47:44 ${words}\n`);
  expect(told({ words: 'gone', level: 'warn' })).toBe('19:47:44 ! gone\n');
});

test('without words a line names its fields, and nothing in them moves the cursor', () => {
  const line = told({
    level: 'error',
    message: 'told\u0007',
    fields: { tenant: 'a\u001b[2J b', changes: 2 },
  });
  expect(line).toMatch(/^19:47:44 ✗ told\\u\{7\} · tenant="a.*b" changes=2\n$/);
  expect(line).not.toContain('\u001b');
});

test('what is to be copied stands alone, however long it is', () => {
  const command = `curl ${'x'.repeat(90)} y`;
  expect(told({ words: `try\n${command}` })).toBe(`19:47:44 · try\n${command}\n`);
});

test('it breaks between words, below its text, and what follows the first point is dim', () => {
  const paint = { ...plain, dim: (text: string) => `<${text}>` };
  expect(told({ words: '✓ one two three · four five six' }, 31, paint)).toBe(
    '<19:47:44> ✓ one two three< · four>\n           <five six>\n',
  );
});
