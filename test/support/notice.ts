import type { Notice } from '../../src/notify/notice.ts';

let notices = 0;

/** A notice with an id of its own. */
export function aNotice(changes: Partial<Notice> = {}): Notice {
  notices += 1;
  return {
    id: `id-${notices}`,
    time: Date.parse('2026-03-04T12:00:00Z'),
    type: 'drift.found',
    severity: 'warning',
    summary: 'Drift found: acme / Ebay: interval',
    details: [],
    planId: 'sha256:1',
    revision: null,
    reasons: ['schedule'],
    ...changes,
  };
}
