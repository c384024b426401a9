import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { sinkKinds } from '../../model/notifications.ts';
import { Concealed } from '../../model/secret.ts';
import type { Notice } from '../notice.ts';
import { sinks } from './index.ts';

const notice: Notice = {
  id: 'id-1',
  time: Date.parse('2026-03-04T12:00:00Z'),
  type: 'drift.found',
  severity: 'warning',
  summary: 'Drift found',
  details: [],
  planId: 'sha256:1',
  revision: null,
  reasons: ['schedule'],
};
const target = { url: new URL('https://hooks.example.com/x'), source: 'sollist/here' };

test('the schema names the sinks that there are', () => {
  expect(Object.keys(sinks).sort()).toEqual([...sinkKinds].sort());
});

test.each(sinkKinds)('%s prepares JSON for the address that it is given, the same each time', (kind) => {
  const request = sinks[kind].prepare([notice], target);
  expect(request.url).toBe(target.url);
  expect(request.headers['content-type']).toMatch(/^application\/(?:[a-z]+\+)?json$/);
  expect(request.body).toContain('Drift found');
  expect(JSON.parse(request.body)).toBeTypeOf('object');
  expect(sinks[kind].prepare([notice], target)).toEqual(request);
});

test('a webhook is signed over its very bytes where a secret is given, and shows none of it', () => {
  const { body, headers } = sinks.webhook.prepare([notice], { ...target, secret: new Concealed('hunter2') });
  const hmac = createHmac('sha256', 'hunter2').update(body).digest('hex');
  expect(headers['x-signature']).toBe(`sha256=${hmac}`);
  expect(body + JSON.stringify(headers)).not.toContain('hunter2');
  expect(sinks.webhook.prepare([notice], target).headers).not.toHaveProperty('x-signature');
});
