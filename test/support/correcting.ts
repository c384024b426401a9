import { sha256 } from '../../src/base/hash.ts';
import { failed } from '../../src/base/result.ts';
import type { WorkerStatus } from '../../src/model/health.ts';
import type { ObservedSync } from '../../src/model/observed.ts';
import type { TenantSettings } from '../../src/model/settings.ts';
import type { Correcting } from '../../src/reconcile/pass.io.ts';
import type { Entry, WawiWriter } from '../../src/reconcile/ports.ts';

/** How an ERP that lives in the test answers: truly, with a 200 that changes nothing, or as told. */
export type Answering = {
  readonly isDeaf?: boolean;
  readonly list?: () => Promise<readonly ObservedSync[]>;
  readonly configure?: WawiWriter['configure'];
  readonly control?: WawiWriter['control'];
  /** How syncs fare in spite of what is asked for, by their ids. */
  readonly worker?: Readonly<Record<string, Partial<WorkerStatus>>>;
};

/** An ERP of these syncs, whose intervals can be set, and which can be started and stopped. It counts what it is asked. */
export function aWawi(syncs: readonly ObservedSync[], answering: Answering = {}) {
  const live = new Map(syncs.map((sync) => [sync.id, sync]));
  const asked: string[] = [];
  const stopped = new Set<string>();
  const wawi: WawiWriter = {
    acceptsNull: false,
    status: async () => {
      asked.push('status');
      const usual = { health: 'Healthy', lastSync: null, nextSync: null } as const;
      return syncs.map(({ id }) => ({ id, ...usual, active: !stopped.has(id), ...answering.worker?.[id] }));
    },
    list: async () => {
      asked.push('list');
      return answering.list ? answering.list() : [...live.values()];
    },
    listAgain: (_, stop) => wawi.list(stop),
    statusAgain: (_, stop) => wawi.status(stop),
    control: async (id, action, stop) => {
      asked.push(`${action} ${id}`);
      if (answering.control) return answering.control(id, action, stop);
      stopped[action === 'stop' ? 'add' : 'delete'](id);
      return { attempts: 1 };
    },
    configure: async (id, settings, stop) => {
      asked.push(`configure ${id}`);
      if (answering.configure) return answering.configure(id, settings, stop);
      const sync = live.get(id)!;
      if (!answering.isDeaf) live.set(id, { ...sync, interval: settings.interval ?? sync.interval });
      return { attempts: 1 };
    },
  };
  return { wawi, asked };
}

export function tenantSettings(name: string): TenantSettings {
  const connection = { baseUrl: 'http://127.0.0.1:1', version: '2.0', auth: { kind: 'none' } } as const;
  return { name, labels: {}, connection };
}

/** What a pass needs to correct one ERP, and what it puts on record. */
export function aWorld(wawi: WawiWriter, changes: Partial<Correcting> = {}) {
  const recorded: Entry[] = [];
  const world: Correcting = {
    open: async () => wawi,
    readSecret: async () => failed('is not set'),
    journal: {
      causes: async () => () => 'unknown',
      writes: async () => () => undefined,
      record: async (entry) => void recorded.push(entry),
    },
    revision: async () => ({ revision: 'abc' }),
    sha256,
    concurrency: 2,
    policy: { maxChanges: 10, maxShare: 1 },
    stop: new AbortController().signal,
    ...changes,
  };
  return { world, recorded };
}
