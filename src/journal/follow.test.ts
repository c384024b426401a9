import { describe, expect, it } from 'vitest';
import { type Draft, type Link, noLink, seal } from './chain.ts';
import { conclude, endFile, followLine, openFile, startFollowing } from './follow.ts';

const time = '2026-03-04T12:00:00.000Z';
const begin: Draft = { kind: 'file', time, formatVersion: '1.0' };

function sealed(drafts: readonly Draft[]): { readonly lines: readonly string[]; readonly last: Link } {
  let last = noLink;
  const lines = drafts.map((draft) => {
    const { line, link } = seal(draft, last);
    last = link;
    return line;
  });
  return { lines, last };
}

const { lines, last } = sealed([begin, { kind: 'headless', time }, { kind: 'lost', time, count: 2 }]);

function follow(some: readonly string[], head: Link | undefined, rest?: string) {
  const at = startFollowing(head);
  openFile(at, 'journal.jsonl');
  for (const line of some) followLine(at, Buffer.from(line));
  if (rest !== undefined) followLine(at, Buffer.from(rest), true);
  endFile(at);
  return conclude(at);
}

describe('the chain', () => {
  it('is whole where each record follows the one before, and the head knows the last', () => {
    const chain = sealed([begin, { kind: 'lost', time, count: 2 }]);
    expect(follow(chain.lines, chain.last)).toMatchObject({
      result: 'whole',
      records: 2,
      notes: ['journal.jsonl:2: 2 records could not be written'],
    });
  });

  it('breaks where a record is missing, comes twice, or the end was cut off', () => {
    expect(follow([lines[0]!, lines[2]!], last).break).toMatchObject({
      line: 2,
      message: expect.stringContaining('before this line'),
    });
    expect(follow([lines[0]!, lines[0]!], last).break).toMatchObject({
      line: 2,
      message: expect.stringContaining('comes after'),
    });
    expect(follow([lines[0]!], last).break).toMatchObject({
      line: 1,
      message: expect.stringContaining('after this line'),
    });
  });

  it('breaks where the head is gone, or was', () => {
    expect(follow([lines[0]!], undefined).break).toMatchObject({ file: 'journal.head.json' });
    expect(follow(lines, last).break).toMatchObject({
      line: 2,
      message: expect.stringContaining('was gone'),
    });
  });

  it('breaks at a line that is no record, and only notes one that a crash cut short at the very end', () => {
    const only = sealed([begin]);
    expect(follow(['nonsense', ...only.lines], only.last).break).toMatchObject({ line: 1 });
    expect(follow(only.lines, only.last, '{"kind":"ch')).toMatchObject({
      result: 'whole',
      notes: ['journal.jsonl:2: a line that a crash cut short; the next record will say so'],
    });
  });

  it('is missing where there is no file and no head', () => {
    expect(conclude(startFollowing(undefined))).toEqual({
      result: 'missing',
      files: 0,
      records: 0,
      notes: [],
    });
  });
});
