import type { HttpAnswer } from '../http/client.io.ts';
import { WorldFailure } from '../problems/worldFailure.ts';
import type { RequestEvent, WawiOptions } from './options.io.ts';

/** Sends, and tells the observer what came of it. */
export async function observeRequest(
  about: Pick<RequestEvent, 'endpoint' | 'tenant'>,
  { clock, observer }: Pick<WawiOptions, 'clock' | 'observer'>,
  send: () => Promise<HttpAnswer>,
): Promise<HttpAnswer> {
  const startedAt = clock.now();
  const tell = (outcome: Pick<RequestEvent, 'status' | 'failure'>) =>
    observer?.onRequest?.({ ...about, ...outcome, milliseconds: clock.now() - startedAt });
  try {
    const answer = await send();
    tell({ status: answer.status, failure: undefined });
    return answer;
  } catch (error) {
    if (error instanceof WorldFailure) tell({ status: undefined, failure: error.code });
    throw error;
  }
}
