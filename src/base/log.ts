export const logLevels = ['trace', 'debug', 'info', 'warn', 'error', 'silent'] as const;
export type LogLevel = (typeof logLevels)[number];

/** `words`: what people read in place of both, where it is they who read; empty for nothing. */
type LogCall = (fields: Readonly<Record<string, unknown>>, message: string, words?: string) => void;

/** A constant message with variable fields. No field ever holds a token, a secret or a body. */
export type Log = Readonly<Record<'trace' | 'debug' | 'info' | 'warn' | 'error', LogCall>>;
