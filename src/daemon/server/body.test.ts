import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import { expect, test } from 'vitest';
import { swallowBody } from './body.ts';

/** A request whose body comes in these pieces. */
function incoming(pieces: readonly string[], headers = {}): IncomingMessage {
  const request = new IncomingMessage(new Socket());
  Object.assign(request, { headers });
  for (const piece of [...pieces, null]) request.push(piece);
  return request;
}

test.each([
  ['none', [], true],
  ['an empty object', ['{}'], true],
  ['a kilobyte', ['x'.repeat(1_024)], true],
  ['more than that, bit by bit', ['x'.repeat(1_024), 'x'], false],
])('%s is swallowed: %s', async (_, pieces, swallowed) => {
  expect(await swallowBody(incoming(pieces))).toBe(swallowed);
});

test('one that says that it is long is not read', async () => {
  const request = incoming(['x'], { 'content-length': '1025' });
  expect(await swallowBody(request)).toBe(false);
  expect(request.readableDidRead).toBe(false);
});
