import type { FlagMistake } from '../state/refusal.ts';
import { type FaultRule, faultKind, faultKinds } from './kinds.ts';

/** Reads `kind=rate[:amount][xTIMES]`, separated by commas: `503=0.1,latency=0.5:250,409=1x2`. Nothing, or `none`, means no faults. */
export function parseFaults(text: string): readonly FaultRule[] | FlagMistake {
  if (text.trim() === '' || text.trim() === 'none') return [];
  const rules = text.split(',').map((part) => parseRule(part.trim()));
  const mistake = rules.find((rule) => 'mistake' in rule);
  return mistake ?? (rules as readonly FaultRule[]);
}

function parseRule(text: string): FaultRule | FlagMistake {
  const match = /^([\w]+)=(\d+(?:\.\d+)?|\.\d+)(?::(\d{1,6}))?(?:x(\d{1,9}))?$/.exec(text);
  if (!match) {
    return {
      mistake: `\`${text}\` is not a fault: write KIND=RATE like 503=0.1, latency=0.5:250 or 409=1x2. ${knownKinds()}`,
    };
  }
  const [, name, rate, amount, times] = match;
  const row = faultKind(name!);
  if (!row) return { mistake: `\`${name}\` is not a kind of fault. ${knownKinds()}` };
  const { kind, takesAmount } = row;
  if (amount !== undefined && !takesAmount) {
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

function knownKinds(): string {
  return `The kinds are ${faultKinds.map(({ kind }) => kind).join(', ')}.`;
}
