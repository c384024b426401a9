import { relative } from 'node:path';
import { sha256 } from '../../base/hash.ts';
import { randomHex } from '../../base/random.io.ts';
import { movedOn, readCatalogues } from '../../catalogue/catalogue.ts';
import { readCatalogueFiles } from '../../catalogue/read.io.ts';
import { writeText } from '../../files/write.io.ts';
import type { ObservedTenant } from '../../model/observed.ts';
import type { TenantSettings } from '../../model/settings.ts';
import { errorText } from '../../problems/text.ts';
import { refusals } from '../../reconcile/approve.ts';
import { look } from '../../reconcile/pass.io.ts';
import type { Plan } from '../../reconcile/plan.ts';
import { savedPlanText } from '../../reconcile/savedPlan/write.ts';
import { createWawiReaders } from '../../wawi/client.io.ts';
import { type ExitCode, exit, exitCodeOf } from '../exit.ts';
import type { Flags } from '../flags.ts';
import { loadToConnect } from '../load.ts';
import { deliver } from '../render.ts';
import type { Terminal } from '../terminal.ts';
import { createWorld } from '../world.ts';

export type PlanFlags = Flags & { readonly detailedExitcode: boolean; readonly out?: string };

/** Shows what `apply` would do. It is given a way to read, and none to write. */
export async function plan(flags: PlanFlags, terminal: Terminal): Promise<ExitCode> {
  const world = createWorld(flags, terminal);
  const { desired, settings, chosen, textOf } = await loadToConnect(flags, terminal, world);
  const wawi = createWawiReaders(world.wawi);
  const read = await readCatalogueFiles(flags.syncs);
  const { catalogues, problems } = readCatalogues(read.files);
  const unread = [...read.problems, ...problems];
  const looking = {
    ...world.looking,
    open: wawi.open,
    concurrency: settings.concurrency,
    warningsOf: (tenant: ObservedTenant) => movedOn(catalogues, tenant),
  };
  try {
    const { plan } = await look(
      { ...desired, warnings: [...desired.warnings, ...unread] },
      chosen,
      looking,
      terminal.stop,
    );
    world.progress.clear();
    const wouldRefuse = plan.problems.length > 0 ? [] : refusals(plan, settings.safety);
    const report = { kind: 'planned', plan, refusals: wouldRefuse } as const;
    const meant = exitCodeOf(report, { detailed: flags.detailedExitcode });
    const code = await deliver(report, meant, textOf, flags, terminal);
    if (flags.out !== undefined && !(await save(plan, chosen, flags.out, terminal))) return exit.error;
    return code;
  } finally {
    world.progress.clear();
    await wawi.close();
  }
}

/** A plan with problems is none that could be applied, so it is not saved. Says on stderr why not. */
async function save(
  plan: Plan,
  tenants: readonly TenantSettings[],
  path: string,
  { stderr }: Terminal,
): Promise<boolean> {
  if (plan.problems.length > 0) {
    stderr(errorText({ code: 'not-saved', message: `${path} was not written: there are problems` }));
    return false;
  }
  const text = savedPlanText(plan, {
    sha256,
    salt: randomHex(),
    relative: (folder) => relative('', folder),
    tenantIdOf: (name) => tenants.find((tenant) => tenant.name === name)?.connection.tenantId,
  });
  const reason = await writeText(path, text);
  if (reason !== undefined) stderr(errorText({ code: 'not-written', message: `${path} ${reason}` }));
  return reason === undefined;
}
