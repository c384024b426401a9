import type { Post } from '../../http/client.io.ts';
import { stoppedAt } from '../../http/failures.ts';
import { WorldFailure } from '../../problems/worldFailure.ts';
import type { TokenReason } from '../observer.ts';
import type { WawiOptions } from '../options.ts';
import { shareWork } from './sharedWork.ts';
import type { SignIn } from './signIn.ts';
import { type AccessToken, fetchToken, type OAuthClient, tokenTarget } from './token.ts';

/** A token endpoint that has just failed is not asked again by every tenant in turn. Milliseconds. */
const failureLasts = 10_000;

/**
 * One token for all tenants of an OAuth client: fetched once, renewed before its time runs out and once it is refused.
 * Whoever needs it meanwhile waits for the one fetch.
 */
export function signInByToken(client: OAuthClient, post: Post, options: WawiOptions): SignIn {
  const { clock, observer } = options;
  let token: AccessToken | undefined;
  let reason: TokenReason = 'first';
  let failed: { readonly failure: WorldFailure; readonly at: number } | undefined;

  const renew = shareWork(async (stop) => {
    observer?.onToken?.({ reason });
    try {
      token = await fetchToken(client, post, options, stop);
      failed = undefined;
      return token;
    } catch (error) {
      if (error instanceof WorldFailure && error.code !== 'stopped')
        failed = { failure: error, at: clock.monotonic() };
      throw error;
    }
  });

  return {
    async authorization(signal) {
      const time = clock.monotonic();
      if (token && time < token.renewAt) return token.authorization;
      if (token) [token, reason] = [undefined, 'expired'];
      if (failed && time - failed.at < failureLasts) throw failed.failure;
      return (await renew(signal, () => stoppedAt(tokenTarget(client)))).authorization;
    },
    refused(authorization) {
      if (token?.authorization === authorization) [token, reason] = [undefined, 'refused'];
      return true;
    },
    secrets: [client.clientSecret],
  };
}
