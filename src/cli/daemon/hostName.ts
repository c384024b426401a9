import { hostname } from 'node:os';

/** What this machine is called, so that messages of several daemons can be told apart. */
export const hostName = hostname;
