import { sha256 } from '../base/hash.ts';
import type { Event } from '../daemon/events/event.ts';
import type { FinishedNews } from '../daemon/state.ts';
import type { Notice, Words } from './notice.ts';
import * as words from './words.ts';

/** What a pass brought to light, for people and programs elsewhere. */
export function noticesOf({ events, state, report }: FinishedNews): readonly Notice[] {
  const time = state.now;
  const planId = report.plan.id;
  const revision = state.inForce?.revision ?? null;
  const reasons = state.lastPass?.reasons ?? [];
  return events.flatMap((event): Notice[] => {
    const said = wordsOf(event);
    if (!said) return [];
    const id = sha256(JSON.stringify([said.type, subjectOf(event), planId, time])).slice(0, 32);
    return [{ ...said, id, time, planId, revision, reasons }];
  });
}

/** Undefined for what nobody is told of elsewhere. */
function wordsOf(event: Event): Words | undefined {
  switch (event.type) {
    case 'tree.bad':
      return event.isTold ? undefined : words.treeBad(event.problems);
    case 'tree.recovered':
      return words.treeRecovered();
    case 'pass.refused':
      return words.passRefused(event.changes, event.refusals);
    case 'pass.blocked':
      return words.passBlocked(event.problems);
    case 'pass.resumed':
      return words.passResumed();
    case 'tenant.failed':
      return event.isTold ? undefined : words.tenantFailed(event.failing.failure);
    case 'tenant.recovered':
      return words.tenantRecovered(event.tenant, event.afterMs);
    case 'change.failed':
      return words.changeFailed(event.changes);
    case 'drift.found':
      return words.driftFound(event.found);
    case 'drift.corrected':
      return words.driftCorrected(event.changes);
    case 'drift.ended':
      return words.driftEnded(event.ended);
    case 'value.contested':
      return words.valueContested(event.value);
    case 'value.calmed':
      return words.valueCalmed(event.value);
    case 'drift.seen':
    case 'troubles.changed':
    case 'report.changed':
      return undefined;
  }
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
