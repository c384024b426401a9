import { describe, expect, it, test } from 'vitest';
import { anOption, aSync, aTenant } from '../../../test/support/build.ts';
import { aChange, anInterval, anOptionChange, aPlan } from '../../../test/support/report.ts';
import { sha256 } from '../../base/hash.ts';
import { durationOfSeconds } from '../../model/duration.ts';
import type { FieldChange } from '../../model/fields/index.ts';
import { conceal, type OptionChange } from '../../model/fields/option.ts';
import { Concealed } from '../../model/secret.ts';
import { recheck } from './recheck.ts';
import { readSavedPlan, type SavedPlan, savedPlanText, secretsOf } from './savedPlan.ts';

const saving = { sha256, salt: 'salt', relative: (folder: string) => folder, tenantIdOf: () => undefined };
const text = { id: anOption().id, name: 'Access key', type: 'string' };
const secret: Partial<OptionChange> = {
  option: text,
  before: new Concealed('old-canary'),
  after: new Concealed('new-canary'),
  secret: { ref: { env: 'KEY' }, folder: '.' },
};

function textOf(...fields: readonly FieldChange[]): string {
  const plan = aPlan({ changes: [aChange({ fields })] });
  return savedPlanText(
    { ...plan, tenants: [{ name: 'acme', managed: 1, unmanaged: [], standings: [] }] },
    saving,
  );
}

function read(text: string): SavedPlan {
  const saved = readSavedPlan(text, sha256);
  if ('code' in saved) throw new Error(saved.message);
  return saved;
}

function check(saved: SavedPlan, seconds: number | null, value: string, type = 'bool') {
  const interval = seconds === null ? null : durationOfSeconds(seconds);
  const tenant = aTenant([aSync({ id: aChange().sync.id, interval, options: [anOption({ value, type })] })]);
  return recheck(saved, [tenant], { sha256, secret: () => new Concealed('new-canary') });
}

describe('a plan that was saved', () => {
  const fields = [anInterval(), anOptionChange()];

  it('is read back as what is still to be written, where nothing has changed since', () => {
    const { changes, stale, inSync } = check(read(textOf(...fields)), 600, 'false');
    expect({ stale, inSync }).toEqual({ stale: [], inSync: 0 });
    expect(changes).toEqual([aChange({ fields })]);
  });

  it('has nothing to write where it has been applied', () => {
    expect(check(read(textOf(...fields)), 300, 'True')).toEqual({ changes: [], inSync: 1, stale: [] });
  });

  it('is stale in what is neither as it was nor as wanted', () => {
    const { stale } = check(read(textOf(...fields)), 60, 'true');
    expect(stale).toEqual(['the interval of Ebay (Shop) of acme has changed since the plan was saved']);
  });

  it('knows an interval that was none', () => {
    const saved = read(textOf(anInterval({ before: null })));
    expect(check(saved, null, 'x').changes).toHaveLength(1);
    expect(check(saved, 60, 'x').stale).toHaveLength(1);
  });

  it('is stale where the type of an option is another, or the sync is gone', () => {
    const saved = read(textOf(...fields));
    expect(check(saved, 600, '0', 'int').stale[0]).toContain('has the type int now, not bool');
    const { stale } = recheck(saved, [aTenant([])], { sha256, secret: () => undefined });
    expect(stale).toEqual(['Ebay (Shop) of acme is gone']);
  });

  test.each([
    ['edited', (text: string) => text.replace('PT5M', 'PT6M'), 'was edited'],
    ['cut off', (text: string) => text.slice(0, -20), 'no whole JSON document'],
    ['of another major version', (text: string) => text.replace('"1.', '"2.'), 'reads 1.x'],
    ['something else', () => '{}', 'is no plan'],
  ])('is refused where it is %s', (_, change, message) => {
    const refused = readSavedPlan(change(textOf(...fields)), sha256);
    expect(refused).toMatchObject({ code: 'saved-plan', message: expect.stringContaining(message) });
  });
});

describe('a secret in it', () => {
  const saved = textOf(anOptionChange(secret));

  it('is not in the file, neither the old nor the new one', () => {
    expect(saved).not.toContain('canary');
    expect(secretsOf(read(saved))).toMatchObject([{ source: secret.secret, option: 'Access key' }]);
  });

  it('is known again by its digest, and stale where it is another', () => {
    const [change] = check(read(saved), 600, 'old-canary', 'string').changes;
    expect(change!.fields[0]).toMatchObject({ before: conceal('old-canary'), after: conceal('new-canary') });
    expect(check(read(saved), 600, 'third', 'string').stale).toHaveLength(1);
  });
});
