import { expect, it, test } from 'vitest';
import { explainSyntax } from './syntax.ts';

test.each([
  ['BAD_INDENT', '', '<<<<<<< HEAD', 'a conflict marker of git is left in the file'],
  ['TAB_AS_INDENT', '', '\ta', 'a tab is used as indentation'],
  ['MISSING_CHAR', 'Missing closing "quote', '"a', 'the quote that opens here is never closed'],
  ['MISSING_CHAR', 'Missing , between flow collection items', 'b', 'a comma is missing before this'],
  ['BAD_INDENT', 'Flow map must end with a }', 'c: 2', 'a `}` is missing before this'],
  ['BLOCK_AS_IMPLICIT_KEY', '', 'c: d', 'a second `key: value` on one line'],
  ['BLOCK_AS_IMPLICIT_KEY', '', 'c', 'the line below is indented too far for what stands here'],
  ['MULTILINE_IMPLICIT_KEY', '', 'b:2', 'a space is missing after the colon'],
  ['WHATEVER', 'hunter2', 'hunter2', 'this is out of place'],
])('%s, %j at %j: %s', (code, wording, rest, message) => {
  expect(explainSyntax(code, wording, rest).message).toBe(message);
});

it('never quotes the file', () => {
  const told = explainSyntax('UNEXPECTED_TOKEN', 'Unexpected scalar: "hunter2"', 'hunter2');
  expect(JSON.stringify(told)).not.toContain('hunter2');
});
