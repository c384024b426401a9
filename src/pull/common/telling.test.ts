import { expect, test } from 'vitest';
import { commonText, countCommon, patternBeside, unseen } from './telling.ts';

const file = (values: number) => ({ path: 'acme/ebay.yaml', text: '', values });

test('exceptions are the values in the files of single tenants', () => {
  const pulled = [{ files: [file(3), file(2)] }, { files: [file(0)] }, { files: [] }, { files: [file(1)] }];
  const counted = countCommon([file(7), file(9)], pulled);
  expect(counted).toEqual({ documents: 2, exceptions: 6, tenants: 2 });
  expect(commonText(counted)).toBe('2 documents for all tenants, 6 exceptions on 2 tenants.');
  expect(commonText({ documents: 1, exceptions: 0, tenants: 0 })).toBe(
    '1 document for all tenants, no exceptions.',
  );
});

test('files for all tenants are told apart from those of single ones', () => {
  const files = ['syncs/common/ebay.yaml', 'syncs/common/otto.yaml', 'syncs/acme/ebay.yaml'];
  expect(files.map(patternBeside(2, files))).toEqual([
    'syncs/common/*.yaml',
    'syncs/common/*.yaml',
    'syncs/*/ebay.yaml',
  ]);
});

test('tenants that did not answer are named', () => {
  const failures = ['acme', 'kiosk'].map((tenant) => ({
    tenant,
    code: 'unreachable' as const,
    message: 'gone',
  }));
  expect(unseen(failures).message).toContain('2 tenants that did not answer: `acme`, `kiosk`');
});
