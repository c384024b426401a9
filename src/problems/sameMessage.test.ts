import { expect, it } from 'vitest';
import { commonMessage, sameFailures, sameProblems } from './sameMessage.ts';

const tenants = ['acme', 'a', 'of', 'x.y (z)'];
const sizes = (groups: readonly (readonly unknown[])[]) => groups.map(({ length }) => length);
const at = (line: number, file = 'a.yaml') => ({ file, line, column: 1 });

it('problems of several tenants are the same whatever they are called, and whatever their own identifiers are', () => {
  const id = (index: number) => `3c90c3cc-0d44-4b50-8888-8dd25736052${index}`;
  const ambiguous = tenants.map((tenant, index) => ({
    code: 'ambiguous-sync' as const,
    message: `2 syncs of ${tenant} are called \`a of b\`: Ebay ${id(index)}`,
    hint: `there is ${id(index)}`,
    tenant,
    origin: at(1),
  }));
  expect(sizes(sameProblems(ambiguous))).toEqual([4]);
  expect(sizes(sameProblems(ambiguous, true))).toEqual([1, 1, 1, 1]);
});

it('what documents name is never taken for the same', () => {
  const unknown = (option: string) => ({
    code: 'unknown-option' as const,
    message: `Ebay of acme has no option \`${option}\``,
    tenant: 'acme',
    origin: at(1),
  });
  const ids = [0, 1, 2].map((index) => unknown(`3c90c3cc-0d44-4b50-8888-8dd25736052${index}`));
  expect(sizes(sameProblems([...ids, ...['x', 'y', 'z'].map(unknown)]))).toEqual([1, 1, 1, 1, 1, 1]);
});

it('one mistake at several places is shown once, those at one place before', () => {
  const mistake = (tenant: string, line: number) => ({
    ...{ code: 'unknown-option' as const, message: `Ebay of ${tenant} has no option \`x\`` },
    ...{ tenant, origin: at(line) },
  });
  const all = [...['a', 'b', 'c'].map((tenant) => mistake(tenant, 1)), mistake('d', 2), mistake('e', 3)];
  expect(sizes(sameProblems([...all, mistake('f', 4)]))).toEqual([3, 3]);
});

it('failures are the same however often was tried, and first those at one address', () => {
  const failure = (tenant: string, host: string, tries: number) => ({
    ...{ tenant, code: 'unreachable' as const },
    message: `GET http://${host}/api/workers: connection refused (after ${tries} tries)`,
  });
  const failures = [
    ...['a', 'b', 'c'].map((tenant, index) => failure(tenant, '10.0.0.1:3000', index + 2)),
    ...['d', 'e', 'f'].map((tenant) => failure(tenant, `${tenant}.local`, 5)),
  ];
  const groups = sameFailures(failures, ({ tenant }) => tenant);
  expect(groups.map((group) => commonMessage(group.map(({ message }) => message)))).toEqual([
    'GET http://10.0.0.1:3000/api/workers: connection refused (after … tries)',
    'GET http://….local/api/workers: connection refused (after 5 tries)',
  ]);
});
