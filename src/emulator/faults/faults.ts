import { randomFrom } from '../state/random.ts';
import type { Mistake } from '../state/refusal.ts';

/** Every fault there is, in the order in which they win over each other, and what it does. */
// biome-ignore format: a table
export const faultKinds = [
  { kind: 'latency',   does: 'waits before it answers: latency=0.2:750 means 750 ms, 500 without; adds to other faults' },
  { kind: '401',       does: 'says that the token or key is not accepted' },
  { kind: '409',       does: 'says that somebody else changed the sync meanwhile (POST only)' },
  { kind: '429',       does: 'says that the quota is used up; 429=0.1:5 sends Retry-After: 5, 1 without' },
  { kind: '500',       does: 'answers 500 in the form of the API' },
  { kind: '502',       does: 'answers 502 in the form of the API' },
  { kind: '503',       does: 'answers 503 in the form of the API' },
  { kind: '504',       does: 'answers 504 in the form of the API' },
  { kind: '5xx',       does: 'one of 500, 502, 503 and 504' },
  { kind: 'reset',     does: 'breaks the connection before anything is done' },
  { kind: 'lost',      does: 'does what was asked, then breaks the connection (POST only)' },
  { kind: 'truncated', does: 'does what was asked and breaks the connection in the middle of the answer' },
  { kind: 'html',      does: 'answers with an HTML page of a gateway: mostly 502, one in four times 200' },
  { kind: 'empty',     does: 'does what was asked and answers 200 with nothing in it' },
  { kind: 'ignored',   does: 'answers 200 with the sync as it was, and changes nothing (POST only)' },
  { kind: 'token',     does: 'the token endpoint answers 503' },
] as const;
export type FaultKind = (typeof faultKinds)[number]['kind'];

/** `rate` of the calls that a kind concerns, 0 to 1; at most `times` altogether, without it for ever. */
export type FaultRule = {
  readonly kind: FaultKind;
  readonly rate: number;
  readonly amount?: number;
  readonly times?: number;
};

/** Reads `kind=rate[:amount][xTIMES]`, separated by commas: `503=0.1,latency=0.5:250,409=1x2`. Nothing, or `none`, means no faults. */
export function parseFaults(text: string): readonly FaultRule[] | Mistake {
  if (text.trim() === '' || text.trim() === 'none') return [];
  const rules = text.split(',').map((part) => parseRule(part.trim()));
  const mistake = rules.find((rule) => 'mistake' in rule);
  return mistake ?? (rules as readonly FaultRule[]);
}

function parseRule(text: string): FaultRule | Mistake {
  const match = /^([\w]+)=(\d*\.?\d+)(?::(\d{1,6}))?(?:x(\d{1,9}))?$/.exec(text);
  if (!match) {
    return {
      mistake: `\`${text}\` is not a fault: write KIND=RATE like 503=0.1, latency=0.5:250 or 409=1x2. ${knownKinds()}`,
    };
  }
  const [, kind, rate, amount, times] = match;
  if (!isFaultKind(kind!)) return { mistake: `\`${kind}\` is not a kind of fault. ${knownKinds()}` };
  if (amount !== undefined && kind !== 'latency' && kind !== '429') {
    return { mistake: `${kind} takes no amount; latency takes milliseconds, 429 the seconds of Retry-After` };
  }
  if (Number(rate) > 1) return { mistake: `the rate of ${kind} runs from 0 to 1, not ${rate}` };
  return {
    kind,
    rate: Number(rate),
    ...(amount !== undefined && { amount: Number(amount) }),
    ...(times !== undefined && { times: Number(times) }),
  };
}

const kindNames: readonly string[] = faultKinds.map(({ kind }) => kind);

function knownKinds(): string {
  return `The kinds are ${kindNames.join(', ')}.`;
}

function isFaultKind(kind: string): kind is FaultKind {
  return kindNames.includes(kind);
}

/** The kinds of calls that faults tell apart. */
export type CallKind = 'read' | 'write' | 'token';

export type Fault = {
  readonly kind: Exclude<FaultKind, 'latency'>;
  readonly amount: number | undefined;
  /** In [0, 1), for kinds that have more than one form. */
  readonly chance: number;
};

/** What happens to one call. `wait` is in milliseconds. */
export type Draw = { readonly wait: number; readonly fault?: Fault };

export type Faults = { readonly rules: readonly FaultRule[]; draw(tenant: string, call: CallKind): Draw };

const nothing: Draw = { wait: 0 };

/**
 * Each tenant has a sequence of its own for reads and for writes, so that the same seed gives the same faults
 * however the calls of several tenants mix.
 */
export function createFaults(rules: readonly FaultRule[], seed: number): Faults {
  const sequences = new Map<string, () => number>();
  const left = new Map(rules.map((rule) => [rule, rule.times ?? Number.POSITIVE_INFINITY]));
  const ranked = faultKinds.flatMap(({ kind }) => rules.filter((rule) => rule.kind === kind));

  function hits(rule: FaultRule, random: () => number): boolean {
    if (random() >= rule.rate || left.get(rule)! <= 0) return false;
    left.set(rule, left.get(rule)! - 1);
    return true;
  }

  return {
    rules,
    draw(tenant, call) {
      const concerned = ranked.filter((rule) => concerns(rule.kind, call));
      if (concerned.length === 0) return nothing;
      const random = sequenceOf(`${tenant}\n${call}`);
      let wait = 0;
      for (const rule of concerned) {
        if (!hits(rule, random)) continue;
        if (rule.kind !== 'latency')
          return { wait, fault: { kind: rule.kind, amount: rule.amount, chance: random() } };
        wait += rule.amount ?? 500;
      }
      return { wait };
    },
  };

  function sequenceOf(key: string): () => number {
    const known = sequences.get(key) ?? randomFrom(`${seed}\n${key}`);
    sequences.set(key, known);
    return known;
  }
}

function concerns(kind: FaultKind, call: CallKind): boolean {
  if (kind === 'token' || call === 'token') return kind === 'token' && call === 'token';
  return call === 'write' || !(kind === '409' || kind === 'lost' || kind === 'ignored');
}
