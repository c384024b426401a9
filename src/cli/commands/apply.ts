import { sha256 } from '../../base/hash.ts';
import { readTextFile } from '../../files/readTree.io.ts';
import type { Settings } from '../../model/settings.ts';
import type { ProblemOptions } from '../../problems/text.ts';
import { type Correcting, correct } from '../../reconcile/pass.io.ts';
import type { OpenWriter } from '../../reconcile/ports.ts';
import type { Report } from '../../reconcile/report.ts';
import { correctSaved } from '../../reconcile/savedPlan/pass.io.ts';
import { readSavedPlan } from '../../reconcile/savedPlan/read.ts';
import { createWawiWriters } from '../../wawi/client.io.ts';
import { type ExitCode, exitCodeOf, exitCodeOfStop } from '../exit.ts';
import type { Flags } from '../flags.ts';
import { loadSettingsToConnect, loadToConnect, textIn } from '../load.ts';
import { deliver, emptyPlan } from '../render.ts';
import type { Terminal } from '../terminal.ts';
import { createWorld, type World } from '../world.ts';

export type ApplyFlags = Flags & { readonly allowChanges?: number };

/**
 * Applies a saved plan: exactly what it lists, or nothing. Only the settings are read, since the files may well have
 * changed since; what counts is whether Wawi has.
 */
export async function applySaved(path: string, flags: ApplyFlags, terminal: Terminal): Promise<ExitCode> {
  const world = createWorld(flags, terminal);
  const loaded = await loadSettingsToConnect(flags, terminal, world);
  const file = await readTextFile(path, path);
  const unreadable = 'code' in file ? [file] : [];
  const problems = [...loaded.problems, ...unreadable];
  const saved = 'code' in file ? undefined : readSavedPlan(file.text, sha256);
  const textOf = textIn(loaded.file ? [loaded.file] : []);
  if (problems.length > 0 || !saved)
    return finish({ kind: 'problems', plan: emptyPlan(problems) }, textOf, flags, terminal);
  if ('code' in saved)
    return finish({ kind: 'refused', plan: emptyPlan([]), refusals: [saved] }, textOf, flags, terminal);
  return withWriters(world, flags, terminal, textOf, (open) =>
    correctSaved(saved, loaded.chosen, correcting(world, open, loaded.settings, flags, terminal)),
  );
}

/** Corrects what differs, once. Ctrl-C lets what is in flight finish, and the report tells what was not attempted. */
export async function apply(flags: ApplyFlags, terminal: Terminal): Promise<ExitCode> {
  const world = createWorld(flags, terminal);
  const { desired, settings, chosen, textOf } = await loadToConnect(flags, terminal, world);
  return withWriters(world, flags, terminal, textOf, (open) =>
    correct(desired, chosen, correcting(world, open, settings, flags, terminal)),
  );
}

function correcting(
  world: World,
  open: OpenWriter,
  { concurrency, safety }: Pick<Settings, 'concurrency' | 'safety'>,
  { allowChanges }: ApplyFlags,
  { stop }: Terminal,
): Correcting {
  const policy = { ...safety, ...(allowChanges !== undefined && { allowChanges }) };
  return { ...world.looking, open, journal: world.journal, concurrency, policy, stop };
}

async function withWriters(
  world: World,
  flags: ApplyFlags,
  terminal: Terminal,
  textOf: ProblemOptions['textOf'],
  work: (open: OpenWriter) => Promise<Report>,
): Promise<ExitCode> {
  const wawi = createWawiWriters(world.wawi);
  try {
    const report = await work(wawi.open);
    world.progress.clear();
    return await finish(report, textOf, flags, terminal);
  } finally {
    world.progress.clear();
    await wawi.close();
  }
}

function finish(
  report: Report,
  textOf: ProblemOptions['textOf'],
  flags: ApplyFlags,
  terminal: Terminal,
): Promise<ExitCode> {
  const meant = terminal.stop.aborted ? exitCodeOfStop(terminal.stop) : exitCodeOf(report);
  return deliver(report, meant, textOf, flags, terminal);
}
