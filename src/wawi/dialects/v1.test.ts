import { expect, test } from 'vitest';
import { failed, ok } from '../../base/result.ts';
import { Concealed } from '../../model/secret.ts';
import { v1 } from './v1.ts';

test('1.x speaks PascalCase both ways, and knows no null', () => {
  const sync = {
    Identifier: 7,
    SyncName: 'Ebay',
    SalesChannelName: null,
    SalesChannelId: null,
    Interval: '00:05:00',
    Configurations: [
      { Identifier: 'o', DisplayName: 'Create', Type: 'bool', CurrentValue: null, IsRequired: true },
    ],
  };
  expect([v1.generation, v1.acceptsNull]).toEqual(['v1', false]);
  expect(v1.readSync(sync)).toEqual(
    ok({
      identifier: 7,
      syncName: 'Ebay',
      salesChannelName: null,
      salesChannelId: null,
      interval: '00:05:00',
      configurations: [
        { identifier: 'o', displayName: 'Create', type: 'bool', currentValue: null, isRequired: true },
      ],
    }),
  );
});

test('a status without times has none', () => {
  const status = { identifier: 7, state: 'Running', lastSync: null, nextSync: null };
  expect(v1.readStatus({ Identifier: 7, State: 'Running' })).toEqual(ok(status));
});

test('another generation is none', () => {
  expect(v1.readStatus({ identifier: 7, state: 3 })).toEqual(failed('lacks Identifier'));
});

test('a change holds what is set, and nothing else', () => {
  const reveal = (value: string | Concealed | null) => (value instanceof Concealed ? value.reveal() : value);
  expect(v1.body({ interval: '00:05:00', options: [] }, reveal)).toEqual({ Interval: '00:05:00' });
  expect(v1.body({ options: [{ id: 'o', value: new Concealed('x') }] }, reveal)).toEqual({
    Configs: [{ Identifier: 'o', Value: 'x' }],
  });
});
