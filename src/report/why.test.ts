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

it('compared with a commit, has a reason also where the journal has none, and texts need not repeat it', () => {
  const fields = [
    anInterval({ broughtBy: 'change', cause: 'git', since }),
    anInterval({ broughtBy: 'before', cause: 'unknown' }),
    anInterval({ broughtBy: 'before', cause: 'live', since }),
  ];
  expect(fields.flatMap((field) => whysOf([field]))).toEqual([
    { cause: 'change', count: 1 },
    { cause: 'before', count: 1 },
    { cause: 'live', since: Date.parse('2026-11-24T00:00:00Z'), count: 1 },
  ]);
  expect(whyWords(fields.slice(0, 2), timeText)).toBe('');
});
