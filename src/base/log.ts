export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

type LogCall = (fields: Readonly<Record<string, unknown>>, message: string) => void;

/** A constant message with variable fields. No field ever holds a token, a secret or a body. */
export type Log = Readonly<Record<'trace' | 'debug' | 'info' | 'warn' | 'error', LogCall>>;
