import type { Problem } from '../problems/problem.ts';
import { type Flag, option, orWrongUsage } from './option.ts';

export type Address = { readonly host: string; readonly port: number };

/** Reads `HOST:PORT`, `[::1]:PORT` for IPv6. Port 0 means any that is free. */
export function parseAddress(text: string): Address | { readonly mistake: string } {
  const match = /^(?:\[([\da-f:.]+)\]|([^\s:/[\]]+)):(\d{1,5})$/i.exec(text.trim());
  const port = Number(match?.[3]);
  if (!match || port > 65_535) return { mistake: `\`${text}\` is not HOST:PORT like 127.0.0.1:9480` };
  return { host: (match[1] ?? match[2])!, port };
}

/** The address at which something listens: `usual` where nobody says. */
export function listenFlag(about: string, usual: string, variable: string): Flag<Address> {
  const parse = orWrongUsage(parseAddress);
  return option('--listen <host:port>', about, parse, { fallback: parse(usual), shown: usual, variable });
}

/** The address of the daemon. */
export function daemonFlag(about: string): Flag<Address> {
  return listenFlag(about, '127.0.0.1:9470', 'SOLLIST_LISTEN');
}

/** What the system says against listening there, in words. @throws the error itself where it is not the system's. */
export function whyNotListening(error: unknown, address: Address): { readonly problem: Problem } {
  if (!(error instanceof Error && 'syscall' in error)) throw error;
  const [message, hint] = wordsOf(error as NodeJS.ErrnoException, address);
  return { problem: { code: 'listen', message, hint } };
}

function wordsOf({ code }: NodeJS.ErrnoException, { host, port }: Address): readonly [string, string] {
  const place = `${host}:${port}`;
  switch (code) {
    case 'EADDRINUSE':
      return [`${place} is in use`, `choose another with --listen ${host}:PORT (0 picks one that is free)`];
    case 'EACCES':
      return [`${place} may not be listened on`, 'choose a port from 1024 up with --listen HOST:PORT'];
    case 'EADDRNOTAVAIL':
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return [`${host} is no address of this machine`, '--listen takes HOST:PORT like 127.0.0.1:0'];
    default:
      return [`${place} cannot be listened on (${code})`, 'choose another with --listen HOST:PORT'];
  }
}
