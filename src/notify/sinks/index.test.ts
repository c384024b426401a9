import { expect, test } from 'vitest';
import { aNotice } from '../../../test/support/notice.ts';
import { sinkKinds } from '../../model/notifications.ts';
import { sinks } from './index.ts';

const notice = aNotice();
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
