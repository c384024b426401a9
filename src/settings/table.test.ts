import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { type SettingRow, settingsTable } from './table.ts';

const rows = Object.values(settingsTable);

test('the table in the README is this one', () => {
  const readme = readFileSync(new URL('../../README.md', import.meta.url), 'utf8');
  const [, after] = readme.split('| in `sollist.yaml` | flag | variable | default |\n|---|---|---|---|\n');
  expect(after?.split('\n\n')[0]?.split('\n')).toEqual(rows.map(readmeRow));
});

test('no secret has a flag, since every process can read what stands on a command line', () => {
  const secrets = rows.filter(({ path }) => /secret|key$/i.test(path));
  expect(secrets.map(({ flag }) => flag)).toEqual([undefined, undefined]);
});

test('no two settings share a flag or a variable, and a setting says all that help needs', () => {
  const names = rows.flatMap(({ flag, variable, jtl }) => [flag, variable, jtl]).filter(Boolean);
  expect(new Set(names).size).toBe(names.length);
  for (const { path, about } of rows) expect(about, path).toMatch(/^[a-z].*[^.]$/);
});

function readmeRow({ path, flag, variable, jtl, default: usual }: SettingRow): string {
  const variables = [variable, ...(jtl === undefined ? [] : [jtl])].map(code).join(', ');
  const isWords = ['none', "the system's"].includes(usual);
  return `| ${code(path)} |${flag === undefined ? '' : ` ${code(flag)}`} | ${variables} | ${isWords ? usual : code(usual)} |`;
}

function code(text: string): string {
  return `\`${text}\``;
}
