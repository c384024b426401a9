import fc from 'fast-check';
import { expect, it } from 'vitest';
import { anOption, aSync, aTenant } from '../../../test/support/build.ts';
import {
  atOdds,
  drawn,
  fields,
  isObserved,
  isSuspended,
  saysOf,
  type Tree,
  tenants,
  textOf,
  wantedOf,
} from '../../../test/support/reference.ts';
import { runs } from '../../../test/support/runs.ts';
import { createCalendar } from '../../base/calendar.ts';
import { readDocuments } from '../../desired/document.ts';
import { resolve } from '../../desired/resolve.ts';
import type { DesiredValue } from '../../model/document.ts';
import { toShort } from '../../model/duration.ts';
import type { ObservedTenant } from '../../model/observed.ts';
import type { DesiredSync } from '../desiredSync.ts';
import { matchLive } from '../matchLive.ts';
import { explainSync } from './explain.ts';
import { remembering } from './known.ts';

const timezone = 'Europe/Berlin';
const calendar = remembering(createCalendar());
const day = 86_400_000;

function live(name: string): ObservedTenant {
  const syncs = ['Ebay', 'Amazon'].map((sync, at) =>
    aSync({
      id: `3c90c3cc-0d44-4b50-8888-00000000000${at}`,
      name: sync,
      options: ['A', 'B'].map((option, of) =>
        anOption({
          id: `aaaaaaaa-0000-4000-8000-0000000000${at}${of}`,
          name: option,
          type: 'string',
          value: 'z',
        }),
      ),
    }),
  );
  return aTenant(syncs, { name });
}

function read(tree: Tree) {
  const file = { path: 'syncs/a.yaml', folder: undefined, directory: '/', text: textOf(tree), hash: '' };
  const { documents, problems } = readDocuments(file, timezone, calendar);
  expect(problems).toEqual([]);
  return documents;
}

/** What a plan wants of a field, and where that stands. */
function planned(desired: DesiredSync | undefined, field: (typeof fields)[number]) {
  if (field === 'interval')
    return desired?.interval && [toShort(desired.interval.value), desired.interval.origin];
  const one = desired?.options.find(({ option }) => option.name === field);
  return one && [(one.value.value as Extract<DesiredValue, { kind: 'plain' }>).text, one.value.origin];
}

/** Each sync of each tenant with what a plan wants of it, and all that is wrong with the tenant. */
function syncsOf(tree: Tree, now: number) {
  const documents = read(tree);
  const moment = { now, timezone };
  const { claims } = resolve(documents, tenants, moment, calendar);
  const context = { documents, tenants, moment, calendar };
  return tenants.flatMap((tenant) => {
    const observed = live(tenant.name);
    const ofTenant = claims.filter((claim) => claim.tenant === tenant.name);
    const { desired, problems } = matchLive(observed, ofTenant);
    return (['Ebay', 'Amazon'] as const).map((sync, at) => ({
      ...{ tenant, sync, problems },
      desired: desired.find((one) => one.sync.name === sync),
      explain: (ahead?: number) =>
        explainSync({ ...context, ...(ahead !== undefined && { ahead }) }, observed, observed.syncs[at]!),
    }));
  });
}

it('a plan wants what a slow and obvious evaluator says, with a problem where that finds two at odds', {
  tags: ['slow'],
}, () => {
  fc.assert(
    fc.property(drawn, ({ tree, at }) => {
      for (const { tenant, sync, desired, problems } of syncsOf(tree, at)) {
        for (const field of fields) {
          const wanted = wantedOf(tree, { sync }, tenant, field, at);
          expect(planned(desired, field)?.[0], field).toEqual(wanted === atOdds ? undefined : wanted);
        }
        const isAtOdds = (['Ebay', 'Amazon'] as const).some((one) =>
          fields.some((field) => wantedOf(tree, { sync: one }, tenant, field, at) === atOdds),
        );
        expect(problems.length > 0).toBe(isAtOdds);
        expect(desired?.suspension !== undefined).toBe(isSuspended(tree, { sync }, tenant, at));
        expect(desired?.mode === 'observe').toBe(isObserved(tree, { sync }, tenant));
      }
    }),
    runs(200),
  );
});

it('an explanation agrees with the plan: the first of the chain is what is wanted, and from where', {
  tags: ['slow'],
}, () => {
  fc.assert(
    fc.property(drawn, ({ tree, at }) => {
      for (const { tenant, sync, desired, explain } of syncsOf(tree, at)) {
        const explained = explain();
        for (const field of explained.fields) {
          const name = field.name as (typeof fields)[number];
          const plan = planned(desired, name);
          expect(field.wanted?.text).toEqual(plan?.[0]);
          if (plan) expect([field.chain[0]!.value.text, field.chain[0]!.origin]).toEqual(plan);
          expect(field.isContradicted).toBe(wantedOf(tree, { sync }, tenant, name, at) === atOdds);
          const [now, closed] = [true, false].map((open) =>
            field.chain.filter(({ window }) => (window?.isOpen ?? true) === open),
          );
          expect(now!.length).toBe(saysOf(tree, { sync }, tenant, name, at));
          expect(field.chain).toEqual([...now!, ...closed!]);
        }
        expect(explained.isManaged).toBe(desired !== undefined);
        expect(explained.holds.some(({ kind }) => kind === 'suspended')).toBe(
          desired?.suspension !== undefined,
        );
        expect(explained.holds.some(({ kind }) => kind === 'observed')).toBe(desired?.mode === 'observe');
      }
    }),
    runs(25),
  );
});

it('at each change ahead another value is wanted, and at no moment before', { tags: 'slow' }, () => {
  const moments = fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 3, maxLength: 3 });
  fc.assert(
    fc.property(drawn, moments, ({ tree, at }, percents) => {
      for (const { tenant, sync, explain } of syncsOf(tree, at)) {
        for (const { name, wanted, next } of explain().fields) {
          const valueAt = (time: number) => {
            const value = wantedOf(tree, { sync }, tenant, name as (typeof fields)[number], time);
            return value === atOdds ? undefined : value;
          };
          let [from, value] = [at, wanted?.text];
          for (const change of next.filter((one) => one.at < at + 15 * day)) {
            expect(change.value?.text).not.toBe(value);
            const between = percents.map(
              (percent) => from + Math.floor(((change.at - from) * percent) / 100),
            );
            for (const time of [...between, change.at - 1]) expect(valueAt(time)).toBe(value);
            [from, value] = [change.at, change.value?.text];
            expect(valueAt(from)).toBe(value);
          }
          // Where no more is told, no more comes.
          if (next.length < 3)
            for (const percent of percents) expect(valueAt(from + (percent * 7 * day) / 50)).toBe(value);
        }
      }
    }),
    runs(25),
  );
});

it('a course tells at each moment of a day what an explanation of that moment wants, and from where', {
  tags: ['slow'],
}, () => {
  const moments = fc.array(fc.integer({ min: 0, max: day - 1 }), { minLength: 4, maxLength: 4 });
  const changeOfClocks = fc.constantFrom('2026-10-24T11:00:00Z', '2026-03-28T12:00:00Z').map(Date.parse);
  const begins = fc.oneof(fc.constant(undefined), changeOfClocks);
  fc.assert(
    fc.property(drawn, begins, moments, ({ tree, at: drawnAt }, begin, between) => {
      const at = begin ?? drawnAt;
      const courses = syncsOf(tree, at).map(({ explain }) => explain(day).course!);
      const edges = courses.flatMap(({ fields }) =>
        fields.flatMap(({ spans }) => spans.map(({ from }) => from)),
      );
      const around = edges.flatMap((edge) => [edge - 1_000, edge - 1, edge, edge + 1_000]);
      for (const time of new Set([...around, ...between.map((one) => at + one)])) {
        if (time < at || time >= at + day) continue;
        for (const [index, { explain }] of syncsOf(tree, time).entries()) {
          const drawnValues = courses[index]!.fields.map(({ name, spans, told }) => {
            expect([spans[0]!.from, told, spans.at(-1)!.to]).toEqual([at, at + day, at + day]);
            const span = spans.find(({ from, to }) => from <= time && time < to)!;
            return [name, span.value?.text, span.origin];
          });
          const wanted = explain().fields.filter(({ chain }) => chain.length > 0);
          expect(drawnValues).toEqual(
            wanted.map(({ name, wanted: value, chain }) => [name, value?.text, value && chain[0]!.origin]),
          );
        }
      }
    }),
    runs(6),
  );
});
