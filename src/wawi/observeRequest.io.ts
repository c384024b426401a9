import type { HttpAnswer } from '../http/client.io.ts';
import { WorldFailure } from '../problems/worldFailure.ts';
import type { RequestEvent, WawiOptions } from './options.io.ts';

/** Sends, and tells the observer what came of it. */
export async function observeRequest(
  about: Pick<RequestEvent, 'endpoint' | 'tenant'>,
  { now, observer }: Pick<WawiOptions, 'now' | 'observer'>,
  send: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const startedAt = now().getTime();
  const tell = (outcome: Pick<RequestEvent, 'status' | 'failure'>) =>
    observer?.onRequest?.({ ...about, ...outcome, milliseconds: now().getTime() - startedAt });
  try {
    const answer = await send();
    tell({ status: answer.status, failure: undefined });
    return answer;
  } catch (error) {
    if (error instanceof WorldFailure) tell({ status: undefined, failure: error.code });
    throw error;
  }
}
