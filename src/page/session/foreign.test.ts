import { expect, test } from 'vitest';
import { isForeign } from './foreign.ts';

const none = { origin: undefined, secFetchSite: undefined, publicUrl: undefined, isHttps: false };
const here = { ...none, host: 'sollist.lan:9470' };
const origin = 'http://sollist.lan:9470';
const secure = { ...here, isHttps: true };
const named = { ...here, host: '127.0.0.1:9470', publicUrl: 'https://ops.example/' };

test.each([
  ['nothing said', here],
  ['its own origin', { ...here, origin }],
  ['by https', { ...secure, origin: 'https://sollist.lan:9470' }],
  ['the usual port', { ...secure, host: 'ops.example:443', origin: 'https://ops.example' }],
  ['the public address', { ...named, origin: 'https://ops.example' }],
  [
    'the browser vouches for https',
    { ...here, secFetchSite: 'same-origin', origin: 'https://sollist.lan:9470' },
  ],
  ['asked for by hand', { ...here, secFetchSite: 'none' }],
])('own: %s', (_, asking) => {
  expect(isForeign(asking)).toBe(false);
});

test.each([
  ['another origin', { ...here, origin: 'http://evil.example' }],
  ['whatever the browser says', { ...here, origin: 'http://evil.example', secFetchSite: 'same-origin' }],
  ['none that may be named', { ...here, origin: 'null' }],
  ['an empty one', { ...here, origin: '' }],
  ['another port', { ...here, origin: 'http://sollist.lan' }],
  ['another scheme', { ...here, origin: 'https://sollist.lan:9470' }],
  ['what only begins alike', { ...here, origin: `${origin}.evil.example` }],
  ['another site', { ...here, secFetchSite: 'cross-site' }],
  ['a neighbour', { ...here, origin, secFetchSite: 'same-site' }],
  ['two words', { ...here, origin, secFetchSite: 'same-origin, cross-site' }],
  ['a host that is none', { ...here, host: 'a b', origin: 'http://a b' }],
])('foreign: %s', (_, asking) => {
  expect(isForeign(asking)).toBe(true);
});
