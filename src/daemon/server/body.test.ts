import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { readBody } from './body.ts';

/** A request whose body comes in these pieces. */
function incoming(pieces: readonly string[], headers = {}): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { headers });
  for (const piece of [...pieces, null]) request.push(piece);
  return request;
}

test.each([
  ['none', [], ''],
  ['what comes bit by bit', ['{"a":', '1}'], '{"a":1}'],
  ['a kilobyte', ['x'.repeat(1_024)], 'x'.repeat(1_024)],
  ['more than that, bit by bit', ['x'.repeat(1_024), 'x'], undefined],
])('%s', async (_, pieces, body) => {
  expect(await readBody(incoming(pieces), 1_024)).toBe(body);
});

test('one that says that it is long is not read', async () => {
  const request = incoming(['x'], { 'content-length': '1025' });
  expect(await readBody(request, 1_024)).toBeUndefined();
  expect(request.readableDidRead).toBe(false);
});
