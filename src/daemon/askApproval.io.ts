import { failed, ok, type Result } from '../base/result.ts';
import { count } from '../base/text/words.ts';
import { below } from '../base/url.ts';
import type { ApprovalJson } from '../generated/approval.ts';
import type { ErrorJson } from '../generated/error.ts';
import { openHttp } from '../http/client.io.ts';
import { readJson } from '../http/json.ts';
import type { ProxyOf } from '../http/proxies.ts';
import type { CodedMessage } from '../problems/problem.ts';
import { WorldFailure } from '../problems/worldFailure.ts';
import { shortPlanId } from '../reconcile/safety/waysOut.ts';
import { strange, unreachable } from './status/find.io.ts';

/** Why a plan is not approved. `isRefused`: the daemon understood, and does not do it. */
export type NotApproved = Required<CodedMessage> & { readonly isRefused?: boolean };

/** The daemon answers at once. Milliseconds. */
const longestAnswerMs = 15_000;

/** Tells the daemon at that URL that a plan is right. Rejects only where `stop` is aborted. */
export async function askApproval(
  url: string,
  planId: string,
  token: string,
  stop: AbortSignal,
  proxyOf?: ProxyOf,
): Promise<Result<ApprovalJson, NotApproved>> {
  const address = below(url, 'api/v1/approve').href;
  const http = openHttp({ timeout: longestAnswerMs, body: 1_000_000 }, proxyOf);
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ plan: planId });
  try {
    const answer = await http.post({ url: new URL(address), headers, body, signal: stop });
    return read(answer, address);
  } catch (error) {
    stop.throwIfAborted();
    if (!(error instanceof WorldFailure)) throw error;
    return failed(unreachable(url, error.message.replace(/^POST \S+?(?=:? )/, '')));
  } finally {
    await http.close();
  }
}

function read(
  { status, body }: { readonly status: number; readonly body: Uint8Array },
  address: string,
): Result<ApprovalJson, NotApproved> {
  const json = readJson(body);
  const document = (json.ok ? json.value : undefined) as Partial<ApprovalJson & ErrorJson> | null | undefined;
  if (status === 202 && typeof document?.plan === 'string') return ok(document as ApprovalJson);
  const [problem] = document?.problems ?? [];
  if (status === 404) {
    const message = `${address} takes no approval`;
    return failed({
      code: 'no-token',
      message,
      hint: 'set SOLLIST_TOKEN where sollist run is, and start it anew',
    });
  }
  if (status === 401) {
    const message = `the daemon at ${address} has another token than SOLLIST_TOKEN holds here`;
    return failed({
      code: 'unauthorized',
      message,
      hint: 'set SOLLIST_TOKEN to the token that sollist run was started with',
    });
  }
  if (!problem) return failed(strange(address, `answers ${status}`));
  const { message, hint = 'look at what it does now: sollist status' } = problem;
  const code = problem.code === 'ambiguous-plan' ? 'ambiguous-plan' : 'not-refused';
  return failed({ code, message, hint, isRefused: status === 409 });
}

/** For people. Ends with a newline. */
export function approvedText({ plan, changes, tenants }: ApprovalJson): string {
  const what = `plan ${shortPlanId(plan)}, ${count(changes, 'sync')} on ${count(tenants, 'tenant')}`;
  return `Approved: ${what}. The daemon looks at once, and writes it if it is still this one:\nonce, within an hour. See how it went: sollist status\n`;
}
