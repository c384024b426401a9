// The requests of `sollist plan` and nothing else: one token, then each tenant's list, eight side by side, parsed.
// usage: plan.js sollist.yaml [syncs]: with a second argument the desired files are read and parsed as well.
import { readFileSync } from 'node:fs';
import { Agent, request } from 'undici';
import { parse } from 'yaml';
import { parseAll } from './parseAll.js';

const [config = 'sollist.yaml', syncs] = process.argv.slice(2);
const { api, auth, tenants } = parse(readFileSync(config, 'utf8'));
/** @type {{ readonly tenantId: string }[]} */
const waiting = Object.values(tenants);
if (syncs) parseAll(syncs);

const dispatcher = new Agent({ connections: 8 });
const authorization = await signIn();
let count = 0;
await Promise.all(Array.from({ length: 8 }, work));
await dispatcher.close();
process.stdout.write(`${count} syncs of ${Object.keys(tenants).length} tenants\n`);

async function signIn() {
  const credentials = Buffer.from(`${auth.clientId}:${process.env.JTL_CLIENT_SECRET}`).toString('base64');
  const { body } = await request(auth.tokenUrl, {
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

async function work() {
  for (let tenant = waiting.shift(); tenant; tenant = waiting.shift()) {
    const { statusCode, body } = await request(`${api.baseUrl}/v2/workers`, {
      dispatcher,
      headers: {
        authorization,
        'x-tenant-id': tenant.tenantId,
        'x-appid': 'bench/1.0.0',
        'x-appversion': '1.0.0',
      },
    });
    const text = await body.text();
    if (statusCode !== 200) throw new Error(`${statusCode}: ${text}`);
    count += JSON.parse(text).length;
  }
}
