import { expect, test } from 'vitest';
import { inBerlin } from '../../../../test/support/here.ts';
import { aChange, anInterval } from '../../../../test/support/report.ts';
import { durationOfSeconds } from '../../../model/duration.ts';
import { ChangeList } from './changes.tsx';

const shown = { tenants: 60, here: inBerlin, isFull: false };
const textOf = (element: unknown) => `${element}`.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
const many = Array.from({ length: 12 }, (_, index) =>
  aChange({
    tenant: `t${index}`,
    fields: [anInterval({ before: durationOfSeconds(index === 0 ? 900 : 600), cause: 'live' })],
  }),
);

test('what is the same on many tenants is told once, and each tenant’s own beside its name', () => {
  const html = `${ChangeList({ changes: many, ...shown })}`;
  expect(html.match(/<table/g)).toHaveLength(2);
  expect(textOf(html)).toContain('Ebay (Shop) on 11 of 60 tenants');
  expect(textOf(html)).toContain('interval 10m 5m changed in Wawi · syncs/acme/ebay.yaml:3');
  expect(html.match(/data-tenant/g)).toHaveLength(12);
});

test('with --full each is told', () => {
  expect(`${ChangeList({ changes: many, ...shown, isFull: true })}`.match(/<table/g)).toHaveLength(12);
});

test('what did not take comes first, each field with what became of it', () => {
  const [one, two] = [aChange({ tenant: 'a' }), aChange({ tenant: 'b' })];
  const residual = [two.fields[1]!];
  const text = textOf(
    ChangeList({
      changes: [
        { ...one, outcome: 'applied' },
        { ...two, outcome: 'notConverged', residual },
      ],
      ...shown,
    }),
  );
  expect(text).toMatch(/ b .*interval 10m 5m applied .*Create orders false true not converged .* a /);
});
