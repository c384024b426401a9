import { groupBy } from '../../base/collections.ts';
import type { Claim } from '../../model/claim.ts';
import type { ObservedSync, ObservedTenant } from '../../model/observed.ts';
import type { Failure, Problem } from '../../problems/problem.ts';
import type {
  DocumentedSync,
  ExplainContext,
  ExplainedField,
  ExplainedSync,
} from '../../reconcile/explain/explained.ts';
import type { ExplainAnswer, Held, Holds, PastOf, ToldField, ToldSync } from './answer.ts';
import {
  documentedOn,
  type ExplainQuestion,
  isFieldCalled,
  syncCalled,
  unknownField,
  unknownSync,
} from './question.ts';

/** The two ways to tell who has a say. */
export type Explainers = {
  readonly explainSync: (
    context: ExplainContext,
    tenant: ObservedTenant,
    sync: ObservedSync,
  ) => ExplainedSync;
  readonly explainOffline: (context: ExplainContext, tenant: string, sync: DocumentedSync) => ExplainedSync;
};

/** All that an answer is made from. */
export type AnswerParts = Explainers & {
  readonly context: ExplainContext;
  readonly claims: readonly Claim[];
  /** Now, in milliseconds since 1970; the context has the moment that is asked about. */
  readonly now: number;
  readonly isOffline: boolean;
  /** The names of the tenants that the question is about. */
  readonly tenants: readonly string[];
  readonly observed: readonly ObservedTenant[];
  readonly failures: readonly Failure[];
  readonly past: PastOf;
  readonly holds: Holds;
  readonly warnings: readonly Problem[];
};

/** Why the sync in question is as it is, on each tenant that has it. */
export function answerTo(question: ExplainQuestion, known: AnswerParts): ExplainAnswer {
  const { now, isOffline, tenants, failures, warnings } = known;
  const context = { ...known.context, ...(question.ahead !== undefined && { ahead: question.ahead }) };
  const seen = new Map(known.observed.map((tenant) => [tenant.name, tenant]));
  const claims = groupBy(known.claims, ({ tenant }) => tenant);
  const found = tenants.flatMap((tenant) =>
    find(question.sync, tenant, seen.get(tenant), claims.get(tenant) ?? []),
  );
  const explained = found.flatMap((one) => one.explain?.({ ...known, context }) ?? []);
  const { field } = question;
  const hasField = explained.some(
    ({ fields }) => field === undefined || fields.some((one) => isFieldCalled(one, field)),
  );
  const problems = found.flatMap(({ problem }) => problem ?? []);
  const isUnknown = explained.length === 0 && problems.length === 0 && tenants.length > failures.length;
  if (isUnknown && question.sync !== undefined)
    problems.push(
      unknownSync(
        question.sync,
        tenants,
        found.flatMap(({ syncs }) => syncs),
        isOffline,
      ),
    );
  if (explained.length > 0 && !hasField) problems.push(unknownField(field!, explained));
  const { now: at, timezone } = context.moment;
  return {
    ...{ at, now, timezone, isOffline, warnings, failures, problems },
    syncs: hasField ? explained.map((one) => tell(one, seen.get(one.tenant), question, known)) : [],
  };
}

/** What a tenant has that is called so, or all that it has. Of one that was not asked, or did not answer, what documents name. */
type FoundSync = {
  readonly syncs: readonly DocumentedSync[];
  readonly problem?: Problem;
  readonly explain?: (parts: AnswerParts) => ExplainedSync;
};

function find(
  called: string | undefined,
  name: string,
  tenant: ObservedTenant | undefined,
  claims: readonly Claim[],
): readonly FoundSync[] {
  const syncs = tenant?.syncs ?? documentedOn(claims);
  const foundAs = (sync: DocumentedSync): FoundSync => ({
    syncs,
    explain: ({ context, explainSync, explainOffline }) =>
      tenant
        ? explainSync(context, tenant, tenant.syncs.find((one) => one === sync)!)
        : explainOffline(context, name, sync),
  });
  if (called === undefined) return syncs.map(foundAs);
  const sync = syncCalled(name, called, syncs);
  if (!sync) return [{ syncs }];
  return ['code' in sync ? { syncs, problem: sync } : foundAs(sync)];
}

/** With what the journal knows, and what holds it back. */
function tell(
  explained: ExplainedSync,
  seen: ObservedTenant | undefined,
  { field: called }: ExplainQuestion,
  known: AnswerParts,
): ToldSync {
  const { tenant, sync, stops } = explained;
  const { past, holds, now, context } = known;
  const at = context.moment.now;
  // Nobody knows today what problems and refusals there will be.
  const lasts = ({ until }: Held) => (until === undefined ? at === now : until > at);
  const differs = explained.fields.some(({ isLive }) => isLive === false);
  const applies = (held: Held) => lasts(held) && (held.rule !== 'refused' || differs);
  const tellField = (field: ExplainedField): ToldField => {
    const ref = {
      tenant,
      sync,
      field: { field: field.field, ...(field.option && { option: field.option }) },
    };
    const held = field.chain.length > 0 ? holds.ofField(ref) : undefined;
    return { ...field, ...past(tenant, sync, field), ...(held && lasts(held) && { held }) };
  };
  const fields = explained.fields.filter((field) => called === undefined || isFieldCalled(field, called));
  const stopped = stops.slice(0, 1).map(({ message }): Held => ({ rule: 'problems', reason: message }));
  const others = explained.isManaged ? [...stopped, ...holds.ofTenant(tenant)].filter(applies) : [];
  return {
    ...explained,
    isAnswered: seen !== undefined,
    ...(seen?.readAt !== undefined && { readAt: seen.readAt }),
    fields: fields.map(tellField),
    holds: [...documentHolds(explained), ...others],
  };
}

function documentHolds({ holds }: ExplainedSync): Held[] {
  return holds.map((hold) =>
    hold.kind === 'observed'
      ? { rule: 'observed', origin: hold.origin }
      : {
          ...{ rule: 'suspended', reason: hold.reason, origin: hold.origin },
          ...(hold.until !== undefined && { until: hold.until }),
        },
  );
}
