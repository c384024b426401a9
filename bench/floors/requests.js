// The requests of a pass and nothing else: one token, then each tenant's list, eight side by side, parsed.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { parse } from 'yaml';

/** A client of the Wawi that a `sollist.yaml` names, signed in. @param {string} config */
export async function openClient(config) {
  const { api, auth, tenants } = parse(readFileSync(config, 'utf8'));
  /** @type {readonly { readonly tenantId: string }[]} */
  const all = Object.values(tenants);
  const dispatcher = new Agent({ connections: 8 });
  const authorization = await signIn(auth, dispatcher);

  /** @param {{ readonly tenantId: string }} tenant */
  async function countSyncs({ tenantId }) {
    const { statusCode, body } = await request(`${api.baseUrl}/v2/workers`, {
      dispatcher,
      headers: {
        authorization,
        'x-tenant-id': tenantId,
        'x-appid': 'bench/1.0.0',
        'x-appversion': '1.0.0',
      },
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${statusCode}: ${text}`);
    return JSON.parse(text).length;
  }

  return {
    /** How many syncs there are on how many tenants. */
    async readAll() {
      let [next, count] = [0, 0];
      const work = async () => {
        for (let tenant = all[next++]; tenant; tenant = all[next++]) {
          const found = await countSyncs(tenant);
          count += found;
        }
      };
      await Promise.all(Array.from({ length: 8 }, work));
      return `${count} syncs of ${all.length} tenants\n`;
    },
    close: () => dispatcher.close(),
  };
}

/**
 * @param {{ readonly tokenUrl: string, readonly clientId: string }} auth
 * @param {Agent} dispatcher
 */
async function signIn({ tokenUrl, clientId }, dispatcher) {
  const credentials = Buffer.from(`${clientId}:${process.env.JTL_CLIENT_SECRET}`).toString('base64');
  const { body } = await request(tokenUrl, {
    dispatcher,
    method: 'POST',
    headers: {
      authorization: `Basic ${credentials}`,
      'content-type': 'application/x-www-form-urlencoded',
    },
    body: 'grant_type=client_credentials',
  });
  const { access_token } = /** @type {{ access_token: string }} */ (await body.json());
  return `Bearer ${access_token}`;
}
