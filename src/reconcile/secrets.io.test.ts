import { expect, it } from 'vitest';
import { aClaim, env, wants } from '../../test/support/build.ts';
import { failed, ok } from '../base/result.ts';
import { Concealed, type SecretSource } from '../model/secret.ts';
import { readSecrets } from './secrets.io.ts';

const claims = [
  aClaim({ layers: [wants(undefined, { Key: env('A'), Other: env('B') })] }),
  aClaim({ layers: [wants(undefined, { Key: env('A') })] }),
];
const source = (name: string): SecretSource => ({ ref: { env: name }, folder: '/' });

it('a secret is read once, however many documents refer to it', async () => {
  const read: unknown[] = [];
  const { secret, problems } = await readSecrets(claims, async ({ ref }) => {
    read.push(ref);
    return ok(new Concealed(JSON.stringify(ref)));
  });
  expect(read).toEqual([{ env: 'A' }, { env: 'B' }]);
  expect(problems).toEqual([]);
  expect(secret(source('B'))!.reveal()).toContain('B');
});

it('one that cannot be read is one problem, at the first place that refers to it', async () => {
  const { secret, problems } = await readSecrets(claims, async () => failed('the variable is empty'));
  expect(problems.map(({ message }) => message)).toEqual([
    'the secret for `Key` cannot be read: the variable is empty',
    'the secret for `Other` cannot be read: the variable is empty',
  ]);
  expect(secret(source('A'))).toBeUndefined();
});
