import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  drawn,
  fields,
  type Sets,
  type Tree,
  tenants,
  textOf,
  wantedOf,
} from '../../test/support/reference.ts';
import { runs } from '../../test/support/runs.ts';
import { createCalendar } from '../base/calendar.ts';
import type { Tenant } from '../model/document.ts';
import { createCheckFile } from './checkFiles.ts';
import { desire } from './desire.ts';

const calendar = createCalendar();
const moment = { now: Date.parse('2026-06-07T12:00:00Z'), timezone: 'Europe/Berlin' };

function warnings(text: string, all: readonly Tenant[] = tenants) {
  const file = { path: 'syncs/a.yaml', folder: undefined, directory: '/', text, hash: text };
  const tree = { files: [file], problems: [], warnings: [], hash: '' };
  return desire(tree, all, moment, { checkFile: createCheckFile(calendar), calendar });
}

/** The lines of what has no effect, and what is said of it. */
function shadowed(documents: readonly string[], all?: readonly Tenant[]) {
  const found = warnings(documents.join('\n---\n'), all);
  expect(found.problems).toEqual([]);
  return found.warnings.map(({ code, message, origin }) => {
    expect(code).toBe('shadowed');
    return `${origin!.line}: ${message}`;
  });
}

const all = 'tenants: all\nsync: { name: Ebay }';
const gold = 'tenants: { tier: gold }\nsync: { name: Ebay }';
const acme = 'tenant: acme\nsync: { name: Ebay }';
const globex = 'tenant: globex\nsync: { name: Ebay }';

describe('a value has no effect', () => {
  it('where higher ranks override it on all tenants, which are counted, and the first place is named', () => {
    expect(shadowed([`${all}\ninterval: 5m`, `${acme}\ninterval: 6m`, `${globex}\ninterval: 7m`])).toEqual([
      '3: `interval` has no effect on any of 2 tenants: syncs/a.yaml:7:11 overrides it (first of 2)',
    ]);
    expect(
      shadowed([`${all}\ninterval: 5m`, `${gold}\nconfigs: { A: x }`, `${acme}\nconfigs: { A: y }`]),
    ).toEqual(['7: `A` has no effect on its 1 tenant: syncs/a.yaml:11:15 overrides it']);
  });

  it('on none of all that its document holds for, not only of those that are looked at', () => {
    expect(shadowed([`${all}\ninterval: 5m`, `${acme}\ninterval: 6m`])).toEqual([]);
    expect(shadowed([`${all}\ninterval: 5m`, `${acme}\ninterval: 6m`], [tenants[0]!])).toHaveLength(1);
  });

  it('not where a higher rank sets it in a window alone, unless that is always open', () => {
    const night = 'windows: [{ start: "0 22 * * *", duration: 8h, interval: 6m }]';
    expect(shadowed([`${all}\ninterval: 5m`, `${acme}\n${night}`], [tenants[0]!])).toEqual([]);
    expect(
      shadowed([`${all}\ninterval: 5m`, `${acme}\n${night.replace('8h', '1d')}`], [tenants[0]!]),
    ).toHaveLength(1);
  });

  it('where a later window of the document is open whenever its own is', () => {
    const inner = '{ start: "0 23 * * 1-5", duration: 2h, interval: 6m }';
    const outer = '{ start: "0 22 * * *", duration: 8h, interval: 7m }';
    const windows = (...both: string[]) => [`${all}\ninterval: 5m\nwindows:\n  - ${both.join('\n  - ')}`];
    expect(shadowed(windows(inner, outer))).toEqual([
      '5: `interval` has no effect on any of 2 tenants: syncs/a.yaml:6:52 overrides it',
    ]);
    expect(shadowed(windows(outer, inner))).toEqual([]);
    expect(shadowed(windows(inner, outer.replace('interval', 'configs: { A: x }, interval')))).toHaveLength(
      1,
    );
    expect(shadowed(windows(inner, outer.replace('* * *', '* * 1-4')))).toEqual([]);
  });

  it('whatever it is: the reason is the rank alone', () => {
    expect(shadowed([`${all}\ninterval: 5m`, `${acme}\ninterval: 5m`], [tenants[0]!])).toHaveLength(1);
    expect(shadowed([`${acme}\ninterval: 5m`, `${acme}\ninterval: 5m`])).toEqual([]);
    expect(shadowed([`${all}\nmode: observe`, `${acme}\nmode: enforce`], [tenants[0]!])).toEqual([]);
  });
});

/** Half hours of a week around each change of clocks. */
const halves = ['2028-03-26T01:00Z', '2028-10-29T01:00Z'].flatMap((change) =>
  Array.from({ length: 8 * 48 }, (_, at) => Date.parse(change) + (at - 4 * 48) * 1_800_000),
);

function rankOf({ who }: Tree[number]) {
  return who === 'all' ? 1 : 'tier' in who ? 2 : 3;
}

/** Every value of a tree, and the tree without rivals in which it is one that stands nowhere else. */
function changed(tree: Tree) {
  return tree.flatMap((document) =>
    [document.sets, ...document.windows.map(({ sets }) => sets)].flatMap((sets, of) =>
      fields
        .filter((field) => sets[field] !== undefined)
        .map((field) => {
          const other: Sets = { ...sets, [field]: 'other' };
          const windows = document.windows.map((one, index) =>
            index === of - 1 ? { ...one, sets: other } : one,
          );
          const instead = of === 0 ? { ...document, sets: other } : { ...document, windows };
          const others = tree.filter((one) => rankOf(one) !== rankOf(document));
          return { document, field, instead: [instead, ...others] };
        }),
    ),
  );
}

it('values without effect are those that nothing shows of, whatever they are changed to, anywhere and at any time', {
  tags: ['slow'],
}, () => {
  fc.assert(
    fc.property(drawn, ({ tree }) => {
      const told = warnings(textOf(tree)).warnings.filter(({ code }) => code === 'shadowed').length;
      const idle = changed(tree).filter(
        ({ document: { sync }, field, instead }) =>
          !tenants.some((tenant) =>
            halves.some((at) => wantedOf(instead, { sync }, tenant, field, at) === 'other'),
          ),
      );
      expect(told).toBe(idle.length);
    }),
    runs(10),
  );
});
