import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';

/** What comes with each request. */
export type DaemonEnv = {
  readonly Bindings: HttpBindings;
  readonly Variables: {
    /** Read already, and not long. */
    readonly body: string;
  };
};

export type DaemonRoutes = Hono<DaemonEnv>;
