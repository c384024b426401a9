import { sha256 } from '../../base/hash.ts';
import type { Problem } from '../../problems/problem.ts';

/** So many keys are remembered: who has seen as many different ones is told again. */
const mostRemembered = 1_000;

export function isNew(told: readonly string[], key: string): boolean {
  return !told.includes(key);
}

export function remember(told: readonly string[], key: string): readonly string[] {
  return told.length >= mostRemembered ? [key] : [...told, key];
}

/** Lines play no part: they move with every edit above them. */
export function problemKey({ code, message, origin }: Problem): string {
  return JSON.stringify([code, message, origin?.file]);
}

export function problemsKey(problems: readonly Problem[]): string {
  return sha256(JSON.stringify(problems.map(problemKey).sort()));
}
