import { expect, onTestFinished, test } from 'vitest';
import { fakeClock } from '../../../test/support/clock.ts';
import { failed } from '../../base/result.ts';
import type { TenantSettings } from '../../model/settings.ts';
import { openEmulatedWawi } from './emulatedWawi.ts';

const acme = {
  name: 'acme',
  labels: { tier: 'gold' },
  connection: {
    ...{ baseUrl: 'https://real.example', version: '1.1', tenantId: 'real' },
    auth: { kind: 'none' },
  },
} as const satisfies TenantSettings;

async function opened() {
  const lines: string[] = [];
  const say = (_: object, message: string) => void lines.push(message);
  const log = { trace: say, debug: say, info: say, warn: say, error: say };
  const readSecret = async () => failed('no real secret is read');
  const options = { version: '1.2.3', readSecret, clock: fakeClock(), random: () => 0, log };
  const wawi = await openEmulatedWawi(options, log);
  onTestFinished(wawi.close);
  return { wawi, lines };
}

test('a tenant is made up and reached, whatever the settings say of how to reach it', async () => {
  const { wawi, lines } = await opened();
  const tenant = await wawi.open(acme);
  const syncs = await tenant.list(new AbortController().signal);
  expect(syncs.map(({ name }) => name)).toContain('Amazon');
  expect(lines[0]).toMatch(/^EMULATOR: .*nothing here is real$/);
});

test('it suggests what to try with the first tenant, and nothing where there is none', async () => {
  const { wawi, lines } = await opened();
  wawi.suggest([]);
  expect(lines).toHaveLength(1);
  wawi.suggest([acme]);
  expect(lines.slice(1).every((line) => line.startsWith('try next: '))).toBe(true);
  expect(lines.join('\n')).toContain('/tenants/acme/syncs/');
});
