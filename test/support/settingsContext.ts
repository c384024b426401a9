import { createCalendar } from '../../src/base/calendar.ts';
import type { Problem } from '../../src/problems/problem.ts';
import type { SettingsContext } from '../../src/settings/said.ts';
import type { GivenSettings } from '../../src/settings/table.ts';
import { createLocate } from '../../src/yaml/locate.ts';
import { childOf } from '../../src/yaml/node.ts';
import { parseYaml } from '../../src/yaml/parse.ts';

const calendar = createCalendar();

/** What settings are read from: lines of `sollist.yaml`, and what flags say. With a name, for that tenant. */
export function settingsContext(lines: readonly string[], given: GivenSettings = {}, tenant?: string) {
  const text = lines.join('\n');
  const locate = createLocate('sollist.yaml', text);
  const [root] = parseYaml(text, locate).documents;
  const problems: Problem[] = [];
  return {
    root,
    tenant: tenant === undefined ? undefined : childOf(childOf(root, 'tenants'), tenant),
    ...{ locate, given, usual: {}, problems, calendar },
    folder: '/etc/sollist',
    systemTimezone: () => 'UTC',
  } satisfies SettingsContext;
}
