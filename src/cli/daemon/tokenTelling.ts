import type { Log } from '../../base/log.ts';
import type { CheckToken } from '../../daemon/server/token.ts';

/** More clients than these that wait may be told of anew. */
const mostClients = 4_096;

/** Logs each wrong token and, once, that its client has to wait now: whoever guesses is seen. The token itself is never told. */
export function tellTokens(check: CheckToken | undefined, log: Pick<Log, 'warn'>): CheckToken | undefined {
  const held = new Set<string>();
  return (
    check &&
    ((given, client) => {
      const verdict = check(given, client);
      if (verdict.kind === 'wrong') log.warn({ client }, 'a wrong token was sent');
      if (verdict.kind !== 'held') held.delete(client);
      else if (!held.has(client)) {
        if (held.size >= mostClients) held.clear();
        held.add(client);
        log.warn(
          { client, seconds: verdict.seconds },
          'too many wrong tokens: none is looked at for a while',
        );
      }
      return verdict;
    })
  );
}
