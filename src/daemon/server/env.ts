import type { HttpBindings } from '@hono/node-server';
import type { Context, Hono } from 'hono';

/** What comes with each request. */
export type DaemonEnv = {
  readonly Bindings: HttpBindings;
  readonly Variables: {
    /** Read already, and not long. */
    readonly body: string;
  };
};

export type DaemonRoutes = Hono<DaemonEnv>;

/** What people look at, and what they see where there is nothing. */
export type DaemonPages = {
  readonly routes: DaemonRoutes;
  readonly nothingHere: (context: Context<DaemonEnv>) => Response | Promise<Response>;
};
