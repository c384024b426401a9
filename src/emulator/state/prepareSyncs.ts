import { minimumIntervalOf, optionTemplates, syncId, syncTemplates } from './catalogue.ts';
import { storedValue } from './optionType.ts';
import { randomFrom } from './random.ts';
import type { StoredOption, StoredSync } from './tenant.ts';

/** Makes the state in which tenants start: `count` syncs each, the same in meaning everywhere, spelled as each tenant spells. */
export function prepareSyncs(count: number, seed: number): (tenant: string) => readonly StoredSync[] {
  const templates = syncTemplates(count);
  const types = new Map(templates.map(({ syncName }) => [syncName, optionTemplates(syncName, seed)]));
  return (tenant) => {
    const options = new Map(
      [...types].map(([type, rows]) => [type, rows.map((row) => spelled(row, tenant, seed))]),
    );
    return templates.map((template) => ({
      ...template,
      identifier: syncId(tenant, template.syncName, template.salesChannelName, seed),
      minimumInterval: minimumIntervalOf(template.syncName),
      options: options.get(template.syncName)!,
    }));
  };
}

function spelled(option: StoredOption, tenant: string, seed: number): StoredOption {
  const spelling = randomFrom(`${seed}/${tenant}/${option.identifier}`)() < 0.5 ? 'plain' : 'odd';
  const value = option.value === null ? null : storedValue(option.type, option.value, spelling)!;
  return { ...option, spelling, value };
}
