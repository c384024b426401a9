/** Scopes read `resource.permission`; write does not imply read (the API page). */
export const scopes = ['worker.read', 'worker.write'] as const;
export type WorkerScope = (typeof scopes)[number];

export type IssuedToken = { readonly scopes: readonly WorkerScope[]; readonly expiresAt: number };

export type Tokens = {
  issue(scopes: readonly WorkerScope[]): string;
  /** Undefined for a token that was never issued, has expired or was revoked. */
  find(token: string): IssuedToken | undefined;
  revokeAll(): void;
};

/** `lifetime` is in seconds, `now` in milliseconds since 1970; nobody can guess what `newToken` gives. */
export function createTokens(lifetime: number, now: () => number, newToken: () => string): Tokens {
  const grants = new Map<string, IssuedToken>();
  return {
    issue(granted) {
      for (const [token, { expiresAt }] of grants) if (expiresAt <= now()) grants.delete(token);
      const token = newToken();
      grants.set(token, { scopes: granted, expiresAt: now() + lifetime * 1000 });
      return token;
    },
    find(token) {
      const grant = grants.get(token);
      return grant && grant.expiresAt > now() ? grant : undefined;
    },
    revokeAll: () => grants.clear(),
  };
}
