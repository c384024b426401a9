import { describe, expect, it } from 'vitest';
import { anOption, aSync, aTenant } from '../../../test/support/build.ts';
import { type Asking, answered, berlin, calendar } from '../../../test/support/explained.ts';
import { plain } from '../../base/paint.ts';
import { cellsOf } from '../../base/text/cells.ts';
import { durationOfSeconds } from '../../model/duration.ts';
import { syncText } from './text.ts';

const now = '2026-11-26T03:00:00+01:00';
const seconds = durationOfSeconds;

function textOf(asking: Omit<Asking, 'now'>, width = 100) {
  const { syncs, isOffline } = answered({ sync: 'Amazon' }, { now, ...asking });
  const here = { now: Date.parse(now), timezone: berlin, calendar };
  return syncText(syncs[0]!, { paint: plain, width, here, isOffline });
}

function amazon(interval: number) {
  return { name: 'Amazon', salesChannel: 'Amazon DE', interval: seconds(interval), options: [] };
}

const nightShift = `tenants: all
sync: { name: Amazon }
interval: 20m
mode: enforce
windows:
  - { start: "0 22 * * *", duration: 8h, interval: 5m }
`;

const written = {
  ...{ time: '2026-11-25T23:00:00.000Z', revision: `3c4681b${'0'.repeat(33)}` },
  commit: { author: 'Anna Weber', subject: 'Night shift' },
};

describe('one sync', () => {
  const asking = {
    files: { 'all/amazon.yaml': nightShift },
    observed: [aTenant([aSync(amazon(300))], { name: 'tenant-0007' })],
    past: () => ({ written, changedByOthers: 0 }),
  };

  it('is told as the contract has it', () => {
    expect(textOf(asking)).toBe(
      `
tenant-0007 / Amazon (Amazon DE)
  interval  5m    Wawi has 5m ✓
    ▸ 5m   syncs/all/amazon.yaml:6   window 22:00–06:00, open until 06:00
      20m  syncs/all/amazon.yaml:3   all; from 06:00 again
    written 3 h ago by 3c4681b Anna Weber "Night shift"; changed by others 0 times in 30 days
    next: today 06:00 → 20m · today 22:00 → 5m · tomorrow 06:00 → 20m
`.trim(),
    );
  });

  it('keeps to the columns of a terminal, and breaks no word', () => {
    const name = `${'a-long-folder/'.repeat(4)}amazon.yaml`;
    for (const width of [80, 60]) {
      const text = textOf({ ...asking, files: { [name]: nightShift } }, width);
      const broad = text.split('\n').filter((line) => cellsOf(line) > width && !line.includes(name));
      expect(broad).toEqual([]);
      expect(text).toContain(name);
    }
    expect(textOf(asking, 80)).toContain('"Night shift";\n    changed by others 0 times in 30 days');
  });
});

it('says where Wawi differs, what nobody wants, and who is overridden', () => {
  const files = {
    'all.yaml': 'tenants: all\nsync: { name: Amazon }\ninterval: 20m\nmode: observe\n',
    'named.yaml':
      'tenant: acme\nsync: { name: Amazon }\ninterval: 10m\nconfigs: { Key: { env: KEY } }\nsuspend: { reason: "Black Friday", until: 2026-12-01 }\n',
  };
  const options = [
    anOption({ id: 'k', name: 'Key', type: 'string', value: 'canary' }),
    anOption({ id: 'b', name: 'Stock', value: 'true' }),
  ];
  const observed = [aTenant([aSync({ ...amazon(300), options })])];
  const text = textOf({ files, observed, parts: {} });
  expect(text).toContain(
    'suspended until Tue 00:00 by syncs/named.yaml:5 "Black Friday"\n  only observed by syncs/all.yaml:4\n',
  );
  expect(text).toContain('interval  10m         Wawi has 5m ✗');
  expect(text).toContain(
    '▸ 10m  syncs/named.yaml:3   by name\n      20m  syncs/all.yaml:3     all; overridden',
  );
  expect(text).toContain('▸ (secret)  syncs/named.yaml:4   by name; from KEY');
  expect(text).toContain('  Stock  Wawi has true, unmanaged');
  expect(text).not.toContain('canary');
  expect(text).toContain('never written from here; changed by others 0 times in 30 days');
});

it('marks what no document names, and shows what there is', () => {
  const text = textOf({ files: {}, observed: [aTenant([aSync(amazon(300))])] });
  expect(text).toBe(
    'acme / Amazon (Amazon DE)\n  unmanaged: no document names it, so it is left as it is\n  interval  Wawi has 5m',
  );
});

it('says that nobody was asked, or did not answer', () => {
  const asking = { files: { 'a.yaml': nightShift }, names: ['acme'] };
  expect(textOf({ ...asking, parts: { isOffline: true } })).toContain('5m    Wawi was not asked');
  expect(textOf(asking)).toContain('5m    Wawi did not answer');
});

it('says by which rule it is held back, and until when', () => {
  const until = Date.parse('2026-11-26T03:05:00+01:00');
  const text = textOf({
    files: { 'a.yaml': nightShift },
    observed: [aTenant([aSync(amazon(600))])],
    holds: {
      ofTenant: () => [{ rule: 'refused', reason: '60 syncs would change' }],
      ofField: () => ({ rule: 'contested', until }),
    },
  });
  expect(text).toContain('\n  a pass is refused as a whole: 60 syncs would change\n');
  expect(text).toContain('\n    left alone until 03:05: contested, others set it again and again\n');
});
