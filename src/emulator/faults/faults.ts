import type { ApiAnswer } from '../api/answer.ts';
import type { Installation } from '../api/installation.ts';
import { randomFrom } from '../state/random.ts';
import { type CallKind, type Deed, type FaultKind, type FaultRule, faultKind, faultKinds } from './kinds.ts';
import type { QuotaCount } from './quota.ts';

/** A Wawi, and what disturbs it. */
export type EmulatedWorld = Installation & { faults: Faults; quota: QuotaCount | undefined };

export type Fault = { readonly kind: FaultKind; readonly answer: (deed: Deed) => ApiAnswer };

/** What happens to one call. `wait` is in milliseconds. */
export type Draw = { readonly wait: number; readonly fault?: Fault };

export type Faults = ReturnType<typeof createFaults>;

/**
 * Each tenant has a sequence of its own for reads and for writes, so that the same seed gives the same faults
 * however the calls of several tenants mix.
 */
export function createFaults(rules: readonly FaultRule[], seed: number) {
  const sequences = new Map<string, () => number>();
  const ranked = faultKinds.flatMap(({ kind }) => rules.filter((rule) => rule.kind === kind).map(countdown));
  return {
    rules,
    draw(tenant: string, call: CallKind): Draw {
      const concerned = ranked.filter(({ row }) => row.hits.includes(call));
      if (concerned.length === 0) return { wait: 0 };
      const key = `${tenant}\n${call}`;
      const random = sequences.get(key) ?? randomFrom(`${seed}\n${key}`);
      sequences.set(key, random);
      return drawOne(concerned, random);
    },
  };
}

/** A rule, and how often it may still hit. */
type Countdown = ReturnType<typeof countdown>;

function countdown(rule: FaultRule) {
  return { rule, row: faultKind(rule.kind)!, left: rule.times ?? Number.POSITIVE_INFINITY };
}

/** The first that hits, after the waits before it. */
function drawOne(concerned: readonly Countdown[], random: () => number): Draw {
  let wait = 0;
  for (const one of concerned) {
    if (random() >= one.rule.rate || one.left <= 0) continue;
    one.left -= 1;
    const { kind, answer, wait: pause } = one.row;
    const { amount } = one.rule;
    wait += pause?.(amount) ?? 0;
    if (!answer) continue;
    const chance = random();
    return { wait, fault: { kind, answer: (deed) => answer({ ...deed, amount, chance }) } };
  }
  return { wait };
}
