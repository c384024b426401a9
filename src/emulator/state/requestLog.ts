export type LoggedRequest = {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly method: string;
  /** As sent, with the query. */
  readonly path: string;
  /** The tenant's name, null where none was reached. */
  readonly tenant: string | null;
  /** Parsed where it is JSON, else as text; null where there is none. */
  readonly body: unknown;
  /** Null where the connection was broken instead. */
  readonly status: number | null;
  /** The fault that was injected. */
  readonly fault?: string;
};

export type RequestLog = ReturnType<typeof createRequestLog>;

/** Keeps at least the latest `limit` requests, oldest first, in one list for as long as the emulator lives. */
export function createRequestLog(limit: number) {
  const entries: LoggedRequest[] = [];
  return {
    entries: entries as readonly LoggedRequest[],
    add(entry: LoggedRequest): void {
      // Dropped by halves: cutting one off the front each time would cost more than the request itself.
      if (entries.length >= 2 * limit) entries.splice(0, limit);
      entries.push(entry);
    },
    clear: () => void entries.splice(0),
  };
}
