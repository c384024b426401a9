#!/usr/bin/env node
// One comment on the pull request (GitHub) or merge request (GitLab) that this pipeline runs for: made once, then updated.
//   comment.js FILE [KEY]     several keys are several comments
// It needs Node and what the pipeline sets, and a token: GITHUB_TOKEN, or SOLLIST_GITLAB_TOKEN (scope `api`).
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';

const { env } = process;
/** Milliseconds. */
const longestAnswer = 30_000;
const pauses = [1_000, 5_000];
const pageSize = 100;

try {
  const [file, key = 'sollist'] = process.argv.slice(2);
  if (file === undefined || !/^[\w. -]{1,80}$/.test(key)) throw new Error('usage: comment.js FILE [KEY]');
  const marker = `<!-- ${key} -->`;
  const body = `${marker}\n${await readFile(file, 'utf8')}`;
  const forge = env.GITLAB_CI ? gitlab() : await github();
  console.log(await patiently(() => put(forge, marker, body)));
} catch (error) {
  console.error(`error: ${error.message}`);
  process.exitCode = 1;
}

/** Looks before it makes one, also when it tries again: the first try may have made it. */
async function put(forge, marker, body) {
  const me = await forge.me();
  for await (const comment of forge.comments()) {
    if (forge.author(comment) !== me || !comment.body.startsWith(marker)) continue;
    if (comment.body === body) return `the comment says so already: ${forge.link(comment)}`;
    return `comment updated: ${forge.link(await forge.update(comment, body))}`;
  }
  return `comment made: ${forge.link(await forge.create(body))}`;
}

async function github() {
  const token = needed('GITHUB_TOKEN');
  const event = JSON.parse(await readFile(needed('GITHUB_EVENT_PATH'), 'utf8'));
  const number = event.pull_request?.number;
  if (number === undefined) throw new Error('this run is for no pull request');
  const repository = `${needed('GITHUB_API_URL')}/repos/${needed('GITHUB_REPOSITORY')}`;
  const list = `${repository}/issues/${number}/comments`;
  const call = (method, url, json) =>
    request(method, url, { authorization: `Bearer ${token}`, accept: 'application/vnd.github+json' }, json);
  return {
    // The token of a workflow is an app's, which the REST API does not tell the name of.
    me: async () => {
      const answer = await call('POST', needed('GITHUB_GRAPHQL_URL'), { query: '{ viewer { login } }' });
      return answer.data?.viewer?.login;
    },
    comments: () => pages((page) => call('GET', `${list}?per_page=${pageSize}&page=${page}`)),
    author: (comment) => comment.user?.login,
    link: (comment) => comment.html_url,
    create: (body) => call('POST', list, { body }),
    update: ({ id }, body) => call('PATCH', `${repository}/issues/comments/${id}`, { body }),
  };
}

function gitlab() {
  const token = needed('SOLLIST_GITLAB_TOKEN');
  const api = needed('CI_API_V4_URL');
  const number = needed('CI_MERGE_REQUEST_IID');
  const list = `${api}/projects/${needed('CI_PROJECT_ID')}/merge_requests/${number}/notes`;
  const call = (method, url, json) => request(method, url, { 'private-token': token }, json);
  return {
    me: async () => (await call('GET', `${api}/user`)).id,
    comments: () => pages((page) => call('GET', `${list}?sort=asc&per_page=${pageSize}&page=${page}`)),
    author: (note) => note.author?.id,
    link: ({ id }) => `${env.CI_PROJECT_URL ?? ''}/-/merge_requests/${number}#note_${id}`,
    create: (body) => call('POST', list, { body }),
    update: ({ id }, body) => call('PUT', `${list}/${id}`, { body }),
  };
}

async function* pages(read) {
  for (let page = 1; ; page += 1) {
    const items = await read(page);
    yield* items;
    if (items.length < pageSize) return;
  }
}

function needed(name) {
  if (!env[name]) throw new Error(`${name} is not set`);
  return env[name];
}

async function request(method, url, headers, json) {
  const response = await fetch(url, {
    method,
    headers: { 'user-agent': 'sollist', ...headers, ...(json && { 'content-type': 'application/json' }) },
    ...(json && { body: JSON.stringify(json) }),
    signal: AbortSignal.timeout(longestAnswer),
  }).catch((error) => {
    throw passing(new Error(`${method} ${url}: ${error.cause?.code ?? error.name}`));
  });
  if (response.ok) return response.json();
  const said = await response.json().catch(() => ({}));
  const words =
    typeof said.message === 'string' ? `: ${said.message.replace(/[^\x20-\x7e]/g, ' ').slice(0, 200)}` : '';
  const failure = new Error(`${method} ${url}: ${response.status}${words}`);
  throw response.status === 429 || response.status >= 500 ? passing(failure) : failure;
}

function passing(error) {
  return Object.assign(error, { isPassing: true });
}

async function patiently(act) {
  for (const pause of pauses) {
    try {
      return await act();
    } catch (error) {
      if (!error.isPassing) throw error;
      await sleep(pause);
    }
  }
  return act();
}
