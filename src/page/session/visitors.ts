import type { Context } from 'hono';
import { deleteCookie, setCookie } from 'hono/cookie';
import type { DaemonEnv } from '../../daemon/server/env.ts';
import { isLoopback, isOwnName, nameIn } from '../../http/hosts.ts';
import { createProofs } from './proof.ts';
import { createSessions, type SessionsOptions } from './sessions.ts';
import type { ButtonNotice, PageVisit } from './visit.ts';

type VisitContext = Context<DaemonEnv>;

export type VisitorsOptions = SessionsOptions & { readonly publicUrl: () => string | undefined };

/** Whoever pressed a button, as far as the cookies tell. */
export type Visitor = { readonly id: string; readonly isSignedIn: boolean };

export type Visitors = ReturnType<typeof createVisitors>;

/**
 * Who looks at the page. A visitor's id only ties forms to the browser that got them; the id of a session comes with the
 * sign-in, under a name of its own. So a page that is reached from elsewhere, to which a browser sends no cookie
 * (`SameSite=Strict`), and which therefore gives another visitor's id, ends no session.
 */
export function createVisitors({ publicUrl, ...options }: VisitorsOptions) {
  const sessions = createSessions(options);
  const proofs = createProofs(options.randomId());
  const read = (context: VisitContext): Visitor | undefined => {
    const [session, visitor] = (['session', 'visitor'] as const).map((kind) =>
      cookieIn(context.req.header('cookie'), nameOf(kind, context, publicUrl())),
    );
    if (session !== undefined && sessions.isOpen(session)) return { id: session, isSignedIn: true };
    return visitor === undefined ? undefined : { id: visitor, isSignedIn: false };
  };
  const give = (kind: 'session' | 'visitor', context: VisitContext, id: string) => {
    setCookie(context, nameOf(kind, context, publicUrl()), id, cookieOptions(context, publicUrl()));
    return id;
  };
  return {
    read,
    /** What a page with buttons needs; who comes without an id gets one. */
    visit(context: VisitContext): PageVisit {
      const { id, isSignedIn } = read(context) ?? {
        id: give('visitor', context, options.randomId()),
        isSignedIn: false,
      };
      const notice = isSignedIn ? sessions.told(id) : undefined;
      return { proof: proofs.of(id), isSignedIn, ...(notice && { notice }) };
    },
    isProof: ({ id }: Visitor, proof: string): boolean => proofs.isFor(id, proof),
    signIn: (context: VisitContext): Visitor => ({
      id: give('session', context, sessions.open()),
      isSignedIn: true,
    }),
    signOut(context: VisitContext, { id }: Visitor): void {
      sessions.end(id);
      deleteCookie(context, nameOf('session', context, publicUrl()), cookieOptions(context, publicUrl()));
    },
    tell: ({ id }: Visitor, notice: ButtonNotice): void => sessions.tell(id, notice),
  };
}

/**
 * Whether what is sent travels by https, as far as whoever listens at plain http can know: by the address that is
 * configured, or by the word of a proxy on this machine.
 */
export function isBehindHttps({ req, env }: VisitContext, publicUrl: string | undefined): boolean {
  if (publicUrl !== undefined && new URL(publicUrl).protocol === 'https:') return true;
  const isOnThisMachine = isLoopback((env.incoming.socket.remoteAddress ?? '').replace(/^::ffff:/, ''));
  return isOnThisMachine && /^https(?:,|$)/i.test(req.header('x-forwarded-proto') ?? '');
}

export function cookieOptions(context: VisitContext, publicUrl: string | undefined) {
  const secure = isBehindHttps(context, publicUrl);
  return { path: '/', httpOnly: true, sameSite: 'Strict', secure } as const;
}

/** With the prefix no other server of the same domain can set one. Browsers take it from real names by https alone. */
function nameOf(kind: 'session' | 'visitor', context: VisitContext, publicUrl: string | undefined): string {
  const isNamed = !isOwnName(nameIn(context.req.header('host') ?? 'localhost'));
  return `${isNamed && isBehindHttps(context, publicUrl) ? '__Host-' : ''}sollist-${kind}`;
}

/** Undefined also where there are two of one name: one of them is somebody else's. */
function cookieIn(header: string | undefined, name: string): string | undefined {
  const values = (header ?? '').split(';').flatMap((pair) => {
    const [key, value] = pair.split('=', 2).map((part) => part.trim());
    return key === name ? [value ?? ''] : [];
  });
  const [value] = values;
  return values.length === 1 && /^[\w-]{43}$/.test(value!) ? value : undefined;
}
