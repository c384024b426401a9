import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { JournalRecordJson } from '../../src/generated/journal.ts';
import type { HistoryRecord } from '../../src/journal/history.ts';
import { type JournalOptions, openJournal } from '../../src/journal/journal.io.ts';
import { readJournal } from '../../src/journal/read.io.ts';
import { durationOfSeconds } from '../../src/model/duration.ts';
import type { FieldChange, FieldRef } from '../../src/model/fields/index.ts';
import type { OptionChange } from '../../src/model/fields/option.ts';
import type { AppliedChange } from '../../src/reconcile/outcome.ts';
import type { Entry } from '../../src/reconcile/ports.ts';
import { at } from './build.ts';
import { useTempFolder } from './folder.ts';

export const noon = new Date('2026-03-04T12:00:00Z');

/** A folder of its own for the journal of each test. */
export function useFolder() {
  const path = useTempFolder();
  return {
    path,
    open: (options: Partial<JournalOptions> = {}) => openIn(path(), options),
    fill: (count: number) => fillIn(path(), count),
  };
}

export const told = { code: 'max-changes', message: 'too many changes' } as const;
export const aPass = { id: 'p1', reasons: ['schedule'], result: 'applied' } as const;

export function openIn(directory: string, options: Partial<JournalOptions> = {}) {
  const told: string[] = [];
  const say = (_: object, message: string) => void told.push(message);
  const journal = openJournal({
    directory,
    log: { info: say, warn: say },
    clock: { now: () => noon.getTime() },
    ...options,
  });
  return { journal, told };
}

/** Some at a time, since each waits for the disk. */
export async function inTurns<T>(items: readonly T[], act: (item: T) => Promise<void>): Promise<void> {
  const left = [...items];
  const lane = async () => {
    for (let item = left.shift(); item !== undefined; item = left.shift()) await act(item);
  };
  await Promise.all(Array.from({ length: 32 }, lane));
}

/** A journal of so many changes, and the record that begins it. */
export async function fillIn(directory: string, count: number): Promise<void> {
  const { journal } = openIn(directory);
  for (let n = 0; n < count; n++) await journal.record(anEntry());
}

export function anEntry(fields: readonly FieldChange[] = [anInterval()]): Entry {
  return { revision: 'abc123', changes: [aChange({ fields })], pass: aPass };
}

export function aChange(changes: Partial<AppliedChange> = {}): AppliedChange {
  const sync = { id: 's1', name: 'Ebay', salesChannel: 'Shop' };
  return {
    tenant: 'acme',
    sync,
    mode: 'enforce',
    origin: at(),
    fields: [anInterval()],
    outcome: 'applied',
    attempts: 1,
    ...changes,
  };
}

export function anInterval({
  before = 600,
  after = 300,
}: {
  before?: number;
  after?: number;
} = {}): FieldChange {
  return {
    field: 'interval',
    before: durationOfSeconds(before),
    after: durationOfSeconds(after),
    cause: 'live',
    origin: at(),
  };
}

export function anOption(changes: Partial<OptionChange> = {}): FieldChange {
  return {
    field: 'configs',
    option: { id: 'o1', name: 'Create orders', type: 'bool' },
    before: 'false',
    after: 'true',
    cause: 'git',
    origin: at(),
    ...changes,
  };
}

export function intervalRef(tenant: string, sync: string): FieldRef {
  return { tenant, sync: { id: sync }, field: { field: 'interval' } };
}

export function optionRef(tenant: string, sync: string, option: string): FieldRef {
  return { tenant, sync: { id: sync }, field: { field: 'configs', option: { id: option } } };
}

export function textOf(directory: string): string {
  return readFileSync(join(directory, 'journal.jsonl'), 'utf8');
}

/** Undefined for a line that is no JSON. */
export function linesIn(directory: string): (JournalRecordJson | undefined)[] {
  const lines = textOf(directory).trimEnd().split('\n');
  return lines.map((line) => {
    try {
      return JSON.parse(line) as JournalRecordJson;
    } catch {
      return undefined;
    }
  });
}

export function rewrite(directory: string, lines: readonly string[]): void {
  writeFileSync(join(directory, 'journal.jsonl'), lines.map((line) => `${line}\n`).join(''));
}

/** As somebody would who knows how lines are sealed. */
export function resealed(line: string): string {
  const text = line.replace('PT5M', 'PT9M').replace(/,"hash":".*$/, '}');
  return `${text.slice(0, -1)},"hash":"${createHash('sha256').update(text).digest('hex')}"}`;
}

export function filesIn(directory: string): string[] {
  return readdirSync(directory).filter((name) => name.endsWith('.jsonl'));
}

export async function historyIn(directory: string): Promise<HistoryRecord[]> {
  const records: HistoryRecord[] = [];
  await readJournal(directory, (record) => records.push(record));
  return records;
}
