import { failed, ok, type Result } from '../base/result.ts';
import { count } from '../base/text/words.ts';
import { below } from '../base/url.ts';
import type { ApprovalJson } from '../generated/approval.ts';
import type { ErrorJson } from '../generated/error.ts';
import { readJson } from '../http/json.ts';
import type { ProxyOf } from '../http/proxies.ts';
import { shortPlanId } from '../reconcile/safety/waysOut.ts';
import { askDaemon, type NoAnswer, strange } from './status/ask.io.ts';

/** Why a plan is not approved. `isRefused`: the daemon understood, and does not do it. */
export type NotApproved = NoAnswer & { readonly isRefused?: boolean };

/** Of an answer that holds a plan's id, or a problem. */
const mostBytes = 1_000_000;

/** Tells the daemon at that URL that a plan is right. Rejects only where `stop` is aborted. */
export async function askApproval(
  url: string,
  planId: string,
  token: string,
  stop: AbortSignal,
  proxyOf?: ProxyOf,
): Promise<Result<ApprovalJson, NotApproved>> {
  const address = below(url, 'api/v1/approve').href;
  const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
  const body = JSON.stringify({ plan: planId });
  const request = { url: new URL(address), headers, body, signal: stop };
  const asked = await askDaemon(url, { mostBytes, stop, proxyOf }, (http) => http.post(request));
  return asked.ok ? read(asked.value, address) : asked;
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
