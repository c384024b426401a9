import { createHmac } from 'node:crypto';
import { expect, test } from 'vitest';
import { aNotice } from '../../../test/support/notice.ts';
import { isNotificationJson } from '../../generated/validators/notification.js';
import { Concealed } from '../../model/secret.ts';
import { webhook } from './webhook.ts';

const notice = aNotice();
const target = { url: new URL('https://hooks.example.com/x'), source: 'sollist/here' };

test('a webhook gets an event as the schema has it, about its sync or its tenant or neither', () => {
  const sync = { id: '1', name: 'Ebay', salesChannel: null };
  const abouts = [{}, { tenant: 'acme' }, { tenant: 'acme', sync }];
  const events = abouts.map((about) => JSON.parse(webhook.prepare([aNotice(about)], target).body) as object);
  for (const event of events) expect(isNotificationJson(event) || isNotificationJson.errors).toBe(true);
  expect(events.map((event) => 'subject' in event && event.subject)).toEqual([false, 'acme', 'acme/1']);
});

test('a webhook is signed over its very bytes where a secret is given, and shows none of it', () => {
  const { body, headers } = webhook.prepare([notice], { ...target, secret: new Concealed('hunter2') });
  const hmac = createHmac('sha256', 'hunter2').update(body).digest('hex');
  expect(headers['x-signature']).toBe(`sha256=${hmac}`);
  expect(body + JSON.stringify(headers)).not.toContain('hunter2');
  expect(webhook.prepare([notice], target).headers).not.toHaveProperty('x-signature');
});
