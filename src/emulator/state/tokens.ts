/** Scopes read `resource.permission`; write does not imply read (the API page). */
export const scopes = ['worker.read', 'worker.write'] as const;
export type WorkerScope = (typeof scopes)[number];

type IssuedToken = { readonly scopes: readonly WorkerScope[]; readonly expiresAt: number };

export type Tokens = ReturnType<typeof createTokens>;

/** `lifetime` is in seconds, `now` in milliseconds since 1970; nobody can guess what `newToken` gives. */
export function createTokens(lifetime: number, now: () => number, newToken: () => string) {
  const grants = new Map<string, IssuedToken>();
  return {
    issue(granted: readonly WorkerScope[]): string {
      for (const [token, { expiresAt }] of grants) if (expiresAt <= now()) grants.delete(token);
      const token = newToken();
      grants.set(token, { scopes: granted, expiresAt: now() + lifetime * 1000 });
      return token;
    },
    /** Undefined for a token that was never issued, has expired or was revoked. */
    find(token: string): IssuedToken | undefined {
      const grant = grants.get(token);
      return grant && grant.expiresAt > now() ? grant : undefined;
    },
    revokeAll: () => grants.clear(),
  };
}
