import { timeOrNull, timeText } from '../../base/timestamp.ts';
import type {
  ExplainJson,
  Field as FieldJson,
  Held as HeldJson,
  Link as LinkJson,
  Row as RowJson,
  Sync as SyncJson,
  SyncName as SyncNameJson,
} from '../../generated/explain.ts';
import { toIso } from '../../model/duration.ts';
import { formatVersion } from '../../model/formatVersion.ts';
import type { ChainLink, DocumentedSync, NextValue } from '../../reconcile/explain/explained.ts';
import { failureJson, problemJson } from '../json.ts';
import type { ExplainAnswer, Held, ToldField, ToldSync } from './answer.ts';
import { type MatrixRow, matrixOf, statusOf } from './matrix.ts';

/** What is explained as `schemas/explain.schema.json` has it. Secrets stay masked. */
export function explainJson(answer: ExplainAnswer): ExplainJson {
  const { at, timezone, syncs, problems, warnings, failures } = answer;
  return {
    formatVersion,
    at: timeText(at),
    timezone,
    syncs: syncs.map(syncJson),
    fields: syncs.flatMap((sync) => sync.fields.map((field) => fieldJson(sync, field))),
    ...(syncs.length > 1 && { matrix: matrixOf(syncs).map(rowJson) }),
    problems: [...problems, ...syncs.flatMap((sync) => sync.problems)].map(problemJson),
    warnings: warnings.map(problemJson),
    failures: failures.map(failureJson),
  };
}

function syncJson({ tenant, sync, isManaged, isAnswered, holds }: ToldSync): SyncJson {
  return {
    tenant,
    sync: nameJson(sync),
    unmanaged: !isManaged,
    answered: isAnswered,
    held: holds.map(heldJson),
  };
}

/** Nobody has an empty name; it stands for one that is not known. */
function known(text: string): string | null {
  return text === '' ? null : text;
}

function nameJson({ id, name, salesChannel }: DocumentedSync): SyncNameJson {
  return { id: known(id), name: known(name), salesChannel };
}

function fieldJson({ tenant, holds }: ToldSync, told: ToldField): FieldJson {
  const { field, option, wanted, live, chain, written, changedByOthers, next } = told;
  const held = chain.length > 0 ? (holds[0] ?? told.held) : undefined;
  return {
    tenant,
    field,
    ...(option && { option: { id: known(option.id), name: known(option.name), type: known(option.type) } }),
    ...(wanted && { wanted: wanted.json }),
    ...(live && { live: live.json }),
    status: statusOf(told),
    chain: chain.map(linkJson),
    written: written
      ? {
          ...{ time: written.time, revision: written.revision },
          ...{ author: written.commit?.author ?? null, subject: written.commit?.subject ?? null },
        }
      : null,
    changedByOthers,
    held: held ? heldJson(held) : null,
    next: next.map(nextJson),
  };
}

const ranks = { 1: 'all', 2: 'labels', 3: 'named' } as const satisfies Record<
  ChainLink['rank'],
  LinkJson['rank']
>;

function linkJson({ value, secret, origin, rank, window, winsAt, sync }: ChainLink): LinkJson {
  return {
    value: value.json,
    ...(secret && { secret: { ...secret.ref } }),
    origin,
    rank: ranks[rank],
    window: window
      ? {
          ...{ start: window.start.value, duration: toIso(window.duration), open: window.isOpen },
          ...{ opens: timeOrNull(window.opens), closes: timeOrNull(window.closes) },
        }
      : null,
    ...(winsAt !== undefined && { winsAt: timeText(winsAt) }),
    ...(sync && { sync: nameJson(sync) }),
  };
}

function heldJson({ rule, until, reason, origin }: Held): HeldJson {
  return { rule, until: timeOrNull(until), reason: reason ?? null, origin: origin ?? null };
}

function nextJson({ at, value, origin }: NextValue): FieldJson['next'][number] {
  return { at: timeText(at), ...(value && { value: value.json }), origin: origin ?? null };
}

function rowJson({ field, option, cells }: MatrixRow): RowJson {
  return {
    field,
    ...(option !== undefined && { option }),
    values: cells.map(({ wanted, live, status, origin = null, tenants }) => ({
      ...(wanted && { wanted: wanted.json }),
      ...(live && { live: live.json }),
      ...{ status, origin, count: tenants.length, tenants: [...tenants] },
    })),
  };
}
