import { createCalendar } from '../../base/calendar.ts';
import { groupBy } from '../../base/collections.ts';
import type { Desired } from '../../desired/desired.ts';
import { readDocuments } from '../../desired/document.ts';
import { resolve } from '../../desired/resolve.ts';
import type { Moment } from '../../desired/windows.ts';
import { below } from '../../files/paths.ts';
import type { Claim } from '../../model/claim.ts';
import type { Tenant } from '../../model/document.ts';
import { type ScalarName, scalarNames } from '../../model/fields/index.ts';
import type { ObservedTenant } from '../../model/observed.ts';
import { scalar } from '../../yaml/write.ts';
import { elsewhereLine, secretLine } from '../document.ts';
import { canBeNamed, modelines, type PulledFile, type PullOptions } from '../documents.ts';
import { fileNamesOf, foldersOf } from '../place.ts';
import { type CommonField, type CommonSync, commonOf } from './common.ts';
import { offersOf, scalarFields } from './offers.ts';

export type CommonOptions = Omit<PullOptions, 'claims'> & {
  /** How many of the tenants must agree: more than 0, and 1 for all. */
  readonly share: number;
};

/** What is known of the documents that are there, and when. */
type There = {
  readonly desired: Pick<Desired, 'claims'>;
  readonly settings: { readonly tenants?: readonly Tenant[] | undefined };
  readonly here: Moment;
};

/**
 * Documents for all tenants, one file a sync, of what they have in common (see `commonOf`), and what these documents and
 * those that are there ask of each. There must be no other tenants.
 */
export function inCommon(
  tenants: readonly ObservedTenant[],
  { desired, settings, here }: There,
  options: CommonOptions,
): { readonly files: readonly PulledFile[]; readonly claims: readonly Claim[] } {
  const { tenants: names, secretPatterns, share, syncs } = options;
  const claimsOf = groupBy(desired.claims, ({ tenant }) => tenant);
  const byName = [...tenants].sort((a, b) => (a.name < b.name ? -1 : 1));
  const offered = byName.map((tenant) => {
    const hasFiles = canBeNamed(tenant.name, names);
    return offersOf(tenant, { claims: claimsOf.get(tenant.name) ?? [], secretPatterns, hasFiles });
  });
  const files = writeCommon(commonOf(offered, share), options);
  const calendar = createCalendar();
  const documents = files.flatMap(({ path, text }) => {
    const file = { path: below(syncs, path), folder: undefined, directory: '', text, hash: '' };
    return readDocuments(file, here.timezone, calendar).documents;
  });
  const { claims } = resolve(documents, settings.tenants ?? [], here, calendar);
  return { files, claims: [...desired.claims, ...claims] };
}

function writeCommon(common: readonly CommonSync[], options: CommonOptions): readonly PulledFile[] {
  // Identifiers differ between tenants, and so would names that are made of them.
  const namesakes = common.map(({ sync }, index) => ({ ...sync, id: String(index) }));
  const fileNames = fileNamesOf(namesakes);
  const nameOf = (index: number) => `${fileNames.get(namesakes[index]!)}.yaml`;
  const fileOf = new Map(common.map(({ sync }, index) => [sync, nameOf(index)]));
  const folder = folderBeside(foldersOf(options.tenants).values());
  return common.map(({ yaml, fields }, index) => {
    const path = below(folder, nameOf(index));
    const lineOf = (field: CommonField) => fieldLine(field, fileOf);
    const [scalars, configs] = [true, false].map((isScalar) =>
      fields.filter(({ name }) => (scalarCalled(name) !== undefined) === isScalar).map(lineOf),
    );
    const isEmpty = configs!.every((line) => line.startsWith('#'));
    const head = configs!.length === 0 ? [] : [isEmpty ? '# configs:' : 'configs:'];
    const lines = [
      ...modelines(options, path),
      'tenants: all',
      `sync: ${yaml}`,
      ...scalars!,
      ...head,
      ...configs!.map((line) => `  ${line}`),
    ];
    const values = fields.filter(({ kind }) => kind === 'asked').length;
    return { path, text: `${lines.join('\n')}\n`, values };
  });
}

/** One that is no tenant's. */
function folderBeside(folders: Iterable<string>): string {
  const taken = new Set([...folders].map((folder) => folder.toLowerCase()));
  const names = ['common', ...Array.from(taken, (_, index) => `common-${index + 2}`)];
  return names.find((name) => !taken.has(name))!;
}

function scalarCalled(field: string): ScalarName | undefined {
  return scalarNames.find((name) => scalarFields[name] === field);
}

function fieldLine(field: CommonField, fileOf: ReadonlyMap<CommonSync['sync'], string>): string {
  const name = scalarCalled(field.name) ?? scalar(field.name);
  switch (field.kind) {
    case 'asked':
      return `${name}: ${field.yaml}`;
    case 'secret':
      return secretLine(field.name, field.name, field.reason);
    case 'shared':
      return elsewhereLine(field.name, fileOf.get(field.with)!);
    case 'own':
      return `# ${name}: left to the files of each tenant`;
  }
}
