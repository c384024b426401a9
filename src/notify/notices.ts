import { sha256 } from '../base/hash.ts';
import type { Here } from '../base/time/shown.ts';
import type { Event } from '../daemon/events/event.ts';
import type { FinishedNews } from '../daemon/state.ts';
import type { NoticeType } from '../model/notifications.ts';
import type { Notice } from './notice.ts';
import { wordsOf } from './words.ts';

/** What a pass brought to light, for people and programs elsewhere. */
export function noticesOf(
  { events, state, report }: FinishedNews,
  calendar: Here['calendar'],
): readonly Notice[] {
  const time = state.now;
  const here = { now: time, timezone: state.settings?.timezone ?? 'UTC', calendar };
  const planId = report.plan.id;
  const revision = state.inForce?.revision ?? null;
  const reasons = state.lastPass?.reasons ?? [];
  return events.flatMap((event): Notice[] => {
    const words = wordsOf(event, here);
    if (!words) return [];
    const type = event.type as NoticeType;
    const id = sha256(JSON.stringify([type, subjectOf(event), planId, time])).slice(0, 32);
    return [{ ...words, type, id, time, planId, revision, reasons }];
  });
}

/** Tells apart the events of one type in one pass. */
function subjectOf(event: Event): string {
  switch (event.type) {
    case 'tenant.failed':
      return event.failing.failure.tenant;
    case 'tenant.recovered':
      return event.tenant;
    case 'value.contested':
    case 'value.calmed':
      return event.value.key;
    default:
      return '';
  }
}
