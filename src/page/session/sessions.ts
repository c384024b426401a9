import { createHash } from 'node:crypto';
import type { ButtonNotice } from './visit.ts';

/** Milliseconds: since the last time that a button was pressed, since the sign-in, and for as long as a notice is shown. */
const [idleTime, longestTime, noticeTime] = [8 * 3_600_000, 7 * 86_400_000, 30_000];
const mostSessions = 1_000;

type SignedIn = {
  readonly since: number;
  readonly usedAt: number;
  readonly notice?: { readonly notice: ButtonNotice; readonly at: number };
};

export type SessionsOptions = {
  /** A text that nobody can guess. */
  readonly randomId: () => string;
  /** Milliseconds that only go forward. */
  readonly monotonic: () => number;
};

/** Who is signed in. Nothing is kept that would let anybody in: of ids the hashes, and no token. */
export function createSessions({ randomId, monotonic }: SessionsOptions) {
  const sessions = new Map<string, SignedIn>();
  const find = (id: string): SignedIn | undefined => {
    const [key, now] = [hashed(id), monotonic()];
    const session = sessions.get(key);
    if (!session) return undefined;
    if (now - session.usedAt < idleTime && now - session.since < longestTime) return session;
    sessions.delete(key);
    return undefined;
  };
  const put = (id: string, session: SignedIn) => {
    const key = hashed(id);
    sessions.delete(key); // what is put last stands last
    sessions.set(key, session);
    if (sessions.size > mostSessions) sessions.delete(sessions.keys().next().value!);
  };
  return {
    isOpen: (id: string): boolean => find(id) !== undefined,
    /** A new id, whatever the visitor had before. */
    open(): string {
      const [id, now] = [randomId(), monotonic()];
      put(id, { since: now, usedAt: now });
      return id;
    },
    end: (id: string): boolean => sessions.delete(hashed(id)),
    /** Keeps what came of a button for whoever pressed it. */
    tell(id: string, notice: ButtonNotice): void {
      const [session, now] = [find(id), monotonic()];
      if (session) put(id, { since: session.since, usedAt: now, notice: { notice, at: now } });
    },
    /** What was told last, for a while: the script of the page fetches it again at any moment. */
    told(id: string): ButtonNotice | undefined {
      const { notice } = find(id) ?? {};
      return notice && monotonic() - notice.at < noticeTime ? notice.notice : undefined;
    },
  };
}

function hashed(id: string): string {
  return createHash('sha256').update(id).digest('base64url');
}
