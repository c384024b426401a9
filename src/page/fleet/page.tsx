import type { StatusJson } from '../../generated/status.ts';
import { Frame } from '../frame.tsx';
import type { View } from '../view.ts';

/** All tenants. */
export function FleetPage({ view, status }: { readonly view: View; readonly status: StatusJson }) {
  const { fleet, frame } = view.words;
  return (
    <Frame view={view} title={frame.fleet}>
      <h1>{fleet.tenants(status.summary.tenants)}</h1>
    </Frame>
  );
}
