import { Buffer } from 'node:buffer';
import { createHash } from 'node:crypto';
import { assets } from '../generated/assets.ts';
import { type Packed, packedOnce } from './packed.ts';

type AssetName = keyof typeof assets;

const types: Readonly<Record<AssetName, string>> = {
  'style.css': 'text/css; charset=utf-8',
  'live.js': 'text/javascript; charset=utf-8',
  'favicon.svg': 'image/svg+xml',
};

type Asset = {
  readonly type: string;
  readonly hash: string;
  readonly packed: (accepted: string | null) => Packed;
};

/** By the address of each, which changes with what it holds, so that a browser may keep it for ever. */
const byAddress = new Map<string, Asset>();
const addresses = new Map<AssetName, string>();
for (const name of Object.keys(assets) as AssetName[]) {
  const body = Buffer.from(assets[name]);
  const hash = createHash('sha256').update(body).digest('hex').slice(0, 12);
  const address = `/assets/${name.replace('.', `-${hash}.`)}`;
  addresses.set(name, address);
  byAddress.set(address, { type: types[name], hash, packed: packedOnce(body) });
}

export function assetAddress(name: AssetName): string {
  return addresses.get(name)!;
}

/** Undefined where there is none. Browsers say what they have already, and how it may be packed. */
export function assetAt(path: string, request: Headers): Response | undefined {
  const asset = byAddress.get(path);
  if (!asset) return undefined;
  const { body, ...headers } = asset.packed(request.get('accept-encoding'));
  const etag = `"${[asset.hash, ...Object.values(headers)].join('-')}"`;
  const common = {
    etag,
    vary: 'accept-encoding',
    'cache-control': 'public, max-age=31536000, immutable',
  };
  const known = (request.get('if-none-match') ?? '').split(',').map((one) => one.trim().replace(/^W\//, ''));
  if (known.includes(etag) || known.includes('*'))
    return new Response(null, { status: 304, headers: common });
  return new Response(new Uint8Array(body), {
    headers: { ...common, ...headers, 'content-type': asset.type, 'content-length': `${body.length}` },
  });
}
