import { readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { useTempFolder } from '../../test/support/folder.ts';
import { inCloud } from '../../test/support/wawi/client.ts';
import { openLearned } from './learned.io.ts';

const path = useTempFolder();
const acme = inCloud({ url: 'https://api.example/erp' });
const globex = inCloud({ url: 'https://api.example/erp', name: 'globex', tenantId: 'tenant-2' });
const second = { list: 'configurations', path: 'v2/workers' } as const;

function open() {
  const said: unknown[] = [];
  const say = (fields: object, message: string) => void said.push([fields, message]);
  return { ...openLearned({ directory: path('state'), log: { info: say, warn: say } }), said };
}

test('what a tenant reads is said, and known to the next process under whatever name it has there', async () => {
  const one = open();
  expect(await one.of(acme.connection)).toEqual({});
  await one.keep(acme, second, 'list');
  expect(await one.of(acme.connection)).toEqual(second);
  expect(one.said).toEqual([
    [{ tenant: 'acme', list: 'configurations' }, 'options are read under another name from now on'],
  ]);
  const renamed = { ...acme.connection, baseUrl: 'https://API.example:443/erp/' };
  expect(await open().of(renamed)).toEqual(second);
  expect(await open().of(globex.connection)).toEqual({});
});

test('two processes keep what each of them learns', async () => {
  const [one, other] = [open(), open()];
  await Promise.all([one.of(acme.connection), other.of(acme.connection)]);
  await one.keep(acme, second, 'list');
  await other.keep(globex, second, 'list');
  const next = open();
  expect([await next.of(acme.connection), await next.of(globex.connection)]).toEqual([second, second]);
});

test('a damaged file is not used, and written anew', async () => {
  await open().keep(acme, second, 'list');
  writeFileSync(path('state/learned.json'), readFileSync(path('state/learned.json'), 'utf8').slice(0, -9));
  const next = open();
  expect(await next.of(acme.connection)).toEqual({});
  await next.keep(acme, second, 'list');
  expect(await open().of(acme.connection)).toEqual(second);
});
