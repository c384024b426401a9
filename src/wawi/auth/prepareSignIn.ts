import type { Post } from '../../http/client.io.ts';
import { failureAt } from '../../http/failures.ts';
import type { SecretSource } from '../../model/secret.ts';
import type { Connection } from '../../model/settings.ts';
import type { WawiOptions } from '../options.ts';
import { signInByKey } from './signIn.ts';
import { signInByToken } from './signInByToken.ts';

/** Secrets are read each time a tenant is opened, so a rotated one is noticed; the same ones give the same sign-in. */
export async function prepareSignIn({ auth, baseUrl }: Connection, post: Post, options: WawiOptions) {
  const read = async (source: SecretSource, what: string) => {
    const secret = await options.readSecret(source);
    if (secret.ok) return secret.value;
    throw notSignedIn(baseUrl, `the ${what} cannot be read: ${secret.why}`);
  };
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

function notSignedIn(baseUrl: string, what: string) {
  return failureAt({ method: 'GET', url: new URL(baseUrl) }, 'unauthorized', what);
}
