import { randomBytes } from 'node:crypto';

/** Scopes read `resource.permission`; write does not imply read (the API page). */
export const scopes = ['worker.read', 'worker.write'] as const;
export type Scope = (typeof scopes)[number];

export type Grant = { readonly scopes: readonly Scope[]; readonly expiresAt: number };

export type Tokens = {
  issue(scopes: readonly Scope[]): string;
  /** Undefined for a token that was never issued, has expired or was revoked. */
  find(token: string): Grant | undefined;
  revokeAll(): void;
};

/** `lifetime` is in seconds, `now` in milliseconds since 1970. */
export function createTokens(lifetime: number, now: () => number): Tokens {
  const grants = new Map<string, Grant>();
  return {
    issue(granted) {
      for (const [token, { expiresAt }] of grants) if (expiresAt <= now()) grants.delete(token);
      const token = randomBytes(24).toString('base64url');
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
