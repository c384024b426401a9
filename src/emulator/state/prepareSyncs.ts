import {
  minimumIntervalOf,
  type OptionTemplate,
  optionTemplates,
  syncId,
  syncTemplates,
} from './catalogue.ts';
import { storedValue } from './optionType.ts';
import { randomFrom } from './random.ts';
import type { StoredOption, StoredSync } from './tenant.ts';
import { parseInterval } from './timeSpan.ts';

/** Makes the state in which tenants start: `count` syncs each, the same in meaning everywhere, spelled as each tenant spells. */
export function prepareSyncs(count: number, seed: number): (tenant: string) => readonly StoredSync[] {
  const templates = syncTemplates(count);
  const types = new Map(templates.map(({ syncName }) => [syncName, optionTemplates(syncName, seed)]));
  return (tenant) => {
    const options = new Map(
      [...types].map(([type, rows]) => [type, rows.map((row) => asLeft(row, tenant, seed))]),
    );
    return templates.map((template) => ({
      ...template,
      identifier: syncId(tenant, template.syncName, template.salesChannelName, seed),
      minimumInterval: parseInterval(minimumIntervalOf(template.syncName))!,
      interval: template.interval === null ? null : parseInterval(template.interval)!,
      options: options.get(template.syncName)!,
    }));
  };
}

function asLeft(template: OptionTemplate, tenant: string, seed: number): StoredOption {
  const spelling = randomFrom(`${seed}/${tenant}/${template.identifier}`)() < 0.5 ? 'plain' : 'odd';
  const value = template.value === null ? null : storedValue(template.type, template.value, spelling)!;
  return { ...template, spelling, value };
}
