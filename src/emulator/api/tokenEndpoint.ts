import { Buffer } from 'node:buffer';
import { scopes, type WorkerScope } from '../state/tokens.ts';
import { type ApiAnswer, json } from './answer.ts';
import { type Call, header } from './call.ts';
import type { Installation, Setup } from './installation.ts';

/** The token endpoint, client credentials only (RFC 6749, sections 4.4 and 5). */
export function serveToken(call: Call, wawi: Installation): ApiAnswer {
  if (call.method !== 'POST') return json(405, { error: 'invalid_request' }, { allow: 'POST' });
  if (!isForm(call)) return json(400, { error: 'invalid_request' });
  if (!isClient(header(call, 'authorization') ?? '', wawi.setup.client)) {
    return json(401, { error: 'invalid_client' }, { 'www-authenticate': 'Basic realm="emulator"' });
  }
  return grant(new URLSearchParams(call.body), wawi);
}

function isForm(call: Call): boolean {
  const type = header(call, 'content-type') ?? '';
  return type.split(';')[0]!.trim().toLowerCase() === 'application/x-www-form-urlencoded';
}

/** Id and secret come form-encoded (RFC 6749, section 2.3.1), which many clients leave out: both are taken. */
function isClient(authorization: string, client: Setup['client']): boolean {
  const [, encoded] = /^Basic ([\w+/=-]+)$/i.exec(authorization) ?? [];
  if (encoded === undefined) return false;
  const sent = Buffer.from(encoded, 'base64').toString();
  const isAsItIs = sent === `${client.id}:${client.secret}`;
  const [id, secret] = sent.split(':').map(formDecode);
  return isAsItIs || (id === client.id && secret === client.secret);
}

function formDecode(text: string): string | null {
  return new URLSearchParams(`text=${text.replaceAll('&', '%26')}`).get('text');
}

function grant(form: URLSearchParams, { setup, tokens }: Installation): ApiAnswer {
  const type = form.get('grant_type');
  if (type === null) return json(400, { error: 'invalid_request' });
  if (type !== 'client_credentials') return json(400, { error: 'unsupported_grant_type' });
  const asked = form.get('scope');
  if (asked === null && setup.requiresScope) return json(400, { error: 'invalid_scope' });
  const granted = permitted(asked ?? '', setup.scopes);
  const token = {
    access_token: tokens.issue(granted),
    token_type: 'Bearer',
    expires_in: setup.tokenLifetime,
  };
  return json(200, { ...token, scope: granted.join(' ') }, { 'cache-control': 'no-store' });
}

/** What was asked for, as far as the client may have it; a request that names no scope of the worker's gets all it may have. */
function permitted(asked: string, allowed: readonly WorkerScope[]): readonly WorkerScope[] {
  const words = asked.split(' ');
  if (!scopes.some((scope) => words.includes(scope))) return allowed;
  return allowed.filter((scope) => words.includes(scope));
}
