import { describe, expect, it } from 'vitest';
import { anOption, aSync } from '../../test/support/build.ts';
import { Concealed } from '../model/secret.ts';
import { createSeenSecrets } from './seenSecrets.ts';

describe('the secrets that were read', () => {
  const allOf = (seen: ReturnType<typeof createSeenSecrets>) => seen.all().map((secret) => secret.reveal());

  it('are values whose option is called like one, and the secret parts of all others', () => {
    const seen = createSeenSecrets();
    const options = [
      anOption({ name: 'FTP-PW', type: 'string', value: 'geheim' }),
      anOption({ name: 'Address', type: 'string', value: 'ftp://shop:canary@host' }),
      anOption({ name: 'Use token', type: 'bool', value: 'true' }),
      anOption({ name: 'Note', type: 'string', value: 'harmless' }),
    ];
    seen.addLive([aSync({ options })]);
    expect(allOf(seen)).toEqual(['geheim', 'canary']);
  });

  it('are found again whatever an option of that name held before', () => {
    const seen = createSeenSecrets();
    const option = { name: 'Note', type: 'string', value: 'harmless' };
    const others = [{ value: 'token=c4n4ry' }, {}, { name: 'Password' }, { name: 'Password', type: 'bool' }];
    for (const other of [{}, ...others, { name: 'Password' }])
      seen.addLive([aSync({ options: [anOption({ ...option, ...other })] })]);
    expect(allOf(seen)).toEqual(['c4n4ry', 'harmless']);
  });

  it('are those that a reference leads to', async () => {
    const seen = createSeenSecrets();
    const read = seen.watching(async () => ({ ok: true, value: new Concealed('geheim') }));
    await read({ ref: { env: 'A' }, folder: '/' });
    expect(allOf(seen)).toEqual(['geheim']);
  });

  it('are forgotten from the oldest on, where they are too many', () => {
    const seen = createSeenSecrets();
    for (let number = 10; number < 40; number += 1) seen.add(`${number}`.repeat(50_000));
    expect(allOf(seen).map((secret) => secret.slice(0, 2))).toEqual(
      [...Array(20).keys()].map((at) => `${at + 20}`),
    );
  });
});
