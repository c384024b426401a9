import { expect, test } from 'vitest';
import { ok } from '../base/result.ts';
import { Concealed } from '../model/secret.ts';
import { notifyTargets } from './target.ts';

test('an address in clear stays as it is, and a secret is read each time that it is asked for', async () => {
  const read: unknown[] = [];
  const secret = { ref: { env: 'HOOK' }, folder: '/' };
  const [target] = notifyTargets(
    [{ kind: 'webhook', url: 'https://hooks.example.com', secret, allowInsecure: false }],
    async (source) => {
      read.push(source);
      return ok(new Concealed(`secret ${read.length}`));
    },
  );
  expect(target).toMatchObject({ kind: 'webhook', url: 'https://hooks.example.com', allowInsecure: false });
  expect(read).toEqual([]);
  const ask = target!.secret as () => Promise<{ ok: true; value: Concealed }>;
  expect([(await ask()).value.reveal(), (await ask()).value.reveal()]).toEqual(['secret 1', 'secret 2']);
  expect(read).toEqual([secret, secret]);
});
