import { shortRevision } from '../../files/revision.ts';
import type { Paint } from '../../base/paint.ts';
import { printable } from '../../base/printable.ts';
import { count } from '../../base/text/words.ts';
import type { Problem as ProblemJson } from '../../generated/plan.ts';
import type { StatusJson, Sync as SyncJson, Tenant as TenantJson } from '../../generated/status.ts';
import { syncName } from '../../model/syncName.ts';
import { codes } from '../../problems/codes.ts';
import { syncTable } from './syncTable.ts';
import { ago, ahead, between } from './times.ts';

export type StatusTextOptions = {
  readonly paint: Paint;
  /** Columns of the terminal; no table is wider. */
  readonly width: number;
  /** Where the daemon was asked. */
  readonly url: string;
};

/** With more tenants than these only what is not well is listed. */
const listedUpTo = 5;

/** The status for people, what is wrong first. Ends with a newline. */
export function statusText(status: StatusJson, options: StatusTextOptions): string {
  const blocks = [
    leadText(status, options.paint),
    headText(status, options),
    troubleText(status, options),
    ...tenantBlocks(status, options),
    countsText(status, options),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

/** What is wrong, in one line, the worst first. Empty where all is well. */
function leadText({ summary, badTree, problems, refusals, lastPass }: StatusJson, paint: Paint): string {
  const { tenants, failing, contested, status } = summary;
  const some = (number: number, words: string) => (number > 0 ? [words] : []);
  const wrongs = [
    ...some(
      failing,
      `${tenants - failing} of ${count(tenants, 'tenant')} ${tenants === 1 ? 'answers' : 'answer'}`,
    ),
    ...(badTree ? ['the files are bad'] : []),
    ...some(problems.length, `${count(problems.length, 'problem')}, so nothing is written`),
    ...some(refusals.length, 'the last pass was refused'),
    ...some(status.OutOfSync, `${count(status.OutOfSync, 'sync')} out of sync`),
    ...some(contested, `${count(contested, 'value')} contested`),
    ...(lastPass?.result === 'held' ? ['all that differs is left alone for now'] : []),
  ];
  return wrongs.length === 0 ? '' : paint.bold(paint.red(wrongs.join('; ')));
}

function headText(status: StatusJson, { paint, url }: StatusTextOptions): string {
  const { daemon, lastPass } = status;
  const { version, now, startedAt, watchMode } = daemon;
  const mode = watchMode === null ? '' : `, watches files by ${watchMode === 'poll' ? 'polling' : 'events'}`;
  return [
    `${paint.bold(`sollist ${printable(version)}`)} at ${url}: ${conditionOf(daemon, paint)}, up ${between(startedAt, now)}${mode}`,
    passLine(lastPass, daemon),
    inForceLine(daemon),
  ].join('\n');
}

function conditionOf({ alive, ready }: StatusJson['daemon'], paint: Paint): string {
  if (!alive) return paint.red('stuck: no pass has finished for three periods');
  return ready ? paint.green('ready') : paint.red('not ready');
}

function passLine(pass: StatusJson['lastPass'], { now, nextPassAt }: StatusJson['daemon']): string {
  const next = nextPassAt === null ? '' : `; the next one ${ahead(nextPassAt, now)}`;
  if (!pass) return `no pass has finished yet${next}`;
  const { number, finishedAt, reasons, result, milliseconds } = pass;
  const what = `${result} (${reasons.join(', ')}) in ${milliseconds} ms`;
  return `pass ${number} ${ago(finishedAt, now)}: ${what}${next}`;
}

function inForceLine({ inForce, lastSuccessAt, now }: StatusJson['daemon']): string {
  const revision = inForce?.revision ? `revision ${printable(shortRevision(inForce.revision, 12))}, ` : '';
  const force = inForce
    ? `in force: ${revision}tree ${inForce.treeHash.slice(7, 19)} for ${between(inForce.since, now)}`
    : 'in force: nothing yet';
  const success =
    lastSuccessAt === null ? 'it was never all well yet' : `all was last well ${ago(lastSuccessAt, now)}`;
  return `${force}; ${success}`;
}

/** What stops the daemon as a whole: the files, problems of the live state, and the safety rules. */
function troubleText(
  { badTree, problems, refusals, daemon }: StatusJson,
  { paint }: StatusTextOptions,
): string {
  const bad = badTree
    ? [
        paint.red(`the files have been bad for ${between(badTree.since, daemon.now)}; ${whatHolds(daemon)}`),
        ...badTree.problems.map((problem) => problemLine(problem, paint)),
      ]
    : [];
  const { storage } = daemon;
  const stored = storage
    ? [
        paint.red(
          `the state directory cannot be written for ${between(storage.since, daemon.now)}: ${printable(storage.error)} [state-dir]`,
        ),
        `  hint: ${codes['state-dir'].next}`,
      ]
    : [];
  return [
    ...stored,
    ...bad,
    ...problems.map((problem) => problemLine(problem, paint)),
    ...refusals.map(
      ({ code, message, hint }) =>
        `${paint.red('refused')}: ${printable(message)} [${code}]\n  hint: ${printable(hint)}`,
    ),
  ].join('\n');
}

function whatHolds({ inForce }: StatusJson['daemon']): string {
  return inForce ? 'what was good last stays in force' : 'there are no good ones to enforce yet';
}

function problemLine({ origin, message, code, hint }: ProblemJson, paint: Paint): string {
  const place = origin ? `${printable(origin.file)}:${origin.line}:${origin.column}: ` : '';
  const line = `  ${place}${paint.red('error')}: ${printable(message)} [${code}]`;
  return hint === undefined ? line : `${line}\n    hint: ${printable(hint)}`;
}

function tenantBlocks({ tenants, daemon }: StatusJson, options: StatusTextOptions): string[] {
  const isShort = tenants.length > listedUpTo;
  const sorted = [...tenants].sort((a, b) => tenantRank(a) - tenantRank(b) || compare(a.name, b.name));
  const listed = isShort ? sorted.filter((tenant) => tenantRank(tenant) < fine) : sorted;
  const fineOnes = tenants.length - listed.length;
  const blocks = listed.map((tenant) => tenantBlock(tenant, daemon.now, isShort, options));
  return fineOnes === 0 ? blocks : [...blocks, options.paint.green(`${count(fineOnes, 'tenant')} fine`)];
}

/** Of a tenant or a sync about which there is nothing to say. */
const fine = 9;

function tenantRank({ failing, syncs }: TenantJson): number {
  if (failing) return 0;
  return syncs.some((sync) => syncRank(sync) < fine) ? 1 : fine;
}

/** What needs a person first. A sync that was stopped in the ERP, or that a document suspends, is so on purpose. */
function syncRank({ status, health, contested, drift }: SyncJson): number {
  if (health === 'Degraded') return 0;
  if (contested.length > 0) return 1;
  if (status === 'OutOfSync' || drift.length > 0) return 2;
  return status === 'Unknown' ? 3 : fine;
}

function tenantBlock(tenant: TenantJson, now: string, isShort: boolean, options: StatusTextOptions): string {
  const { failing, syncs } = tenant;
  const sorted = [...syncs].sort(
    (a, b) => syncRank(a) - syncRank(b) || compare(syncName(a.sync), syncName(b.sync)),
  );
  // What cannot be reached is Unknown as a whole, and its failure says so.
  const listed = isShort ? sorted.filter((sync) => syncRank(sync) < fine && !failing) : sorted;
  const rest = syncs.length - listed.length;
  return [
    tenantLine(tenant, options.paint),
    ...(failing ? [failingText(failing, now, options.paint)] : []),
    ...(listed.length > 0 ? syncTable(listed, now, options) : []),
    ...(rest > 0 ? [`  ${count(rest, 'sync')} ${failing ? 'unknown' : 'fine'}`] : []),
  ].join('\n');
}

function tenantLine({ name, syncs, unmanaged }: TenantJson, { bold, dim }: Paint): string {
  return `${bold(printable(name))}  ${dim(`${count(syncs.length, 'sync')}, ${unmanaged} unmanaged`)}`;
}

function failingText(failing: NonNullable<TenantJson['failing']>, now: string, paint: Paint): string {
  const { message, code, hint, since, times, retryAt } = failing;
  const tries = `cannot be reached for ${between(since, now)} (${times === 1 ? '1 try' : `${times} tries`}), tried again ${ahead(retryAt, now)}`;
  const help = hint === undefined ? '' : `\n    hint: ${printable(hint)}`;
  return `  ${paint.red(tries)}\n    ${printable(message)} [${code}]${help}`;
}

function countsText({ summary }: StatusJson, { paint }: StatusTextOptions): string {
  const { tenants, failing, syncs, status, health, contested, suspended, unmanaged } = summary;
  const some = (number: number, word: string) => (number > 0 ? [`${number} ${word}`] : []);
  const words = (tally: Readonly<Record<string, number>>) =>
    Object.entries(tally).flatMap(([word, number]) => some(number, word));
  const parts = [
    [`${count(syncs, 'sync')} on ${count(tenants, 'tenant')}`, ...some(failing, 'of them failing')].join(
      ', ',
    ),
    words(status).join(', '),
    words(health).join(', '),
    [...some(contested, 'contested'), ...some(suspended, 'suspended'), ...some(unmanaged, 'unmanaged')].join(
      ', ',
    ),
  ];
  return paint.bold(parts.filter((part) => part !== '').join(' · '));
}

/** By code points, so that the order is the same everywhere. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
