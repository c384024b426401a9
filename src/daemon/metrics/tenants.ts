/** The tenants that have series of their own, so that those of one that has gone can be removed. */
export function createTenants(remove: (tenant: string) => void) {
  const known = new Set<string>();
  return {
    /** Whether it has none yet. */
    meet(tenant: string): boolean {
      if (known.has(tenant)) return false;
      known.add(tenant);
      return true;
    },
    forget(isGone: (tenant: string) => boolean): void {
      for (const tenant of [...known].filter(isGone)) {
        known.delete(tenant);
        remove(tenant);
      }
    },
  };
}
