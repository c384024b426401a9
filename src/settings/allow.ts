import { readTimestamp } from '../base/timestamp.ts';
import type { Allowance } from '../model/mode.ts';
import { withoutShapes } from '../model/secretSigns.ts';
import type { Problem } from '../problems/problem.ts';
import { childOf, textOf, type YamlNode } from '../yaml/node.ts';
import { report, type SettingsContext } from './said.ts';

/** What `safety.allow` says. What its schema does not take is a problem already, and then nothing is allowed. */
export function readAllowance(
  node: YamlNode | undefined,
  timezone: string,
  context: SettingsContext,
): Allowance | undefined {
  const end = childOf(node, 'until');
  const text = textOf(end);
  if (!node || !end || !text) return undefined;
  const { calendar, locate } = context;
  const until = readTimestamp(text, { calendar, timezone });
  if (!until.ok) return report(context, 'timestamp', locate(end.offset), until.why);
  const reason = textOf(childOf(node, 'reason'));
  const [changes, tenants] = ['changes', 'tenants'].map((key) => childOf(node, key)?.data);
  if (![changes, tenants].every(isCountOrAbsent)) return undefined;
  return {
    ...(typeof changes === 'number' && { changes }),
    ...(typeof tenants === 'number' && { tenants }),
    until: until.value,
    ...(reason !== undefined && { reason: withoutShapes(reason) }),
    origin: locate(node.offset),
  };
}

function isCountOrAbsent(value: unknown): boolean {
  return value === undefined || (Number.isSafeInteger(value) && Number(value) >= 0);
}

/** Past its end it does nothing, and whoever reads the settings is told so. */
export function endedAllowance(allow: Allowance | undefined, now: number): readonly Problem[] {
  if (!allow || now < allow.until) return [];
  const message = '`safety.allow` has ended, so it does nothing any more';
  return [{ code: 'ended', message, hint: 'remove `allow`, or move `until`', origin: allow.origin }];
}
