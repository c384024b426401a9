import { cp, readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe } from 'vitest';
import type { DialectVersion } from '../src/emulator/state/dialects.ts';
import type { EmulatedTenant } from '../src/emulator/state/tenants.ts';
import { control, type House, readJson, settingsFor, test, writesTo } from './support/product.ts';

/**
 * A story is a folder: `syncs/` as it should be, `live.json` as it is, and what `plan` says of it, as text or as part of
 * its JSON. Without a `sollist.yaml` the tenants of `live.json` are all there are. Where the plan has something to
 * change, `apply` changes it and a second plan finds nothing; else it sends nothing.
 */
type LiveJson = {
  readonly dialect?: DialectVersion;
  readonly env?: Readonly<Record<string, string>>;
  readonly tenants: Readonly<Record<string, Omit<EmulatedTenant, 'name'>>>;
};

const stories = fileURLToPath(new URL('scenarios', import.meta.url));
const names = (await readdir(stories)).sort();

describe.concurrent('the story of', () => {
  test.for(names)('%s', async (name, { house, expect }) => {
    const files = await readdir(join(stories, name));
    const wawi = await stage(house, name, files);

    const plan = await house.sollist('plan');
    expect(plan.stderr).toBe('');
    if (files.includes('expected.json')) {
      const { stdout } = await house.sollist('plan', '--output', 'json');
      const expected = JSON.parse(await readFile(join(stories, name, 'expected.json'), 'utf8'));
      expect(readJson(stdout, 'plan')).toMatchObject(expected);
    }
    if (!files.includes('expected.json') || files.includes('expected.txt'))
      await expect(withoutTimes(plan.stdout)).toMatchFileSnapshot(join(stories, name, 'expected.txt'));

    const applied = await house.sollist('apply', '--state-dir', 'state');
    const outcome = { code: applied.code, writes: writesTo(wawi).length > 0 };
    expect(outcome, applied.stdout).toEqual(expectationOf(plan.stdout));
    if (!outcome.writes) return;
    const after = await house.sollist('plan', '--detailed-exitcode');
    expect(after.stdout).toMatch(/No changes\. Wawi matches the configuration\.\n|Nothing to correct: /);
  });
});

/** A refusal names an end for what would allow it, which is another one each hour. */
function withoutTimes(told: string): string {
  return told.replace(/(?<=safety: \{ allow: .* until: )\d{4}-\d\d-\d\dT\d\d:00/, '2026-12-01T12:00');
}

/** What `apply` comes to, after what `plan` said. */
function expectationOf(told: string): { readonly code: number; readonly writes: boolean } {
  if (/^would be refused: /m.test(told)) return { code: 3, writes: false };
  if (/^Plan: /m.test(told)) return { code: 0, writes: true };
  return { code: /Nothing was written\.\n$/.test(told) ? 1 : 0, writes: false };
}

async function stage(house: House, name: string, files: readonly string[]) {
  await cp(join(stories, name), house.path, { recursive: true });
  const { dialect, env, tenants }: LiveJson = JSON.parse(await house.read('live.json'));
  const wawi = await house.emulator({ tenants: [], ...(dialect && { dialect }) });
  Object.assign(house.env, env, {
    JTL_CLIENT_SECRET: wawi.clientSecret,
    SOLLIST_BASE_URL: wawi.url,
    SOLLIST_TOKEN_URL: wawi.tokenUrl,
  });
  for (const [tenant, state] of Object.entries(tenants))
    await control(wawi, 'PUT', `/tenants/${encodeURIComponent(tenant)}`, state);
  if (!files.includes('sollist.yaml')) {
    const keys = Object.keys(tenants).map((tenant) => wawi.ensureTenant({ name: tenant }));
    await house.write({ 'sollist.yaml': settingsFor({ ...wawi, tenants: keys }) });
  }
  return wawi;
}
