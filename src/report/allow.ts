import { count } from '../base/text/words.ts';
import { fullTime, type Here } from '../base/time/shown.ts';
import { timeText } from '../base/timestamp.ts';
import type { Allow as AllowJson } from '../generated/plan.ts';
import type { Allowance } from '../model/mode.ts';

/** What `safety.allow` lifts, as `schemas/plan.schema.json` has it. */
export function allowJson({ changes, tenants, until, reason }: Omit<Allowance, 'origin'>): AllowJson {
  return {
    ...(changes !== undefined && { changes }),
    ...(tenants !== undefined && { tenants }),
    until: timeText(until),
    ...(reason !== undefined && { reason }),
  };
}

/** ``safety.allow until Tue 2026-12-01 12:00 (Europe/Berlin): 120 syncs, 60 tenants; Rollout``. `name` makes texts fit to be shown. */
export function allowWords(allow: AllowJson, here: Here, name: (text: string) => string): string {
  const { changes, tenants, until, reason } = allow;
  const lifts = [
    ...(changes === undefined ? [] : [count(changes, 'sync')]),
    ...(tenants === undefined ? [] : [count(tenants, 'tenant')]),
  ].join(', ');
  const why = reason === undefined ? '' : `; ${name(reason)}`;
  return `safety.allow until ${fullTime(Date.parse(until), here)}: ${lifts === '' ? 'nothing' : lifts}${why}`;
}
