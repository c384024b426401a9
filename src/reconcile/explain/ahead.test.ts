import { expect, it } from 'vitest';
import { at, located, wants } from '../../../test/support/build.ts';
import { createCalendar } from '../../base/calendar.ts';
import type { SyncDocument } from '../../model/document.ts';
import { durationOfSeconds } from '../../model/duration.ts';
import { lookAhead } from './ahead.ts';
import { documentedParties } from './party.ts';
import { createStandings } from './standing.ts';

it('a window that never wins is not looked at for ever', () => {
  const calendar = createCalendar();
  const asked: number[] = [];
  const window = { ...wants(60), start: located('* * * * *'), duration: durationOfSeconds(30) };
  const about = (tenants: SyncDocument['tenants'], windows: SyncDocument['windows']): SyncDocument => ({
    ...{ ...wants(300), tenants, sync: located({ kind: 'name', name: 'Ebay' }), windows },
  });
  const parties = documentedParties({ id: '', name: 'Ebay', salesChannel: null }, [
    about({ kind: 'all' }, [window]),
    about({ kind: 'labels', labels: {}, origin: at() }, []),
  ]);
  const standingsAt = createStandings(parties, 'acme', calendar);
  const moment = { now: 0, timezone: 'UTC' };
  const look: typeof standingsAt = (then) => {
    asked.push(then.now);
    return standingsAt(then);
  };
  const ahead = lookAhead([...standingsAt(moment).values()], look, moment, calendar);
  expect(ahead.get('interval')!.changes).toEqual([]);
  expect(asked.length).toBeLessThanOrEqual(500);
});
