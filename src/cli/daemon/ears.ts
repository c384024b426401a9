import { createTidings } from '../../daemon/live/tidings.io.ts';
import { createLooks } from '../../daemon/status/looks.io.ts';
import { createWorkerHealth } from '../../daemon/status/workerHealth.io.ts';
import type { createWawiWriters } from '../../wawi/client.io.ts';
import type { Terminal } from '../terminal.ts';

/** What is told by tenants is heard by whoever asks the daemon, and told to those who have a page open. */
export function openEars<W extends ReturnType<typeof createWawiWriters>>(
  writers: W,
  terminal: Pick<Terminal, 'clock' | 'stop'>,
) {
  const tidings = createTidings();
  const onNews = () => tidings.tell(['health']);
  const health = createWorkerHealth({ ...terminal, open: writers.open, onNews });
  const open = health.hearing(writers.open);
  const looks = createLooks({ ...terminal, open });
  return { tidings, health, looks, wawi: { ...writers, open: looks.hearing(open) } };
}
