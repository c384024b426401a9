import type { Change } from '../../src/model/change.ts';
import { durationOfSeconds } from '../../src/model/duration.ts';
import type { FieldChange } from '../../src/model/fields/index.ts';
import type { OptionChange } from '../../src/model/fields/option.ts';
import type { AppliedChange, Hold } from '../../src/reconcile/outcome.ts';
import { type Plan, type Summary, toWrite } from '../../src/reconcile/plan.ts';
import type { Report } from '../../src/reconcile/report.ts';

export function anInterval(changes: Partial<FieldChange & { field: 'interval' }> = {}): FieldChange {
  const [before, after] = [durationOfSeconds(600), durationOfSeconds(300)];
  const origin = { file: 'syncs/acme/ebay.yaml', line: 3, column: 11 };
  return { field: 'interval', before, after, cause: 'unknown', origin, ...changes };
}

/** A sync that runs and is to be stopped, or the other way round. */
export function anActive(after: boolean): FieldChange & { field: 'active' } {
  return {
    field: 'active',
    before: !after,
    after,
    cause: 'git',
    origin: { file: 'a.yaml', line: 2, column: 1 },
  };
}

export function anOptionChange(changes: Partial<OptionChange> = {}): FieldChange {
  const option = { id: 'aaaaaaaa-0000-4000-8000-000000000001', name: 'Create orders', type: 'bool' };
  const origin = { file: 'syncs/acme/ebay.yaml', line: 5, column: 18 };
  return { field: 'configs', option, before: 'false', after: 'true', cause: 'unknown', origin, ...changes };
}

export function aChange(changes: Partial<Change> = {}): Change {
  return {
    tenant: 'acme',
    sync: { id: '3c90c3cc-0d44-4b50-8888-8dd25736052a', name: 'Ebay', salesChannel: 'Shop' },
    mode: 'enforce',
    origin: { file: 'syncs/acme/ebay.yaml', line: 2, column: 1 },
    fields: [anInterval(), anOptionChange()],
    ...changes,
  };
}

type PlanParts = Partial<Omit<Plan, 'summary'>> & { readonly summary?: Partial<Summary> };

/** A plan whose counts are those of its parts; `summary` says what they do not tell. */
export function aPlan({ summary, ...parts }: PlanParts = {}): Plan {
  const { changes = [], problems = [], failures = [] } = parts;
  const enforced = toWrite({ changes });
  const tenants = new Set([...changes, ...failures].map(({ tenant }) => tenant)).size;
  return {
    id: `sha256:${'0'.repeat(64)}`,
    revision: null,
    treeHash: `sha256:${'1'.repeat(64)}`,
    tenants: [],
    changes,
    problems,
    warnings: [],
    failures,
    ...parts,
    summary: {
      tenants,
      syncs: changes.length,
      inSync: 0,
      changes: enforced.length,
      values: enforced.reduce((sum, { fields }) => sum + fields.length, 0),
      suspended: 0,
      observed: changes.filter(({ mode }) => mode === 'observe').length,
      unmanaged: 0,
      unmanagedOptions: 0,
      problems: problems.length,
      failures: failures.length,
      ...summary,
    },
  };
}

export function planned(parts: PlanParts = {}, at?: number): Report {
  return { kind: 'planned', plan: aPlan(parts), refusals: [], ...(at !== undefined && { at }) };
}

export function applied(changes: readonly AppliedChange[], parts: PlanParts = {}): Report {
  return { kind: 'applied', plan: aPlan({ changes, ...parts }), changes };
}

/** What a change tells of fields that were left alone for now. */
export function heldBack(fields: readonly FieldChange[], why: Hold['why'] = 'contested') {
  const until = Date.parse('2026-03-04T13:00:00Z');
  return {
    residual: fields,
    heldBack: fields.map((field) => ({ field, why: { why, until, end: 'today' } })),
    error: { code: why, message: 'left alone' },
  };
}
