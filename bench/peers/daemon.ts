import { startDaemon } from '../../test/support/daemon.ts';
import { driftIn } from './lanes.ts';
import { dropCaches, expectSame, type Taken } from './measure.ts';
import type { PeersWorld } from './world.ts';

/** No pass but those that are asked for. */
const never = '0 0 29 2 *';
/** CPU time is counted in hundredths of a second, so one pass alone takes none or one. */
const passesARound = 20;

/**
 * The same check as a pass of a running daemon, by its own clock. The first one counts from the start of the process.
 * Each round is the mean of several passes. @throws where it finds another drift.
 */
export async function measureDaemon(
  { folder, env, drift, wawi }: PeersWorld,
  rounds: number,
): Promise<{ readonly cold: Taken; readonly warm: readonly Taken[] }> {
  dropCaches();
  const start = performance.now();
  const secret = { JTL_CLIENT_SECRET: wawi.clientSecret, LC_ALL: env.LC_ALL! };
  const daemon = await startDaemon(folder, secret, '--schedule', never);
  const { running, url } = daemon;
  const check = () =>
    expectSame('the daemon', driftIn(JSON.parse(running.stdout().trimEnd().split('\n').at(-1)!)), drift);
  const pass = async () => {
    const before = daemon.passes();
    await daemon.wake();
    await running.until('the pass is over', () => daemon.passes() > before, 1);
    check();
  };
  try {
    await running.until('its first pass is over', () => daemon.passes() > 0, 1);
    const cold = { wall: performance.now() - start, cpu: daemon.cpuMs(), mib: daemon.resident() / 1_024 };
    check();
    for (let count = 0; count < passesARound; count += 1) await pass();
    const warm: Taken[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const [wall, cpu] = [await passMs(url), daemon.cpuMs()];
      for (let count = 0; count < passesARound; count += 1) await pass();
      const each = (total: number) => total / passesARound;
      const mib = daemon.resident() / 1_024;
      warm.push({ wall: each((await passMs(url)) - wall), cpu: each(daemon.cpuMs() - cpu), mib });
    }
    return { cold, warm };
  } finally {
    await running.end();
  }
}

/** What all passes have taken, in milliseconds. */
async function passMs(url: string): Promise<number> {
  const metrics = await (await fetch(`${url}/metrics`)).text();
  return 1_000 * Number(/^sollist_pass_duration_seconds_sum (\S+)$/m.exec(metrics)?.[1]);
}
