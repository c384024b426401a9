// Resolves and compares a fleet whose documents and live syncs are in memory, and tells what that took: inMemory.ts TENANTS.
import { createCalendar } from '../src/base/calendar.ts';
import { sha256 } from '../src/base/hash.ts';
import { createCheckFile } from '../src/desired/checkFiles.ts';
import { desire } from '../src/desired/desire.ts';
import { treeOf } from '../src/files/tree.ts';
import { durationOfSeconds } from '../src/model/duration.ts';
import type { ObservedSync } from '../src/model/observed.ts';
import type { TenantSettings } from '../src/model/settings.ts';
import { look } from '../src/reconcile/pass.io.ts';
import { anOption, aSync } from '../test/support/build.ts';
import { aWawi, aWorld, tenantSettings } from '../test/support/correcting.ts';

const count = Number(process.argv[2]);
const syncs = 10;
const options = 5;

const calendar = createCalendar();
const checkFile = createCheckFile(calendar);
const moment = { now: Date.parse('2026-11-26T12:00:00Z'), timezone: 'Europe/Berlin' };
const fleet = Array.from(
  { length: count },
  (_, number): TenantSettings => ({
    ...tenantSettings(`tenant-${number}`),
    labels: { tier: number % 10 === 0 ? 'gold' : 'silver' },
  }),
);
const found = documents().map((text, at) => ({
  ...{ path: `syncs/${at}.yaml`, folder: undefined, directory: '/syncs' },
  ...{ text, hash: sha256(text) },
}));
const tree = treeOf({ files: found, problems: [], warnings: [] }, 'syncs');
const live = Array.from({ length: 100 }, (_, number) => aWawi(liveSyncs(number)).wawi);
const wawiOf = new Map(fleet.map(({ name }, number) => [name, live[number % live.length]!]));
for (const file of tree.files) checkFile(file, moment); // parsing is measured elsewhere

const baseMib = process.resourceUsage().maxRSS / 1024;
const before = process.cpuUsage();
const start = performance.now();
const desired = desire(tree, fleet, moment, { checkFile, calendar });
const resolved = process.cpuUsage(before);
const { world } = aWorld(aWawi([]).wawi, {
  open: async ({ name }) => wawiOf.get(name)!,
  sha256,
  concurrency: 8,
});
const { plan } = await look(desired, fleet, world, new AbortController().signal);
const all = process.cpuUsage(before);
const wall = performance.now() - start;

process.stdout.write(
  `${JSON.stringify({
    summary: plan.summary,
    resolveMs: cpuOf(resolved),
    cpuMs: cpuOf(all),
    wallMs: wall,
    baseMib,
    peakMib: process.resourceUsage().maxRSS / 1024,
  })}\n`,
);

function cpuOf({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1000;
}

/** For each sync a document for all tenants with a window, another for a label, and one for every hundredth tenant by name. */
function documents(): string[] {
  return Array.from({ length: syncs }, (_, sync) => {
    const about = `sync: { name: Sync ${sync} }`;
    const configs = Array.from({ length: 3 }, (_, option) => `  ${optionName(sync, option)}: true`);
    const night = 'windows:\n  - { start: "0 2 * * *", duration: 45m, interval: 30m }';
    const named = Array.from({ length: Math.ceil(count / 100) }, (_, at) => `tenant-${at * 100}`);
    return [
      ['tenants: all', about, 'interval: 10m', 'configs:', ...configs, ...(sync === 0 ? [night] : [])].join(
        '\n',
      ),
      ['tenants: { tier: gold }', about, 'interval: 5m'].join('\n'),
      [`tenants: [${named.join(', ')}]`, about, `configs: { ${optionName(sync, 0)}: false }`].join('\n'),
    ].join('\n---\n');
  });
}

/** Every hundredth tenant has a sync that differs. */
function liveSyncs(tenant: number): readonly ObservedSync[] {
  return Array.from({ length: syncs }, (_, sync) =>
    aSync({
      id: idOf(tenant, sync, 0),
      name: `Sync ${sync}`,
      salesChannel: null,
      interval: durationOfSeconds(tenant % 10 === 0 ? 300 : 600),
      options: Array.from({ length: options }, (_, option) =>
        anOption({
          id: idOf(tenant, sync, option + 1),
          name: optionName(sync, option),
          value: option === 0 && tenant % 100 === 0 && sync > 0 ? 'false' : 'true',
        }),
      ),
    }),
  );
}

function optionName(sync: number, option: number): string {
  return `Option ${sync} ${option}`;
}

function idOf(...numbers: readonly number[]): string {
  const [tenant, sync, option] = numbers.map((one) => one.toString(16).padStart(4, '0'));
  return `3c90c3cc-${sync}-4b50-8888-${tenant}${option}0000`;
}
