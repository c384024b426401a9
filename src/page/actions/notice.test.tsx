import { expect, test } from 'vitest';
import { aView } from '../../../test/support/view.ts';
import type { ButtonNotice } from '../session/visit.ts';
import { ActionNotice } from './notice.tsx';

const shown = (notice?: ButtonNotice, language: 'en' | 'de' = 'en') => {
  const visit = { proof: 'abc', isSignedIn: true, ...(notice && { notice }) };
  return `${ActionNotice({ view: { ...aView('/', language), visit } })}`;
};

test('what came of a button is said where it is heard', () => {
  expect(shown({ kind: 'asked' })).toContain('role="status"');
  expect(shown({ kind: 'another', refused: 'abc12345' })).toContain('another plan is refused, abc12345');
  expect(shown({ kind: 'another', refused: undefined })).toContain('no plan is refused now');
  const approved = { kind: 'approved', plan: 'abc12345', changes: 1, tenants: 60, until: 0 } as const;
  expect(shown(approved)).toContain('abc12345 is approved: 1 change on 60 tenants');
  expect(shown(approved, 'de')).toContain('1 Änderung bei 60 Mandanten');
});

test('nothing is said where nothing came of one', () => {
  expect(shown()).not.toContain('<p');
});
