import { expect, test } from 'vitest';
import { failed, ok } from '../base/result.ts';
import { readJson } from './json.ts';

const bytes = (text: string) => new TextEncoder().encode(text);

test('JSON comes out as what it says, with or without a byte order mark', () => {
  for (const text of ['[{"a":null}]', '\ufeff[{"a":null}]'])
    expect(readJson(bytes(text))).toEqual(ok([{ a: null }]));
});

test.each([
  ['', 'an empty body'],
  [' \r\n', 'an empty body'],
  ['<!DOCTYPE html><h1>secret</h1>', 'an HTML page'],
  ['\n<html>secret', 'an HTML page'],
  ['secret', 'text that is not JSON'],
  ['{"a":"secret', 'text that is not JSON'],
])('%j is said to be %s, and not quoted', (text, instead) => {
  expect(readJson(bytes(text))).toEqual(failed(instead));
});

test('bytes that are no text are said to be none', () => {
  expect(readJson(Uint8Array.of(0x5b, 0xff, 0x5d))).toEqual(failed('text that is not UTF-8'));
});
