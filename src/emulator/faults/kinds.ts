import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { type ApiAnswer, brokenConnection, htmlPage, json, refused } from '../api/answer.ts';
import type { Rules } from '../state/dialects.ts';
import { ApiRefusal, tooMany, unauthorized } from '../state/refusal.ts';

/** The kinds of calls that faults tell apart. */
export type CallKind = 'read' | 'write' | 'token';

/** A call as a fault meets it. */
export type Deed = {
  readonly rules: Rules;
  /** Does what was asked. An `ignored` write is checked and answered as ever, but changes nothing. */
  readonly perform: (ignored: boolean) => ApiAnswer;
};

type Hit = Deed & {
  /** What the user wrote after the colon. */
  readonly amount: number | undefined;
  /** In [0, 1), for kinds that have more than one form. */
  readonly chance: number;
};

type FaultEffect = {
  readonly kind: string;
  /** The calls that it can hit. */
  readonly hits: readonly CallKind[];
  readonly takesAmount?: true;
  readonly does: string;
} & (Instead | Before);

/** Answers in the place of the right answer, or waits before it, for so many milliseconds. */
type Instead = { readonly answer: (hit: Hit) => ApiAnswer; readonly wait?: never };
type Before = { readonly wait: (amount: number | undefined) => number; readonly answer?: never };

const calls = ['read', 'write'] as const;
const writes = ['write'] as const;
const tokens = ['token'] as const;

/** Every fault there is, in the order in which they win over each other: a list, since a record would put 401 before latency. */
// biome-ignore format: a table
export const faultKinds = [
  { kind: 'latency', hits: calls, takesAmount: true, wait: (amount = 500) => amount,
    does: 'waits before it answers: latency=0.2:750 means 750 ms, 500 without; adds to other faults' },
  { kind: '401', hits: calls, answer: ({ rules }) => refused(unauthorized('The access token is missing, invalid or expired.'), rules.naming),
    does: 'says that the token or key is not accepted' },
  { kind: '409', hits: writes, answer: ({ rules }) => refused(new ApiRefusal(409, 'Conflict', 'The sync was changed meanwhile.'), rules.naming),
    does: 'says that somebody else changed the sync meanwhile (writes only)' },
  { kind: '429', hits: calls, takesAmount: true, answer: ({ rules, amount = 1 }) => refused(tooMany(amount), rules.naming),
    does: 'says that the quota is used up; 429=0.1:5 sends Retry-After: 5, 1 without' },
  { kind: '500', hits: calls, answer: serverError(500), does: 'answers 500 in the form of the API' },
  { kind: '502', hits: calls, answer: serverError(502), does: 'answers 502 in the form of the API' },
  { kind: '503', hits: calls, answer: serverError(503), does: 'answers 503 in the form of the API' },
  { kind: '504', hits: calls, answer: serverError(504), does: 'answers 504 in the form of the API' },
  { kind: '5xx', hits: calls, answer: serverError(500, 502, 503, 504), does: 'one of 500, 502, 503 and 504' },
  { kind: 'reset', hits: calls, answer: () => brokenConnection,
    does: 'breaks the connection before anything is done' },
  { kind: 'lost', hits: writes, answer: ({ perform }) => { perform(false); return brokenConnection; },
    does: 'does what was asked, then breaks the connection (writes only)' },
  { kind: 'truncated', hits: calls, answer: ({ perform }) => ({ ...perform(false), delivery: 'truncated' }),
    does: 'does what was asked and breaks the connection in the middle of the answer' },
  { kind: 'html', hits: calls, answer: ({ chance }) => htmlPage(chance < 0.25 ? 200 : 502),
    does: 'answers with an HTML page of a gateway: mostly 502, one in four times 200' },
  { kind: 'empty', hits: calls, answer: ({ perform }) => ({ ...perform(false), body: '' }),
    does: 'does what was asked and answers 200 with nothing in it' },
  { kind: 'packed', hits: calls, answer: ({ perform, chance }) => packed(perform(false), chance),
    does: 'does what was asked and packs the answer: with gzip, deflate or br, asked or not' },
  { kind: 'ignored', hits: writes, answer: ({ perform }) => perform(true),
    does: 'answers 200 with the sync as it was, and changes nothing (writes only)' },
  { kind: 'token', hits: tokens, answer: () => json(503, { error: 'temporarily_unavailable' }),
    does: 'the token endpoint answers 503' },
] as const satisfies readonly FaultEffect[];

export type FaultKind = (typeof faultKinds)[number]['kind'];

/** `rate` of the calls that a kind concerns, 0 to 1; at most `times` altogether, without it for ever. */
export type FaultRule = {
  readonly kind: FaultKind;
  readonly rate: number;
  readonly amount?: number;
  readonly times?: number;
};

/** The row of a kind; undefined where there is none of this name. */
export function faultKind(kind: string): (FaultEffect & { readonly kind: FaultKind }) | undefined {
  return faultKinds.find((row) => row.kind === kind);
}

const packers = [
  ['gzip', gzipSync],
  ['deflate', deflateSync],
  ['br', brotliCompressSync],
] as const;

function packed(answer: ApiAnswer, chance: number): ApiAnswer {
  const [coding, pack] = packers[Math.floor(chance * packers.length)]!;
  return { ...answer, headers: { ...answer.headers, 'content-encoding': coding }, body: pack(answer.body) };
}

/** One of the statuses, each as likely as the others. */
function serverError(...statuses: readonly number[]) {
  return ({ rules, chance }: Hit): ApiAnswer => {
    const status = statuses[Math.floor(chance * statuses.length)]!;
    return refused(new ApiRefusal(status, 'InternalError', 'An unexpected error occurred.'), rules.naming);
  };
}
