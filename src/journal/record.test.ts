import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { describe, expect, it } from 'vitest';
import {
  aChange,
  anEntry,
  anInterval,
  anOption,
  aPass,
  intervalRef,
  linesIn,
  optionRef,
  textOf,
  told,
  useFolder,
} from '../../test/support/journal.ts';
import { Concealed } from '../model/secret.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const place = useFolder();

describe('a record', () => {
  it('carries what was seen and done, when, by which pass and revision, and what woke it', async () => {
    const { journal } = place.open();
    await journal.record({
      revision: 'abc123',
      changes: [aChange({ fields: [anInterval({ before: 600, after: 300 }), anOption()] })],
      pass: { id: 'p1', reasons: ['schedule', 'files'], result: 'applied' },
    });
    const [file, interval, option] = linesIn(place.path());
    const about = { time: '2026-03-04T12:00:00.000Z', pass: 'p1', reasons: ['schedule', 'files'] };
    expect(file).toMatchObject({ kind: 'file', number: 1, previous: null, formatVersion: '1.0' });
    expect(interval).toEqual({
      kind: 'change',
      number: 2,
      ...about,
      revision: 'abc123',
      tenant: 'acme',
      sync: { id: 's1', name: 'Ebay', salesChannel: 'Shop' },
      field: 'interval',
      before: 'PT10M',
      after: 'PT5M',
      secret: false,
      outcome: 'applied',
      cause: 'live',
      previous: file!.hash,
      hash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
    expect(option).toMatchObject({
      field: 'configs',
      option: { id: 'o1', name: 'Create orders' },
      before: 'false',
      after: 'true',
      previous: interval!.hash,
    });
  });

  it('is one line of JSON as the schema has it, whose hash anybody can work out', async () => {
    const { journal } = place.open();
    await journal.record(anEntry());
    await journal.record({ revision: null, changes: [{ ...aChange(), outcome: 'failed', error: told }] });
    await journal.record({
      revision: null,
      changes: [],
      pass: { ...aPass, result: 'refused', told: [told] },
    });
    const isRecord = new Ajv2020({ strict: false });
    addFormats.default(isRecord);
    const validate = isRecord.compile(
      JSON.parse(readFileSync(join(root, 'schemas/journal.schema.json'), 'utf8')),
    );
    for (const line of textOf(place.path()).trimEnd().split('\n')) {
      expect(validate(JSON.parse(line)), isRecord.errorsText(validate.errors)).toBe(true);
      const [, rest, hash] = /^(.*),"hash":"(.*)"\}$/.exec(line)!;
      expect(createHash('sha256').update(`${rest}}`).digest('hex')).toBe(hash);
    }
  });

  it('shows nothing of a secret, before or after, and still tells whether one is the same', async () => {
    const { journal } = place.open();
    const [old, now] = [new Concealed('old-canary'), new Concealed('new-canary')];
    await journal.record(
      anEntry([anOption({ before: old, after: now, secret: { ref: { env: 'X' }, folder: '/' } })]),
    );
    expect(textOf(place.path())).not.toContain('canary');
    expect(linesIn(place.path())[1]).toMatchObject({ before: '(secret)', after: '(secret)', secret: true });
    const cause = await place.open().journal.causes();
    const field = optionRef('acme', 's1', 'o1');
    expect(cause(field, 'new-canary')).toBe('live');
    expect(cause(field, 'old-canary')).toBe('git');
    expect(cause(field, '(secret)')).toBe('git');
  });

  it('keeps the beginning of a very long value, and knows the whole again', async () => {
    const long = 'x'.repeat(1_000_000);
    await place.open().journal.record(anEntry([anOption({ before: `${long}b`, after: `${long}a` })]));
    expect(textOf(place.path()).length).toBeLessThan(10_000);
    const cause = await place.open().journal.causes();
    const field = optionRef('acme', 's1', 'o1');
    expect([cause(field, `${long}a`), cause(field, `${long}b`)]).toEqual(['live', 'git']);
  });

  it('says of each value whether it took, where only some of a sync did', async () => {
    const { journal } = place.open();
    const fields = [anInterval(), anOption()];
    const error = { code: 'not-converged', message: 'no' } as const;
    const change = {
      ...aChange({ fields }),
      outcome: 'notConverged',
      error,
      residual: [fields[1]!],
    } as const;
    await journal.record({ ...anEntry(), changes: [change] });
    const [, interval, option] = linesIn(place.path());
    expect(interval).toMatchObject({ field: 'interval', outcome: 'applied' });
    expect(interval).not.toHaveProperty('error');
    expect(option).toMatchObject({ field: 'configs', outcome: 'notConverged', error });
  });

  it('is not made where nothing happened', async () => {
    const { journal } = place.open();
    await journal.record({ revision: null, changes: [{ ...aChange(), outcome: 'notAttempted' }] });
    await journal.record({ revision: null, changes: [], pass: { ...aPass, result: 'inSync' } });
    await journal.record({ revision: null, changes: [], pass: aPass }); // all was held back
    expect(readdirSync(place.path())).toEqual([]);
  });

  it('is made of a pass that has something to tell, yet no change', async () => {
    await place.open().journal.record({
      revision: 'r',
      changes: [],
      pass: { ...aPass, result: 'refused', told: [told] },
    });
    expect(linesIn(place.path())[1]).toMatchObject({
      kind: 'pass',
      pass: 'p1',
      reasons: ['schedule'],
      result: 'refused',
      told: [told],
    });
  });

  it('has no outcome for drift that is only observed, and that is no write of ours', async () => {
    const { outcome: _, ...observed } = aChange();
    await place.open().journal.record({ revision: 'r', changes: [observed] });
    expect(linesIn(place.path())[1]).not.toHaveProperty('outcome');
    expect((await place.open().journal.causes())(intervalRef('acme', 's1'), 'PT5M')).toBe('unknown');
  });
});
