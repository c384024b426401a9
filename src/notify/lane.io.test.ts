import { expect, test } from 'vitest';
import { aNotice } from '../../test/support/notice.ts';
import { type Attempt, openLane } from './lane.io.ts';
import type { Notice } from './notice.ts';
import type { NotifyTarget } from './target.ts';

/** A lane to a target that answers so, the last for good; what it was sent, and what is logged of it. */
function aLane(answers: readonly Attempt['kind'][], changes: Partial<NotifyTarget> = {}, gathers = false) {
  const sent: string[][] = [];
  const logged: string[] = [];
  const note = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const lane = openLane(
    { kind: 'webhook', url: 'https://hooks.example.com', ...changes },
    {
      ...{ entry: 1, gathers, log: { info: note, warn: note } },
      async attempt(notices: readonly Notice[]): Promise<Attempt> {
        const kind = answers[Math.min(sent.length, answers.length - 1)]!;
        sent.push(notices.map(({ summary }) => summary));
        return kind === 'lost' ? { kind, why: { code: 'timeout' } } : { kind };
      },
    },
  );
  return { ...lane, sent, logged };
}

const some = (count: number, type: Notice['type'] = 'drift.found') =>
  Array.from({ length: count }, (_, index) => aNotice({ type, summary: `${type} ${index}` }));

test('notices are sent one by one, in order, and only those that are wanted', async () => {
  const lane = aLane(['sent'], { events: ['drift.found'] });
  lane.add([...some(2), ...some(1, 'tenant.failed')]);
  await lane.idle();
  expect(lane.sent).toEqual([['drift.found 0'], ['drift.found 1']]);
  expect(lane.logged).toEqual([]);
});

test('for people, eleven of one type are one message, and ten are ten', async () => {
  const lane = aLane(['sent'], {}, true);
  lane.add([...some(10), ...some(11, 'tenant.failed')]);
  await lane.idle();
  expect(lane.sent.map(({ length }) => length)).toEqual([...Array(10).fill(1), 11]);
});

test('the first of a row that is lost is told, and the end of the row', async () => {
  const lane = aLane(['lost', 'lost', 'sent']);
  lane.add(some(3));
  await lane.idle();
  expect(lane.logged).toEqual([
    expect.stringMatching(/^notification given up.*"code":"timeout"/),
    expect.stringMatching(/^notifications arrive again.*"lost":2/),
  ]);
});

test('what was not sent before the end is counted', async () => {
  const lane = aLane(['stopped']);
  lane.add(some(3));
  await lane.idle();
  lane.end();
  expect(lane.logged).toEqual([expect.stringMatching(/^stopped before.*"unsent":3/)]);
});
