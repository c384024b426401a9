import type { Post } from '../../http/client.io.ts';
import { failureAt } from '../../http/failures.ts';
import type { Concealed, ReadSecret, SecretSource } from '../../model/secret.ts';
import type { Connection } from '../../model/settings.ts';
import type { WawiOptions } from '../options.ts';
import { signInByKey } from './signIn.ts';
import { signInByToken } from './signInByToken.ts';

/** Secrets are read each time a tenant is opened, so a rotated one is noticed; the same ones give the same sign-in. */
export async function prepareSignIn({ auth, baseUrl }: Connection, post: Post, options: WawiOptions) {
  const read = (source: SecretSource, what: string) =>
    readCredential(source, what, baseUrl, options.readSecret);
  switch (auth.kind) {
    case 'oauth': {
      const { tokenUrl, scope } = auth;
      const clientId =
        typeof auth.clientId === 'string' ? auth.clientId : (await read(auth.clientId, 'client id')).reveal();
      const clientSecret = await read(auth.clientSecret, 'client secret');
      const client = { tokenUrl, clientId, clientSecret, ...(scope !== undefined && { scope }) };
      const key = JSON.stringify([tokenUrl, clientId, clientSecret.reveal(), scope]);
      return { key, make: () => signInByToken(client, post, options) };
    }
    case 'apiKey': {
      const apiKey = await read(auth.apiKey, 'API key');
      const unusable = () =>
        notSignedIn(baseUrl, 'the API key holds characters that no HTTP header can carry');
      return { key: JSON.stringify([baseUrl, apiKey.reveal()]), make: () => signInByKey(apiKey, unusable) };
    }
    case 'none':
      throw notSignedIn(baseUrl, 'nothing says how to sign in');
  }
}

async function readCredential(
  source: SecretSource,
  what: string,
  baseUrl: string,
  readSecret: ReadSecret,
): Promise<Concealed> {
  const secret = await readSecret(source);
  if (secret.ok) return secret.value;
  throw notSignedIn(baseUrl, `the ${what} cannot be read: ${secret.why}`);
}

function notSignedIn(baseUrl: string, what: string) {
  return failureAt({ method: 'GET', url: new URL(baseUrl) }, 'unauthorized', what);
}
