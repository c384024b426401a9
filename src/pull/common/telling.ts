import { list } from '../../base/nearest.ts';
import { count } from '../../base/text/words.ts';
import type { Failure, Problem } from '../../problems/problem.ts';
import { inAnyFolder, ofAnyName, type PatternOf, type Written } from '../../report/written.ts';
import type { PulledFile, PulledTenant } from '../documents.ts';

/** A document for all tenants would hold for them as well, whatever they have. */
export function unseen(failures: readonly Failure[]): Problem {
  const many = count(failures.length, 'tenant');
  const names = list(failures.map(({ tenant }) => tenant));
  const message = `documents for all tenants would hold unseen for ${many} that did not answer: ${names}`;
  return { code: 'unseen-tenants', message };
}

export function countCommon(
  common: readonly PulledFile[],
  pulled: readonly Pick<PulledTenant, 'files'>[],
): NonNullable<Written['common']> {
  const own = pulled.map(({ files }) => files.reduce((sum, { values }) => sum + values, 0));
  return {
    documents: common.length,
    exceptions: own.reduce((sum, values) => sum + values, 0),
    tenants: own.filter((values) => values > 0).length,
  };
}

export function commonText({ documents, exceptions, tenants }: NonNullable<Written['common']>): string {
  const rest =
    exceptions === 0 ? 'no exceptions' : `${count(exceptions, 'exception')} on ${count(tenants, 'tenant')}`;
  return `${count(documents, 'document')} for all tenants, ${rest}.`;
}

/** Files for all tenants are first, and never told together with those of single tenants. */
export function patternBeside(common: number, files: readonly string[]): PatternOf {
  const forAll = new Set(files.slice(0, common));
  return (file) => (forAll.has(file) ? ofAnyName(file) : inAnyFolder(file));
}
