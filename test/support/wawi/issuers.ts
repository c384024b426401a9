import { createPublicKey, generateKeyPairSync, type JsonWebKey, verify } from 'node:crypto';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { OAuth2Server } from 'oauth2-mock-server';
// @ts-expect-error: it brings no types
import Provider from 'oidc-provider';

/** An authorization server that somebody else has written. */
export type Issuer = {
  readonly tokenUrl: string;
  /** Whether it has issued this token. */
  readonly knows: (token: string) => Promise<boolean>;
  readonly close: () => Promise<void>;
};

/** oauth2-mock-server: signed tokens, for anybody. */
export async function startMockIssuer(): Promise<Issuer> {
  const server = new OAuth2Server();
  await server.issuer.keys.generate('RS256');
  await server.start(0, '127.0.0.1');
  const { port } = server.address();
  const url = `http://127.0.0.1:${port}`;
  return {
    tokenUrl: `${url}/token`,
    async knows(token) {
      const { keys } = (await (await fetch(`${url}/jwks`)).json()) as { keys: [JsonWebKey] };
      const [head, claims, signature] = token.split('.') as [string, string, string];
      const key = createPublicKey({ key: keys[0], format: 'jwk' });
      return verify('RSA-SHA256', Buffer.from(`${head}.${claims}`), key, Buffer.from(signature, 'base64url'));
    },
    close: () => server.stop(),
  };
}

/** oidc-provider, which is certified: one client, whose secret it checks to the letter, and one resource. */
export async function startOidcIssuer(clientId: string, clientSecret: string): Promise<Issuer> {
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const provider = new Provider(url, settingsOf(clientId, clientSecret));
  server.on('request', provider.callback());
  return {
    tokenUrl: `${url}/token`,
    knows: async (token) => (await provider.ClientCredentials.find(token)) !== undefined,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function settingsOf(clientId: string, clientSecret: string) {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  return {
    clients: [
      {
        client_id: clientId,
        client_secret: clientSecret,
        grant_types: ['client_credentials'],
        response_types: [],
        redirect_uris: [],
        token_endpoint_auth_method: 'client_secret_basic',
        id_token_signed_response_alg: 'ES256',
      },
    ],
    adapter: InMemory,
    ttl: { ClientCredentials: 900 },
    cookies: { keys: ['of no use'] },
    jwks: { keys: [privateKey.export({ format: 'jwk' })] },
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        defaultResource: () => 'urn:wawi',
        getResourceServerInfo: () => ({ scope: 'worker.read worker.write', accessTokenTTL: 900 }),
      },
    },
  };
}

/** What the provider keeps, so that it does not complain of having nothing of its own. */
class InMemory {
  readonly #kept = new Map<string, unknown>();
  find = async (id: string) => this.#kept.get(id);
  upsert = async (id: string, payload: unknown) => {
    this.#kept.set(id, payload);
  };
}
