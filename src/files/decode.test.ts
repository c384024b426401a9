import fc from 'fast-check';
import { describe, expect, it, test } from 'vitest';
import { runs } from '../../test/support/runs.ts';
import { failed, ok } from '../base/result.ts';
import { decode } from './decode.ts';

const text = 'sync: { name: Größe 😀 }\r\n';

it('reads UTF-8 as it is, with or without a byte order mark', () => {
  expect(decode(Buffer.from(text))).toEqual(ok(text));
  expect(decode(Buffer.from(`\ufeff${text}`))).toEqual(ok(text));
  expect(decode(Buffer.from(''))).toEqual(ok(''));
  expect(decode(Buffer.from('a'))).toEqual(ok('a'));
});

it('reads back every text', () => {
  const withoutMark = fc.string({ unit: 'binary' }).filter((one) => !/^(?:\ufeff|\0|.\0)/su.test(one));
  fc.assert(
    fc.property(withoutMark, (one) => {
      expect(decode(Buffer.from(one))).toEqual(ok(one));
    }),
  );
});

describe('UTF-16 is named', () => {
  const little = Buffer.from(text, 'utf16le');
  const big = Buffer.from(little).swap16();
  test.each([
    ['little-endian', little],
    ['big-endian', big],
    ['little-endian with a mark', Buffer.concat([Buffer.from([0xff, 0xfe]), little])],
    ['big-endian with a mark', Buffer.concat([Buffer.from([0xfe, 0xff]), big])],
  ])('%s', (_what, bytes) => {
    expect(decode(bytes)).toMatchObject(
      failed({
        line: 1,
        column: 1,
        message: 'the file is UTF-16, not UTF-8',
        hint: expect.stringContaining('UTF-8'),
      }),
    );
  });
});

describe('a byte that is not UTF-8 is shown where it stands', () => {
  test.each([
    ['Latin-1', Buffer.from('a: 1\nb: Größe\nc: Öl\n', 'latin1'), 2, 6],
    ['after longer characters', Buffer.concat([Buffer.from('ä😀'), Buffer.from([0xff])]), 1, 4],
    ['one too many after a whole character', Buffer.from([0xc3, 0xa4, 0x80, 0x61]), 1, 2],
    ['at the very start', Buffer.from([0x80, 0x61]), 1, 1],
    ['after a byte order mark', Buffer.concat([Buffer.from('\ufeffa'), Buffer.from([0xe4, 0x20])]), 1, 2],
    ['a character cut off by the end', Buffer.from('a: 1\r\nb: ä').subarray(0, -1), 2, 4],
    ['a character cut off by a line end', Buffer.from([0x61, 0xe2, 0x82, 0x0a]), 1, 2],
    ['too long a form', Buffer.from([0x61, 0x0a, 0x62, 0xc0, 0xaf]), 2, 2],
    ['half of a surrogate pair', Buffer.from([0x61, 0xed, 0xa0, 0x80]), 1, 2],
  ])('%s', (_what, bytes, line, column) => {
    expect(decode(bytes)).toMatchObject(failed({ line, column, message: 'a byte that is not UTF-8' }));
  });

  it('in 10 MB too, within seconds', { tags: 'slow' }, () => {
    const before = process.cpuUsage();
    const lines = Buffer.concat([Buffer.from('ä\n'.repeat(3_000_000)), Buffer.from([0xff])]);
    expect(decode(lines)).toMatchObject(failed({ line: 3_000_001, column: 1 }));
    const line = Buffer.concat([Buffer.from('ä'.repeat(4_999_999)), Buffer.from([0xff])]);
    expect(decode(line)).toMatchObject(failed({ line: 1, column: 5_000_000 }));
    const { user, system } = process.cpuUsage(before);
    expect((user + system) / 1e6).toBeLessThan(2.5);
  });

  it('never throws, and says a place inside the file', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
        const read = decode(Buffer.from(bytes));
        if (read.ok) return;
        const lines = Buffer.from(bytes).toString('latin1').split('\n');
        expect(read.why.line).toBeLessThanOrEqual(lines.length);
        expect(read.why.column).toBeLessThanOrEqual(lines[read.why.line - 1]!.length + 1);
        expect(read.why.column).toBeGreaterThan(0);
      }),
      runs(2000),
    );
  });
});
