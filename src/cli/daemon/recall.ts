import { resolve } from 'node:path';
import type { DaemonState } from '../../daemon/state.ts';
import { desire } from '../../desired/desire.ts';
import type { Loaded } from '../../desired/load.io.ts';
import type { DaemonMemory, LastGood } from '../../memory/memory.io.ts';
import { defaultConfig, settingsIn } from '../../settings/load.io.ts';
import type { CommonFlags } from '../commonFlags.ts';
import type { Session } from '../session.ts';

type WhereRead = Pick<CommonFlags, 'syncs' | 'config'>;

function placeOf({ syncs, config }: WhereRead): Pick<LastGood, 'syncs' | 'config'> {
  return { syncs: resolve(syncs), config: resolve(config ?? defaultConfig) };
}

/** The files that the daemon before enforced last, where they are good by the flags and variables of today. */
export async function recallFiles(
  memory: Pick<DaemonMemory, 'lastGood'>,
  flags: WhereRead,
  session: Pick<Session, 'source' | 'calendar' | 'checkFile' | 'clock' | 'log'>,
): Promise<Pick<DaemonState, 'enforced' | 'inForce'>> {
  const good = await memory.lastGood(placeOf(flags));
  if (!good) return {};
  const { tree, file, inForce } = good;
  const { settings, chosen, problems } = settingsIn(file ?? undefined, session.source, session.calendar);
  const moment = { now: session.clock.now(), timezone: settings.timezone };
  const desired = desire(tree, settings.tenants, moment, session);
  const first = [...problems, ...desired.problems][0];
  if (!first) return { enforced: { settings, chosen, tree }, inForce };
  session.log.info({ first: first.message }, 'the files that were good last are not good any more');
  return {};
}

/** Keeps the files of a pass, where they are good. */
export async function keepFiles(
  memory: Pick<DaemonMemory, 'keepLastGood'>,
  flags: WhereRead,
  { bad, inForce }: DaemonState,
  { file, desired: { tree } }: Loaded,
): Promise<void> {
  if (bad || inForce?.treeHash !== tree.hash) return;
  await memory.keepLastGood({ ...placeOf(flags), file: file ?? null, tree, inForce });
}
