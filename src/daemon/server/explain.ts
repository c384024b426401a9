import { normalized } from '../../base/text/characters.ts';
import { parseWhen, type When } from '../../desired/when.ts';
import type { Code } from '../../problems/codes.ts';
import type { ExplainAnswer } from '../../report/explain/answer.ts';
import { explainJson } from '../../report/explain/json.ts';
import type { ExplainQuestion } from '../../report/explain/question.ts';
import { json, refused } from './answer.ts';

/** What is asked over HTTP: of these tenants (none stands for all), at another moment perhaps. */
export type AskedExplanation = Omit<ExplainQuestion, 'tenant'> & {
  readonly tenants: readonly string[];
  readonly at?: When;
  /** What was read lately will do, and nobody is waited for longer than a second: it is a page that asks. */
  readonly isGlance?: boolean;
};

/** Says why a sync is as it is, by the files in force. */
export type ExplainServed = (asked: AskedExplanation) => Promise<ExplainAnswer>;

/** `?sync=NAME`, with `tenant` (again and again), `field` and `at` where they are wanted. */
export async function explanation(query: URLSearchParams, explain: ExplainServed): Promise<Response> {
  const [sync, field, at] = ['sync', 'field', 'at'].map((name) => query.get(name)?.trim() || undefined);
  if (sync === undefined) {
    const hint = 'ask for /api/v1/explain?tenant=NAME&sync=NAME';
    return refused(400, { code: 'bad-parameter', message: '`sync` is missing', hint });
  }
  const when = at === undefined ? undefined : parseWhen(withPlus(at), 'ahead');
  if (when && !when.ok) return refused(400, { code: 'bad-parameter', message: `\`at\`: ${when.why}` });
  const answer = await explain({
    sync: normalized(sync),
    tenants: query.getAll('tenant').map((name) => normalized(name)),
    ...(field !== undefined && { field: normalized(field) }),
    ...(when && { at: when.value }),
  });
  return json(statusFor(answer), explainJson(answer));
}

/** In an address a plus that is not escaped stands for a blank. */
function withPlus(at: string): string {
  return at.replace(/^(?=\d+[a-z])/i, '+').replace(/(T\S+) (?=\d\d:?\d\d$)/, '$1+');
}

const statuses: { readonly [C in Code]?: number } = {
  'unknown-tenant': 404,
  'unknown-sync': 404,
  'unknown-field': 404,
  'ambiguous-sync': 409,
};

/** Where nothing is known: whose mistake that is. */
function statusFor({ syncs, failures, problems }: ExplainAnswer): number {
  const [first] = problems;
  return syncs.length + failures.length > 0 || !first ? 200 : (statuses[first.code] ?? 503);
}
