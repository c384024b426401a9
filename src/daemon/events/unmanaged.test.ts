import { expect, test } from 'vitest';
import { aState, aStream, aTenantState, tenantsOf } from '../../../test/support/daemonState.ts';
import { planned } from '../../../test/support/report.ts';
import { rememberedIn, rememberedJson } from '../../memory/remembered.ts';
import type { Failure } from '../../problems/problem.ts';
import type { PlannedTenant } from '../../reconcile/plan.ts';
import { nothingTold } from './event.ts';
import { unmanagedNews } from './unmanaged.ts';

type Syncs = { readonly managed?: string; readonly unmanaged?: string; readonly unsure?: string };

const down: Failure = { tenant: 'acme', code: 'timeout', message: 'no answer' };
const named = (names = '') => [...names].map((name) => ({ id: `id-of-${name}`, name, salesChannel: null }));

/** Each letter is a sync. */
function answered(name: string, { managed, unmanaged, unsure }: Syncs): PlannedTenant {
  const standings = named(managed).map((sync) => ({ sync, mode: 'enforce', differs: false }) as const);
  return { name, managed: standings.length, unmanaged: named(unmanaged), unsure: named(unsure), standings };
}

/** What is told of passes one after another, each of which sees `acme` so, or does not. */
function toldOf(passes: readonly (Syncs | 'silent' | 'blocked')[]) {
  const stream = aStream();
  const state = aState();
  return passes.map((pass) => {
    const seen = typeof pass === 'string' ? [] : [answered('acme', pass)];
    const { events } = stream(planned({ tenants: seen, failures: pass === 'silent' ? [down] : [] }), state);
    const news = events.filter((event) => event.type.startsWith('unmanaged.'));
    return news.map((event) => {
      if (!('syncs' in event)) throw new Error('not about syncs');
      return `${event.type} ${event.syncs.map(({ sync }) => sync.name).join('')}`;
    });
  });
}

const [a, ab] = [
  { managed: 'm', unmanaged: 'a' },
  { managed: 'm', unmanaged: 'ab' },
];

test.each([
  ['one that is there at the first pass is no news', [ab], [[]]],
  ['one that is new in Wawi is told once', [a, ab, ab], [[], ['unmanaged.appeared b'], []]],
  ['one that goes is told once', [ab, a, a], [[], ['unmanaged.gone b'], []]],
  ['one that comes back is told again', [ab, a, ab], [[], ['unmanaged.gone b'], ['unmanaged.appeared b']]],
  [
    'one that a document begins to mean, but not for sure, has neither come nor gone',
    [ab, { managed: 'm', unmanaged: 'a', unsure: 'b' }, ab],
    [[], [], []],
  ],
  [
    'one comes as another goes',
    [ab, { managed: 'm', unmanaged: 'ac' }],
    [[], ['unmanaged.appeared c', 'unmanaged.gone b']],
  ],
  [
    'a tenant that fails has lost nothing, and gains nothing when it answers',
    [ab, 'silent', ab],
    [[], [], []],
  ],
  [
    'what comes while it fails is told when it answers',
    [a, 'silent', ab],
    [[], [], ['unmanaged.appeared b']],
  ],
  ['a pass that never looked tells nothing', [ab, 'blocked', ab], [[], [], []]],
  ['one that a document begins to name is not gone', [ab, { managed: 'mb', unmanaged: 'a' }], [[], []]],
  ['one that documents cease to name is not new', [a, { unmanaged: 'am' }], [[], []]],
  ['one that is managed and goes is told elsewhere', [a, { unmanaged: 'a' }], [[], []]],
  ['one that comes and is named at once is no news', [a, { managed: 'mx', unmanaged: 'a' }], [[], []]],
  ['a tenant that had none gets one', [{}, { unmanaged: 'a' }], [[], ['unmanaged.appeared a']]],
  ['a tenant loses its last', [{ unmanaged: 'a' }, {}], [[], ['unmanaged.gone a']]],
  [
    'a tenant whose address is another has other syncs, and none is news',
    [ab, { unmanaged: 'xyz' }],
    [[], []],
  ],
] as const)('%s', (_, passes, expected) => {
  expect(toldOf(passes)).toEqual(expected);
});

test('what is new on many tenants is one event', () => {
  const stream = aStream();
  const names = Array.from({ length: 60 }, (_, index) => `tenant ${index}`);
  const state = aState({ tenants: tenantsOf(...names.map((name) => aTenantState({ name }))) });
  const seeing = (unmanaged: string) =>
    stream(planned({ tenants: names.map((name) => answered(name, { managed: 'm', unmanaged })) }), state);
  seeing('a');
  const news = seeing('ab').events.filter(({ type }) => type === 'unmanaged.appeared');
  expect(news).toMatchObject([{ tenants: 60, syncs: { length: 60 } }]);
});

test('a daemon that starts again goes on from there, also with the memory of an older one', () => {
  const state = aState();
  const first = unmanagedNews([], state, planned({ tenants: [answered('acme', a)] }));
  const next = planned({ tenants: [answered('acme', ab)] });
  const kept = (told: object) =>
    rememberedIn(
      structuredClone(
        rememberedJson({ told: told as typeof nothingTold, efforts: new Map(), unsent: [] }, 'salt'),
      ),
    ).told.syncs;
  expect(unmanagedNews(kept({ ...nothingTold, syncs: first.told }), state, next).events).toMatchObject([
    { type: 'unmanaged.appeared', syncs: [{ tenant: 'acme', sync: { name: 'b' } }] },
  ]);
  const { syncs: _, ...older } = nothingTold;
  expect(unmanagedNews(kept(older), state, next).events).toEqual([]);
});

test('a tenant that is no longer looked after is forgotten', () => {
  const told = unmanagedNews([], aState(), planned({ tenants: [answered('acme', a)] })).told;
  expect(unmanagedNews(told, aState({ tenants: tenantsOf() }), planned()).told).toEqual([]);
});
