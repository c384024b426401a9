import type { RequestListener } from 'node:http';
import { text } from 'node:stream/consumers';
import type { House } from '../support/product.ts';

/** A comment as both forges keep it: `author` is a login on GitHub, a number on GitLab. */
export type Comment = { readonly id: number; readonly author: string | number; body: string };

export type Forge = {
  readonly url: string;
  /** `METHOD path`, in the order in which they came, without those that only look. */
  readonly writes: string[];
  readonly comments: Comment[];
  /** The status for the next requests, instead of an answer. */
  readonly trouble: number[];
};

type Asked = { readonly method: string; readonly url: URL; readonly token: string; readonly json: Body };
type Body = { readonly body?: string; readonly query?: string };
type Answer = { readonly status: number; readonly json: unknown };
type Serve = (asked: Asked, forge: Omit<Forge, 'url'>) => Answer;

/** Stands in for the GitHub API, with pull request 7 of `acme/shop` and the token `good`. */
export function standInForGitHub(house: House): Promise<Forge> {
  const comments = '/repos/acme/shop/issues/7/comments';
  return standIn(house, ({ method, url, token, json }, forge) => {
    if (token !== 'Bearer good')
      return { status: 403, json: { message: 'Resource not accessible by integration' } };
    const shown = ({ id, author, body }: Comment) => ({
      ...{ id, body, user: { login: author } },
      html_url: `https://github.example/acme/shop/pull/7#issuecomment-${id}`,
    });
    switch (`${method} ${url.pathname}`) {
      case 'POST /graphql':
        return { status: 200, json: { data: { viewer: { login: 'robot[bot]' } } } };
      case `GET ${comments}`:
        return { status: 200, json: page(forge.comments, url).map(shown) };
      case `POST ${comments}`:
        return { status: 201, json: shown(add(forge, 'robot[bot]', json.body!)) };
    }
    const edited = method === 'PATCH' && url.pathname.startsWith('/repos/acme/shop/issues/comments/');
    return edited ? { status: 200, json: shown(edit(forge, url, json.body!)) } : nothing;
  });
}

/** Stands in for the GitLab API, with merge request 7 of project 5 and the token `good`. */
export function standInForGitLab(house: House): Promise<Forge> {
  const notes = '/api/v4/projects/5/merge_requests/7/notes';
  return standIn(house, ({ method, url, token, json }, forge) => {
    if (token !== 'good') return { status: 401, json: { message: '401 Unauthorized' } };
    const shown = ({ id, author, body }: Comment) => ({ id, body, author: { id: author } });
    switch (`${method} ${url.pathname}`) {
      case 'GET /api/v4/user':
        return { status: 200, json: { id: 9, username: 'robot' } };
      case `GET ${notes}`:
        return { status: 200, json: page(forge.comments, url).map(shown) };
      case `POST ${notes}`:
        return { status: 201, json: shown(add(forge, 9, json.body!)) };
    }
    const edited = method === 'PUT' && url.pathname.startsWith(`${notes}/`);
    return edited ? { status: 200, json: shown(edit(forge, url, json.body!)) } : nothing;
  });
}

const nothing: Answer = { status: 404, json: { message: 'Not Found' } };

async function standIn(house: House, serve: Serve): Promise<Forge> {
  const forge: Omit<Forge, 'url'> = { writes: [], comments: [], trouble: [] };
  const listener: RequestListener = async (request, response) => {
    const url = new URL(request.url!, 'http://here');
    const body = await text(request);
    const method = request.method!;
    const token = request.headers.authorization ?? String(request.headers['private-token']);
    if (method !== 'GET' && url.pathname !== '/graphql') forge.writes.push(`${method} ${url.pathname}`);
    const status = forge.trouble.shift();
    const json: Body = body === '' ? {} : JSON.parse(body);
    const answer =
      status === undefined
        ? serve({ method, url, token, json }, forge)
        : { status, json: { message: 'trouble' } };
    response
      .writeHead(answer.status, { 'content-type': 'application/json' })
      .end(JSON.stringify(answer.json));
  };
  return { url: await house.serve(listener), ...forge };
}

function page(comments: readonly Comment[], url: URL): readonly Comment[] {
  const [number, size] = ['page', 'per_page'].map((name) => Number(url.searchParams.get(name)));
  return comments.slice((number! - 1) * size!, number! * size!);
}

function add({ comments }: Pick<Forge, 'comments'>, author: Comment['author'], body: string): Comment {
  const comment = { id: comments.length + 1, author, body };
  comments.push(comment);
  return comment;
}

function edit({ comments }: Pick<Forge, 'comments'>, url: URL, body: string): Comment {
  const comment = comments.find(({ id }) => url.pathname.endsWith(`/${id}`))!;
  comment.body = body;
  return comment;
}
