export type Address = { readonly host: string; readonly port: number };

/** Reads `HOST:PORT`, `[::1]:PORT` for IPv6. Port 0 means any that is free. */
export function parseAddress(text: string): Address | { readonly mistake: string } {
  const match = /^(?:\[([\da-f:.]+)\]|([^\s:/[\]]+)):(\d{1,5})$/i.exec(text.trim());
  const port = Number(match?.[3]);
  if (!match || port > 65_535) return { mistake: `\`${text}\` is not HOST:PORT like 127.0.0.1:9480` };
  return { host: (match[1] ?? match[2])!, port };
}
