import { expect, it } from 'vitest';
import { anInterval } from '../../test/support/report.ts';
import { timeText } from '../base/timestamp.ts';
import { whysOf, whyWords } from './why.ts';

const since = '2026-11-24T00:00:00.123Z';

it('says the commonest cause first, and since when, where that is one time', () => {
  const fields = [
    anInterval({ cause: 'git' }),
    anInterval({ cause: 'live', since }),
    anInterval({ cause: 'live', since }),
  ];
  expect(whysOf(fields)).toEqual([
    { cause: 'live', since: Date.parse('2026-11-24T00:00:00Z'), count: 2 },
    { cause: 'git', count: 1 },
  ]);
  expect(whyWords(fields, timeText)).toBe(
    'changed in Wawi since 2026-11-24T00:00:00.000Z: 2, changed in git: 1',
  );
  const two = [
    anInterval({ cause: 'live', since }),
    anInterval({ cause: 'live', since: '2026-11-25T00:00:00Z' }),
  ];
  expect(whyWords(two, timeText)).toBe('changed in Wawi');
});

it('says nothing where nothing is known', () => {
  expect(whyWords([anInterval({ cause: 'unknown' })], timeText)).toBe('');
  expect(whyWords([], timeText)).toBe('');
});
