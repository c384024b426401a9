import { Gauge, type Registry } from 'prom-client';
import { haltedFor } from '../events/halted.ts';
import { type DaemonState, type SyncStatus, type TenantState, tenantProblems } from '../state.ts';

/** Where things stand after the last pass. */
export function createStateMetrics(register: Registry) {
  const tenants = tenantGauges(register);
  const times = timeGauges(register);
  const badTree = new Gauge({
    name: 'sollist_bad_tree',
    help: 'Whether the files as they are now are bad, so that older ones are enforced, or none.',
    registers: [register],
  });
  const problems = new Gauge({
    name: 'sollist_problems',
    help: 'Problems that a person must mend: in the files, or where they do not fit what the ERP has.',
    registers: [register],
  });
  const storage = new Gauge({
    name: 'sollist_state_directory_failing',
    help: 'Whether the state directory cannot be written, so that nothing is remembered of what is done.',
    registers: [register],
  });
  const halted = haltedGauge(register);
  return {
    set(state: DaemonState): void {
      tenants(state.tenants);
      halted(state);
      times(state);
      badTree.set(state.bad ? 1 : 0);
      storage.set(state.storage ? 1 : 0);
      const stopping = (state.bad?.problems.length ?? 0) + state.problems.length;
      problems.set(stopping + tenantProblems(state).length);
    },
  };
}

const statuses: readonly SyncStatus[] = ['Synced', 'OutOfSync', 'Unknown'];

type TenantFigure = {
  readonly name: string;
  readonly help: string;
  readonly figureOf: (tenant: TenantState) => number;
};

const tenantFigures: readonly TenantFigure[] = [
  {
    name: 'sollist_contested_values',
    help: 'Values that somebody else sets again and again.',
    figureOf: ({ syncs }) => syncs.flatMap((sync) => sync.contested).length,
  },
  {
    name: 'sollist_tenant_failing',
    help: 'Whether the tenant cannot be reached.',
    figureOf: ({ failing }) => (failing ? 1 : 0),
  },
  {
    name: 'sollist_unmanaged_syncs',
    help: 'Syncs that no document names, as they were when the tenant was last read.',
    figureOf: ({ unmanaged }) => unmanaged.length,
  },
  {
    name: 'sollist_tenant_problems',
    help: 'Problems that only the live state of the tenant shows, and that stop the writes of it alone.',
    figureOf: ({ problems }) => problems.length,
  },
];

/** Series are made when somebody asks for them, since most passes bring nothing new and there may be 10,000 tenants. */
function tenantGauges(register: Registry): (tenants: DaemonState['tenants']) => void {
  let tenants: DaemonState['tenants'] = new Map();
  const registers = [register];
  new Gauge({
    name: 'sollist_syncs',
    help: 'Syncs that documents name, by whether they are as they should be.',
    labelNames: ['tenant', 'status'],
    registers,
    collect() {
      this.reset();
      for (const one of tenants.values())
        for (const status of statuses) this.set({ tenant: one.name, status }, countOf(one, status));
    },
  });
  for (const { name, help, figureOf } of tenantFigures)
    new Gauge({
      ...{ name, help, labelNames: ['tenant'], registers },
      collect() {
        this.reset();
        for (const one of tenants.values()) this.set({ tenant: one.name }, figureOf(one));
      },
    });
  return (now) => {
    tenants = now;
  };
}

function haltedGauge(register: Registry): (state: DaemonState) => void {
  let state: DaemonState | undefined;
  new Gauge({
    name: 'sollist_halted_syncs',
    help: 'Syncs that have been stopped or failing for longer than health.stoppedFor, though no document says so.',
    labelNames: ['tenant'],
    registers: [register],
    collect() {
      this.reset();
      for (const tenant of state?.tenants.keys() ?? []) this.set({ tenant }, 0);
      for (const { tenant } of state ? haltedFor(state) : []) this.inc({ tenant });
    },
  });
  return (now) => {
    state = now;
  };
}

function countOf({ syncs }: TenantState, status: SyncStatus): number {
  return syncs.filter((sync) => sync.status === status).length;
}

/** A time that is not known has no series: 0 would be 1970, and set off every alarm. */
function timeGauges(register: Registry): (state: DaemonState) => void {
  const times = {
    lastPass: timeGauge(register, 'sollist_last_pass_timestamp_seconds', 'When the last pass finished.'),
    lastSuccess: timeGauge(
      register,
      'sollist_last_success_timestamp_seconds',
      'When everything was last as it should be, on all tenants.',
    ),
    nextPass: timeGauge(
      register,
      'sollist_next_pass_timestamp_seconds',
      'When the schedule wakes the next pass.',
    ),
  };
  return ({ lastPass, lastSuccessAt, nextPassAt }) => {
    times.lastPass(lastPass?.finishedAt);
    times.lastSuccess(lastSuccessAt);
    times.nextPass(nextPassAt);
  };
}

/** Takes milliseconds since 1970. */
function timeGauge(register: Registry, name: string, help: string): (at: number | undefined) => void {
  const gauge = new Gauge({ name, help, registers: [register] });
  gauge.remove();
  return (at) => {
    if (at === undefined) gauge.remove();
    else gauge.set(at / 1000);
  };
}
