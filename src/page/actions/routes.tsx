import { type Context, Hono } from 'hono';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import { type Approving, extentOf } from '../../daemon/approval.ts';
import { clientOf } from '../../daemon/server/client.ts';
import type { DaemonEnv, DaemonRoutes } from '../../daemon/server/env.ts';
import type { CheckToken } from '../../daemon/server/token.ts';
import { shortPlanId } from '../../reconcile/safety/waysOut.ts';
import { isForeign } from '../session/foreign.ts';
import { type ActionFields, readForm } from '../session/form.ts';
import { ownPath } from '../session/ownPath.ts';
import type { ButtonNotice } from '../session/visit.ts';
import { isBehindHttps, type Visitor, type Visitors } from '../session/visitors.ts';
import type { View } from '../view.ts';
import { NotDonePage, SignInPage } from './answers.tsx';
import type { PageAction } from './buttons.tsx';

type ActionContext = Context<DaemonEnv>;

export type ActionsServed = {
  readonly checkToken: CheckToken;
  readonly visitors: Visitors;
  readonly publicUrl: () => string | undefined;
  /** Asks for a pass. */
  readonly wake: () => void;
  readonly onSignIn?: (client: string) => void;
  readonly approve: (planId: string) => Approving;
  /** For a page that leads back to this path. */
  readonly viewOf: (context: ActionContext, path: string) => Promise<View>;
  readonly html: (context: ActionContext, markup: string, status: ContentfulStatusCode) => Response;
};

const actions: readonly string[] = ['reconcile', 'approve', 'sign-out'] satisfies PageAction[];

/** What the buttons post to. Whatever is wrong with a request is found before anything is done. */
export function createActions(served: ActionsServed): DaemonRoutes {
  const routes = new Hono<DaemonEnv>();
  routes.post('/actions/:action', (context, next) => {
    const action = context.req.param('action');
    return actions.includes(action) ? act(action as PageAction, context, served) : next();
  });
  routes.all('/actions/:action', (context, next) => {
    if (!actions.includes(context.req.param('action'))) return next();
    context.header('allow', 'POST');
    return notDone(405, 'onlyForms', '/', context, served);
  });
  return routes;
}

async function act(action: PageAction, context: ActionContext, served: ActionsServed): Promise<Response> {
  const { req } = context;
  const publicUrl = served.publicUrl();
  const asking = {
    ...{ origin: req.header('origin'), secFetchSite: req.header('sec-fetch-site'), host: req.header('host') },
    ...{ isHttps: isBehindHttps(context, publicUrl), publicUrl },
  };
  if (isForeign(asking)) return notDone(403, 'foreign', '/', context, served);
  const form = readForm(req.header('content-type'), context.get('body'));
  if (!form.ok) return notDone(form.why, 'noForm', '/', context, served);
  const from = ownPath(form.value.from);
  const visitor = served.visitors.read(context);
  if (!visitor || !served.visitors.isProof(visitor, form.value.proof))
    return notDone(403, 'stale', from, context, served);
  if (action === 'sign-out') {
    served.visitors.signOut(context, visitor);
    return back(from, context);
  }
  const signedIn = visitor.isSignedIn ? visitor : await signIn(action, form.value, context, served);
  if (signedIn instanceof Response) return signedIn;
  served.visitors.tell(signedIn, perform(action, form.value.plan, served));
  return back(from, context);
}

function perform(action: PageAction, plan: string, { wake, approve }: ActionsServed): ButtonNotice {
  if (action === 'approve') return noticeOf(approve(plan));
  wake();
  return { kind: 'asked' };
}

function noticeOf(answer: Approving): ButtonNotice {
  switch (answer.kind) {
    case 'approved': {
      const { approval, plan } = answer;
      return { kind: 'approved', plan: shortPlanId(plan.id), until: approval.until, ...extentOf(plan) };
    }
    case 'another':
      return { kind: 'another', refused: answer.refused && shortPlanId(answer.refused.id) };
    default:
      return { kind: answer.kind };
  }
}

/** Whoever is in now, or what asks for the token. */
async function signIn(
  action: PageAction,
  { token, plan, from }: ActionFields,
  context: ActionContext,
  { checkToken, visitors, viewOf, html, onSignIn }: ActionsServed,
): Promise<Visitor | Response> {
  const client = clientOf(context.env.incoming.socket.remoteAddress);
  const verdict = token === '' ? undefined : checkToken(token, client);
  if (verdict?.kind === 'right') {
    onSignIn?.(client);
    return visitors.signIn(context);
  }
  const view = await viewOf(context, ownPath(from));
  const words = view.words.actions;
  const page = (mistake?: string) =>
    `${<SignInPage view={view} action={action} plan={plan} {...(mistake !== undefined && { mistake })} />}`;
  if (verdict?.kind === 'held') {
    context.header('retry-after', `${verdict.seconds}`);
    return html(context, page(words.held(verdict.seconds)), 429);
  }
  context.header('www-authenticate', 'Bearer realm="sollist"');
  return html(context, page(verdict && words.wrongToken), 401);
}

async function notDone(
  status: ContentfulStatusCode,
  why: 'foreign' | 'noForm' | 'onlyForms' | 'stale',
  path: string,
  context: ActionContext,
  { viewOf, html }: ActionsServed,
): Promise<Response> {
  const view = await viewOf(context, path);
  return html(context, `${<NotDonePage view={view} why={view.words.actions[why]} />}`, status);
}

function back(path: string, context: ActionContext): Response {
  context.header('cache-control', 'no-store');
  return context.redirect(path, 303);
}
