import { describe, expect, test } from 'vitest';
import { aState, aSyncState, aTenantState, noon, tenantsOf } from '../../../test/support/daemonState.ts';
import { meaningOf } from '../../model/health.ts';
import type { DaemonState, SyncState } from '../state.ts';
import { nothingTold, type Told } from './event.ts';
import { haltedFor, haltNews } from './halted.ts';

const hour = 3_600_000;

/** Hours since noon, the worker's state, and what else is then: when the sync last ran, what documents say of it. */
type Look = readonly [hours: number, state: number | undefined, more?: More];
type More = {
  readonly ran?: number;
  readonly sync?: Partial<SyncState>;
  readonly stoppedFor?: string;
  /** The sync is not in the list any more. */
  readonly isGone?: boolean;
};

function stateAt([hours, state, more = {}]: Look): DaemonState {
  const { ran, sync, stoppedFor = '7d', isGone = false } = more;
  const at = noon + hours * hour;
  const lastSync = ran === undefined ? null : noon + ran * hour;
  const status = { id: 'id-of-Ebay', ...meaningOf(state ?? -1), lastSync, nextSync: null };
  const syncs = isGone ? [] : [aSyncState(sync)];
  return aState({
    now: at,
    tenants: tenantsOf(aTenantState({ syncs, unmanaged: [] })),
    settings: { health: { stoppedFor } } as NonNullable<DaemonState['settings']>,
    readings: new Map(state === undefined ? [] : [['acme', { at, statuses: [status] }]]),
  });
}

/** What is told after each look, each of them twice: what lasts is told once. */
function toldOf(looks: readonly Look[]): readonly string[] {
  let told: Told['halted'] = [];
  return looks.map((look) => {
    const news = haltNews(told, stateAt(look));
    // A restart forgets nothing of it.
    told = JSON.parse(JSON.stringify(news.told));
    expect(haltNews(told, stateAt(look)).events).toEqual([]);
    return news.events
      .flatMap((event) => ('syncs' in event && 'longest' in event ? event.syncs : []))
      .map((sync) => ('now' in sync ? sync.now : ''))
      .join();
  });
}

const wantsStop = { sync: { wantsStop: true } };
const suspended = { sync: { suspension: { reason: 'why' } } };

describe('a sync that does not run is told of once it has been so for too long', () => {
  test.each<[string, readonly Look[], readonly string[]]>([
    [
      'from when it was first seen',
      [
        [0, 7],
        [168, 7],
        [169, 7],
      ],
      ['', '', 'stopped'],
    ],
    ['or from when it last ran', [[0, 7, { ran: -169 }]], ['stopped']],
    [
      'not from a run that is to come',
      [
        [0, 7, { ran: 500 }],
        [169, 7],
      ],
      ['', 'stopped'],
    ],
    ['while it is stopping too', [[0, 5, { ran: -169 }]], ['stopped']],
    [
      'where its runs fail, the last one just now',
      [
        [0, 4],
        [169, 4, { ran: 168 }],
      ],
      ['', 'failing'],
    ],
    ['where it is locked', [[0, 6, { ran: -169 }]], ['failing']],
    [
      'and which of both it is makes no difference',
      [
        [0, 4],
        [100, 7],
        [169, 6],
      ],
      ['', '', 'failing'],
    ],
    [
      'where failing runs are under way now and then',
      [
        [0, 4],
        [1, 2],
        [2, 0],
        [169, 4],
      ],
      ['', '', '', 'failing'],
    ],
    [
      'not where a run was well meanwhile',
      [
        [0, 4],
        [1, 3],
        [169, 4],
        [338, 4],
      ],
      ['', '', '', 'failing'],
    ],
    [
      'not where somebody started it meanwhile',
      [
        [0, 7],
        [1, 2],
        [169, 7],
      ],
      ['', '', ''],
    ],
    [
      'not while nobody asks its worker',
      [
        [0, 7],
        [200, undefined],
        [201, 7],
      ],
      ['', '', 'stopped'],
    ],
    [
      'not by a state that nobody knows',
      [
        [0, 7],
        [169, 8],
        [170, 7],
      ],
      ['', '', 'stopped'],
    ],
    ['not where it waits for its turn', [[0, 0, { ran: -500 }]], ['']],
    [
      'and once when it ends',
      [
        [0, 7, { ran: -169 }],
        [1, 7],
        [2, 2],
        [3, 3],
      ],
      ['stopped', '', 'runs again', ''],
    ],
    [
      'and when a document says so',
      [
        [0, 7, { ran: -169 }],
        [1, undefined, wantsStop],
      ],
      ['stopped', 'as documents want it'],
    ],
    [
      'and when it is gone',
      [
        [0, 7, { ran: -169 }],
        [1, undefined, { isGone: true }],
      ],
      ['stopped', 'gone from Wawi'],
    ],
    ['not where a document stops it', [[0, 7, { ran: -500, ...wantsStop }]], ['']],
    ['not where a document suspends it', [[0, 4, { ran: -500, ...suspended }]], ['']],
    [
      'and not before that has ended for as long',
      [
        [0, 7, { ran: -500, ...wantsStop }],
        [1, 7, { ran: -500 }],
        [168, 7],
        [169, 7],
      ],
      ['', '', '', 'stopped'],
    ],
    [
      'as the setting says',
      [
        [0, 7],
        [2, 7, { stoppedFor: '1h' }],
      ],
      ['', 'stopped'],
    ],
    ['never where that is asked for', [[0, 7, { ran: -500, stoppedFor: 'never' }]], ['']],
  ])('%s', (_, looks, told) => {
    expect(toldOf(looks)).toEqual(told);
  });
});

test('syncs that no document names are warned of too, and what many tenants have is one event', () => {
  const names = ['acme', 'globex'];
  const status = { id: 'id-of-Otto', ...meaningOf(7), lastSync: noon - 169 * hour, nextSync: null };
  const state = {
    ...stateAt([0, undefined]),
    tenants: tenantsOf(...names.map((name) => aTenantState({ name }))),
    readings: new Map(names.map((name) => [name, { at: noon, statuses: [status] }])),
  };
  const { events, told } = haltNews([], state);
  expect(events).toMatchObject([
    { type: 'sync.halted', tenants: 2, syncs: names.map((tenant) => ({ tenant, sync: { name: 'Otto' } })) },
  ]);
  expect(haltedFor({ ...state, told: { ...nothingTold, halted: told } })).toHaveLength(2);
  const unseen = { ...state, tenants: tenantsOf(), readings: new Map() };
  expect(haltNews(told, unseen)).toEqual({ events: [], told });
});
