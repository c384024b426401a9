import { createHash } from 'node:crypto';
import { expect, test } from 'vitest';
import { fileOf } from './document.tsx';

const html = fileOf({ title: 'A & B', tone: 'inSync', version: '1.2.3' });

test('a file runs nothing, loads nothing, and may use its own styles alone', () => {
  const [, style] = /<style>(.*?)<\/style>/s.exec(html)!;
  const hash = createHash('sha256').update(style!).digest('base64');
  const [, policy] = /http-equiv="Content-Security-Policy" content="([^"]*)"/.exec(html)!;
  expect(policy!.replaceAll('&#39;', "'")).toBe(
    `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
  );
  expect(html).not.toMatch(/<script|<link|<img|<iframe| style="| on\w+="|url\((?!#)|@import/i);
  expect(html).toContain('<title>A &amp; B · sollist</title>');
});
