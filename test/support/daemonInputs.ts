import { createCalendar } from '../../src/base/calendar.ts';
import { sha256 } from '../../src/base/hash.ts';
import type { Inputs } from '../../src/daemon/state.ts';
import type { TenantSettings } from '../../src/model/settings.ts';
import type { Failure, Problem } from '../../src/problems/problem.ts';
import { type Difference, isStopped, makePlan } from '../../src/reconcile/plan.ts';
import type { Report } from '../../src/reconcile/report.ts';
import { readSettings } from '../../src/settings/read.ts';
import { aClaim, noTimes } from './build.ts';

/** Half a minute after the new year's first Monday has begun. */
export const start = Date.parse('2026-01-05T00:00:30Z');

function tenant(name: string): TenantSettings {
  const connection = { baseUrl: 'http://127.0.0.1', version: '2.0', auth: { kind: 'none' } } as const;
  return { name, labels: {}, connection };
}

export const acme = tenant('acme');
export const globex = tenant('globex');

/** What the files say: all is good where nothing is told of them. */
export type FilesOfTest = {
  readonly problems?: readonly Problem[];
  readonly hash?: string;
  readonly edit?: string;
  /** Where acme is reached, by sollist.yaml. */
  readonly baseUrl?: string;
};

const nothingSaid = { given: {}, jtl: {}, systemTimezone: () => 'UTC' };
const usual = readSettings(nothingSaid, createCalendar()).settings;

export function someInputs(files: FilesOfTest = {}, schedule = '*/5 * * * *'): Inputs {
  const { problems = [], hash = 'a', edit = 'acme', baseUrl = acme.connection.baseUrl } = files;
  const tree = { files: [], problems: [], warnings: [], hash };
  const claims = [acme, globex].map(({ name }) =>
    aClaim({
      tenant: name,
      layers: [],
      sync: { value: { kind: 'id', id: name === edit ? hash : 'x' }, origin: place },
    }),
  );
  return {
    settings: { ...usual, schedule, tenants: [acme, globex] },
    chosen: [{ ...acme, connection: { ...acme.connection, baseUrl } }, globex],
    desired: { tree, documents: [], claims, times: noTimes, problems, warnings: [] },
  };
}

export const place = { file: 'syncs/a.yaml', line: 1, column: 1 };
export const bad: Problem = { code: 'yaml', message: 'bad', origin: place };

/** A pass that found nothing to write: who answered, who did not, and which problems stop writes. */
export function aQuietReport(
  answered: readonly string[],
  failures: readonly Failure[] = [],
  problems: readonly Problem[] = [],
): Report {
  const none = { warnings: [], revision: null, treeHash: 'a', sha256 };
  const plan = makePlan({ differences: answered.map(untouched), failures, problems, ...none });
  return { kind: isStopped(plan) ? 'problems' : 'inSync', plan };
}

export function down(tenant: string): Failure {
  return { tenant, code: 'unreachable', message: 'down' };
}

function untouched(tenant: string): Difference {
  const none = { managed: 0, inSync: 0, suspended: 0, unmanaged: [], unmanagedOptions: 0 };
  return { tenant, ...none, standings: [], changes: [], problems: [] };
}
