import { type Context, Hono } from 'hono';
import { getCookie, setCookie } from 'hono/cookie';
import type { ContentfulStatusCode } from 'hono/utils/http-status';
import type { Here } from '../base/time/shown.ts';
import type { Approving } from '../daemon/approval.ts';
import type { DaemonEnv, DaemonPages } from '../daemon/server/env.ts';
import type { ExplainServed } from '../daemon/server/explain.ts';
import { type StatusServed, servedStatus } from '../daemon/server/status.ts';
import type { CheckToken } from '../daemon/server/token.ts';
import type { StatusJson } from '../generated/status.ts';
import type { Recent, RecentAnswer } from '../journal/recent/recent.io.ts';
import { syncName } from '../model/syncName.ts';
import { type Language, languages } from '../report/html/language.ts';
import { commonWordsIn } from '../report/html/words.ts';
import { createActions } from './actions/routes.tsx';
import { assetAt } from './assets.ts';
import { type DetailAnswer, syncAnswer, tenantAnswer } from './detail/answers.tsx';
import { Missing } from './detail/missing.tsx';
import { FleetPage } from './fleet/page.tsx';
import { HistoryPage } from './history/page.tsx';
import { readQuery } from './history/query.ts';
import { languageCookie, languageFor } from './language.ts';
import { packed } from './packed.ts';
import { troublesIn } from './problems/now.ts';
import { ProblemsPage } from './problems/page.tsx';
import { ownPath } from './session/ownPath.ts';
import { cookieOptions, createVisitors, type Visitors, type VisitorsOptions } from './session/visitors.ts';
import { verdictOf } from './verdict.ts';
import type { View } from './view.ts';
import { wordsIn } from './words/index.ts';

/** What the pages are made from. */
export type PagesServed = StatusServed &
  VisitorsOptions & {
    /** Now, in the configured timezone. */
    readonly here: () => Here;
    readonly explain: ExplainServed;
    /** Undefined where no token is configured: then there are no buttons. */
    readonly checkToken: CheckToken | undefined;
    readonly wake: () => void;
    /** Somebody has sent the right token; from where. */
    readonly onSignIn?: (client: string) => void;
    /** What is approved on the page. */
    readonly approveOnPage: (planId: string) => Approving;
    /** The newest of the journal. */
    readonly history: (asked: Recent) => Promise<RecentAnswer>;
    /** The text of a file of the desired state or of the settings, as it was read last. */
    readonly textOf: (file: string) => string | undefined;
  };

type PageContext = Context<DaemonEnv>;
type Page = (view: View, status: StatusJson, context: PageContext) => unknown;

type PageRow = readonly [path: string, page: Page];

/** All that people look at, under its address. */
export function createPages(given: PagesServed): DaemonPages {
  const routes = new Hono<DaemonEnv>();
  const served = { ...given, ...(given.checkToken && { visitors: createVisitors(given) }) };
  const table: readonly PageRow[] = [
    ['/', (view, status) => <FleetPage view={view} status={status} state={served.state()} />],
    ['/history', (view, status, context) => historyPage(view, status, context, served)],
    ['/problems', (view) => <ProblemsPage {...{ view, state: served.state(), textOf: served.textOf }} />],
    ...detailPages(served),
  ];
  for (const [path, page] of table) {
    routes.get(path, async (context) => {
      const switched = switchedLanguage(context, served.publicUrl());
      if (switched) return switched;
      const status = await servedStatus(served);
      const made = await page(viewOf(context, served, status), status, context);
      return made instanceof Response ? made : html(context, `${made}`);
    });
  }
  routes.get('/assets/:name', async ({ req }, next) => assetAt(req.path, req.raw.headers) ?? next());
  const { checkToken, visitors, approveOnPage: approve } = served;
  if (checkToken && visitors) {
    const inPath = async (context: PageContext, path: string) =>
      viewOf(context, served, await servedStatus(served), path);
    routes.route('/', createActions({ ...given, checkToken, visitors, approve, viewOf: inPath, html }));
  }
  return {
    routes,
    nothingHere: async (context) => {
      const switched = switchedLanguage(context, served.publicUrl());
      if (switched) return switched;
      const view = viewOf(context, served, await servedStatus(served));
      return html(context, `${NothingHere({ view })}`, 404);
    },
  };
}

async function historyPage(view: View, { tenants }: StatusJson, context: PageContext, served: PagesServed) {
  const read = readQuery(view.address, view.here);
  // What cannot be read is told beside its field, and the page is there all the same.
  if (read.mistakes.length > 0) context.status(400);
  const answer = await served.history(read.asked);
  const syncs = new Set(tenants.flatMap((tenant) => tenant.syncs.map(({ sync }) => syncName(sync))));
  const known = { tenants: tenants.map(({ name }) => name), syncs: [...syncs].sort() };
  return <HistoryPage {...{ view, read, answer, ...known }} />;
}

/** What stands where there is nothing. */
function NothingHere({ view }: { readonly view: View }) {
  const { nothingHere, nothingHereHint } = view.words.frame;
  return (
    <Missing view={view} title={nothingHere} links={[]} back={['/', view.words.detail.toFleet]}>
      <p>{nothingHereHint}</p>
    </Missing>
  );
}

/** Those of a tenant and of a sync. */
function detailPages(served: PagesServed): readonly PageRow[] {
  return [
    [
      // Names that no path can hold stand in the query.
      '/tenants/',
      async (view, status, context) => {
        const { name, sync } = context.req.query();
        if (name === undefined) return context.redirect('/', 302);
        const asked = { view, status, served };
        return shown(
          context,
          await (sync === undefined ? tenantAnswer(asked, name) : syncAnswer(asked, name, sync)),
        );
      },
    ],
    [
      '/tenants/:tenant',
      async (view, status, context) => {
        const { tenant = '' } = context.req.param() as Record<string, string>;
        return shown(context, await tenantAnswer({ view, status, served }, tenant));
      },
    ],
    [
      '/tenants/:tenant/syncs/:sync',
      async (view, status, context) => {
        const { tenant = '', sync = '' } = context.req.param() as Record<string, string>;
        return shown(context, await syncAnswer({ view, status, served }, tenant, sync));
      },
    ],
  ];
}

function shown(context: PageContext, answer: DetailAnswer): Response {
  if ('location' in answer) return context.redirect(answer.location, 302);
  return html(context, `${answer.page}`, answer.status);
}

type Viewing = Pick<PagesServed, 'version' | 'here' | 'state'> & { readonly visitors?: Visitors };

function viewOf(
  context: PageContext,
  { version, here, state, visitors }: Viewing,
  status: StatusJson,
  path?: string,
): View {
  const { req } = context;
  const language = languageFor(getCookie(context, languageCookie), req.header('accept-language'));
  return {
    ...{ language, version, here: here(), address: new URL(path ?? req.url, req.url) },
    ...(visitors && { visit: visitors.visit(context) }),
    common: commonWordsIn(language),
    words: wordsIn(language),
    problems: troublesIn(state()).count,
    ...{ lastPass: status.lastPass, verdict: verdictOf(status) },
  };
}

/** What was chosen is kept for a year, and the address has nothing of it. Undefined where nothing was chosen. */
function switchedLanguage(context: PageContext, publicUrl: string | undefined): Response | undefined {
  const asked = context.req.query('lang');
  if (asked === undefined) return undefined;
  const address = new URL(context.req.url);
  address.searchParams.delete('lang');
  if ((languages as readonly string[]).includes(asked)) {
    setCookie(context, languageCookie, asked as Language, {
      ...cookieOptions(context, publicUrl),
      maxAge: 31_536_000,
    });
  }
  return context.redirect(ownPath(`${address.pathname}${address.search}`), 303);
}

function html(context: PageContext, markup: string, status?: ContentfulStatusCode): Response {
  const { body, ...headers } = packed(`<!DOCTYPE html>${markup}`, context.req.header('accept-encoding'));
  const all = {
    ...headers,
    'content-type': 'text/html; charset=utf-8',
    'content-length': `${body.length}`,
    'cache-control': 'no-store',
    vary: 'accept-encoding, accept-language, cookie',
  };
  return context.body(new Uint8Array(body), status, all);
}
