import { Foreign } from '../report/html/kit/foreign.tsx';

type SyncNames = { readonly id: string; readonly name: string };

/** The address of a tenant's page. */
export function tenantHref(tenant: string): string {
  return isDots(tenant) ? dotsHref({ name: tenant }) : `/tenants/${encodeURIComponent(tenant)}`;
}

/** The address of a sync's page: by its identifier, or by its name where nobody knows that yet. */
export function syncHref(tenant: string, { id, name }: SyncNames): string {
  const sync = id || name;
  if (isDots(tenant) || isDots(sync)) return dotsHref({ name: tenant, sync });
  return `${tenantHref(tenant)}/syncs/${encodeURIComponent(sync)}`;
}

/** Browsers take such a part of a path for a way up, even percent-encoded (URL Standard, "double-dot URL path segment"). */
function isDots(name: string): boolean {
  return name === '.' || name === '..';
}

function dotsHref(names: Readonly<Record<string, string>>): string {
  return `/tenants/?${new URLSearchParams(names)}`;
}

export function TenantLink({ name }: { readonly name: string }) {
  return (
    <a href={tenantHref(name)}>
      <Foreign text={name} />
    </a>
  );
}
