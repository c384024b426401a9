import type { MiddlewareHandler } from 'hono';

const forAll = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY', // of old browsers, which do not know `frame-ancestors`
  'referrer-policy': 'same-origin', // with none at all, browsers would hide the origin of our own forms
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'camera=(), geolocation=(), microphone=(), payment=(), usb=()',
} as const;

const ofPages =
  "default-src 'self'; object-src 'none'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";
const ofOthers = "default-src 'none'; frame-ancestors 'none'";

/** With what is no page. */
export const forPrograms = { ...forAll, 'content-security-policy': ofOthers } as const;

/** With each answer, browsers are told what no page may make of it. */
export const safely: MiddlewareHandler = async (context, next) => {
  await next();
  const { headers } = context.res;
  const isPage = headers.get('content-type')?.startsWith('text/html') === true;
  headers.set('content-security-policy', isPage ? ofPages : ofOthers);
  for (const [name, value] of Object.entries(forAll)) headers.set(name, value);
};
