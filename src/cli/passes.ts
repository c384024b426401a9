import { sha256 } from '../base/hash.ts';
import { movedOn } from '../catalogue/catalogue.ts';
import { loadCatalogues } from '../catalogue/read.io.ts';
import type { Loaded } from '../desired/load.io.ts';
import type { Settings } from '../model/settings.ts';
import { textIn } from '../problems/text.ts';
import { type Policy, refusals, withAllowance } from '../reconcile/approve.ts';
import { type Correcting, correct, look } from '../reconcile/pass.io.ts';
import { planOfProblems, toWrite } from '../reconcile/plan.ts';
import type { Report } from '../reconcile/report.ts';
import { loadSavedPlan } from '../reconcile/savedPlan/file.io.ts';
import { correctSaved } from '../reconcile/savedPlan/pass.io.ts';
import { createWawiReaders, createWawiWriters } from '../wawi/client.io.ts';
import { loadSettingsToConnect, loadToConnect, type Session } from './session.ts';

type Stop = { readonly stop: AbortSignal };

/** Looks for drift, with what catalogues know of it. It is given a way to read, and none to write. */
export async function lookForDrift(
  session: Session,
  { desired, settings, chosen, at }: Loaded,
  { stop }: Stop,
) {
  const { catalogues, problems: unread } = await loadCatalogues(session.source.syncs);
  const { concurrency } = settings;
  const wawi = createWawiReaders({ ...session.wawi, concurrency: () => concurrency });
  const startedAt = session.clock.monotonic();
  try {
    const { plan } = await look(
      { ...desired, warnings: [...desired.warnings, ...unread] },
      chosen,
      {
        ...session.looking,
        open: wawi.open,
        concurrency,
        warningsOf: (tenant) => movedOn(catalogues, tenant),
      },
      stop,
    );
    const policy: Policy = { ...settings.safety, at: 'plan', here: () => session.here(at) };
    const readSeconds = (session.clock.monotonic() - startedAt) / 1000;
    const tenants = toWrite(plan).map((change) => change.tenant);
    const foretold =
      at === undefined ? session.watched.forecast({ tenants, concurrency, readSeconds }) : undefined;
    return {
      kind: 'planned',
      plan: withAllowance(plan, policy),
      refusals: refusals(plan, policy),
      ...(at !== undefined && { at }),
      ...(foretold && { forecast: foretold }),
    } as const satisfies Report;
  } finally {
    session.progress.clear();
    await wawi.close();
  }
}

export type Applying = Stop & { readonly allowChanges: number | undefined };

/** What became of it, and what showing it needs: the texts that its problems point into, and where its times are read. */
export type ToldReport = { readonly report: Report } & Pick<Loaded, 'textOf' | 'here'>;

/** Corrects what differs from the files, once. */
export async function correctDrift(session: Session, options: Applying): Promise<ToldReport> {
  const { desired, settings, chosen, textOf, here } = await loadToConnect(session);
  const report = await writing(session, settings, options, (how) => correct(desired, chosen, how));
  return { report, textOf, here };
}

/**
 * Applies a saved plan: exactly what it lists, or nothing. Only the settings are read, since the files may well have
 * changed since; what counts is whether Wawi has.
 */
export async function correctAsSaved(path: string, session: Session, options: Applying): Promise<ToldReport> {
  const { problems, settings, chosen, file } = await loadSettingsToConnect(session);
  const { clock, calendar } = session;
  const shown = {
    textOf: textIn(file ? [file] : []),
    here: { now: clock.now(), timezone: settings.timezone, calendar },
  };
  const read = await loadSavedPlan(path);
  const obstacles = read.kind === 'problem' ? [...problems, read.problem] : problems;
  if (obstacles.length > 0 || read.kind === 'problem')
    return { ...shown, report: { kind: 'problems', plan: planOfProblems(obstacles, sha256) } };
  if (read.kind === 'refused') {
    const plan = planOfProblems([], sha256);
    return { ...shown, report: { kind: 'refused', plan, refusals: [read.refusal] } };
  }
  const report = await writing(session, settings, options, (how) => correctSaved(read.saved, chosen, how));
  return { ...shown, report };
}

/** Gives `work` a way to write, as far as the safety rules and the command line let it. */
async function writing(
  session: Session,
  { concurrency, safety }: Pick<Settings, 'concurrency' | 'safety'>,
  { allowChanges, stop }: Applying,
  work: (how: Correcting) => Promise<Report>,
): Promise<Report> {
  const { looking, journal, progress } = session;
  const policy = { ...safety, here: session.here, ...(allowChanges !== undefined && { allowChanges }) };
  const wawi = createWawiWriters({ ...session.wawi, concurrency: () => concurrency });
  try {
    return await work({ ...looking, open: wawi.open, journal, concurrency, policy, stop });
  } finally {
    progress.clear();
    await wawi.close();
  }
}
