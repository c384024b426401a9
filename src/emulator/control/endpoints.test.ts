import { expect, test } from 'vitest';
import { emulatedWorld, orderOf } from '../../../test/support/emulated.ts';
import { endpoints } from './endpoints.ts';

test('the list says of each endpoint what it does, and of each fault', () => {
  const [list] = endpoints['/']!.GET!;
  const shown = list(orderOf(emulatedWorld(), {})) as { endpoints: unknown[]; faults: unknown[] };
  expect(shown.endpoints).toHaveLength(Object.values(endpoints).flatMap(Object.keys).length);
  expect(shown.endpoints[0]).toEqual({ method: 'GET', path: '/_emulator/', does: 'this list' });
  expect(shown.faults).toContainEqual({ kind: 'token', does: 'the token endpoint answers 503' });
});

test('what was called can be forgotten, and tokens revoked', () => {
  const world = emulatedWorld();
  world.log.add({ at: 0, method: 'GET', path: '/', tenant: null, body: null, status: 200 });
  const token = world.tokens.issue([]);
  endpoints['/requests']!.DELETE![0](orderOf(world, {}));
  endpoints['/tokens']!.DELETE![0](orderOf(world, {}));
  expect([world.log.entries, world.tokens.find(token)]).toEqual([[], undefined]);
});
