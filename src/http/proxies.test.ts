import { expect, test } from 'vitest';
import { proxiesFrom } from './proxies.ts';

/** Where a request goes by these variables: `direct`, the proxy, or why neither. */
function way(env: Record<string, string>, url = 'https://wawi.corp.example/erp'): string {
  const proxy = proxiesFrom(env)(new URL(url));
  if (!proxy.ok) return `${proxy.why.variable}: ${proxy.why.why}`;
  const { authorization = '', url: at } = proxy.value ?? {};
  return at ? `${at.origin} ${authorization && atob(authorization.replace('Basic ', ''))}`.trim() : 'direct';
}
const plain = 'http://wawi.corp.example/erp';

test('each scheme has its variable; small letters win, and what is empty is not given', () => {
  const both = { HTTPS_PROXY: 'http://a:1', https_proxy: 'http://b:2', HTTP_PROXY: 'http://c:3' };
  expect([way(both), way(both, plain)]).toEqual(['http://b:2', 'http://c:3']);
  expect(way({ HTTPS_PROXY: 'http://a:1', https_proxy: ' ' })).toBe('http://a:1');
  expect([way({ HTTP_PROXY: 'http://a:1' }), way({ http_proxy: 'http://a:1' }, plain), way({})]).toEqual([
    'direct',
    'http://a:1',
    'direct',
  ]);
});

test.each([
  ['proxy.corp:3128', 'http://proxy.corp:3128'],
  [' HTTPS://Proxy.Corp/ ', 'https://proxy.corp'],
  ['http://us%40er:p%3Aw%20d@p:3128', 'http://p:3128 us@er:p:w d'],
  ['user:a%b@p:3128', 'http://p:3128 user:a%b'],
  ['http://user@p', 'http://p user:'],
  ['http://[fd00::1]:3128', 'http://[fd00::1]:3128'],
])('an address of a proxy is read as curl reads it: %j', (text, read) => {
  expect(way({ HTTPS_PROXY: text })).toBe(read);
});

test.each([
  ['socks5://user:geheim@p:1080', 'HTTPS_PROXY: a proxy of the kind socks5:// is not supported'],
  ['http://', 'HTTPS_PROXY: it holds no address'],
  ['http://user:ge#heim@p', 'HTTPS_PROXY: it holds no address'],
  ['http://user:12/geheim@p', 'HTTPS_PROXY: write / ? # and @ in its password as %2F %3F %23 and %40'],
])('what is no proxy is told without its value, and only where it is needed: %j', (text, why) => {
  expect(way({ HTTPS_PROXY: text })).toBe(why);
  expect(way({ HTTPS_PROXY: text }, 'https://localhost/')).toBe('direct');
});

const hosts = [
  'localhost',
  'LOCALHOST.',
  '127.0.0.1',
  '127.8.9.1',
  '[::1]',
  'erp.localhost',
  '[::ffff:127.0.0.1]',
];
test.each(hosts)('%s is this machine, and no way to it goes through a proxy', (host) => {
  expect(way({ HTTPS_PROXY: 'http://p:1', HTTP_PROXY: 'http://p:1' }, `http://${host}:64110/`)).toBe(
    'direct',
  );
});

test.each<[list: string, url: string, isDirect: boolean]>([
  ['*', 'https://wawi.example/', true],
  ['a.example, *', 'https://wawi.example/', true],
  ['corp.example', 'https://corp.example/', true],
  ['corp.example', 'https://wawi.corp.example/', true],
  ['corp.example', 'https://notcorp.example/', false],
  ['.corp.example', 'https://wawi.corp.example/', true],
  ['.corp.example', 'https://corp.example/', true],
  ['*.Corp.Example', 'https://WAWI.corp.example./', true],
  ['a.example ,\tcorp.example', 'https://corp.example/', true],
  ['corp.example:8443', 'https://corp.example:8443/', true],
  ['corp.example:8443', 'https://corp.example/', false],
  ['corp.example:443', 'https://corp.example/', true],
  ['corp.example:80', 'http://corp.example/', true],
  ['10.1.2.3', 'https://10.1.2.3/', true],
  ['10.0.0.0/8', 'https://10.200.2.3/', true],
  ['10.0.0.0/8', 'https://11.0.0.1/', false],
  ['10.0.0.0/99', 'https://10.0.0.1/', false],
  ['0.3', 'https://10.0.0.3/', false],
  ['fd00::/8', 'https://[fd12::1]/', true],
  ['fd00:0::1', 'https://[fd00::1]/', true],
  ['[fd00::1]', 'https://[fd00::1]:8443/', true],
  ['[fd00::1]:8443', 'https://[fd00::1]:8443/', true],
  ['[fd00::1]:8443', 'https://[fd00::1]/', false],
  ['. , :, /8, []', 'https://corp.example/', false],
])('NO_PROXY=%j and %s', (list, url, isDirect) => {
  const proxies = { HTTPS_PROXY: 'http://p:1', HTTP_PROXY: 'http://p:1', NO_PROXY: list };
  expect(way(proxies, url)).toBe(isDirect ? 'direct' : 'http://p:1');
});
