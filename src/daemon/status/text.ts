import { createCalendar } from '../../base/calendar.ts';
import type { Paint } from '../../base/paint.ts';
import { printable } from '../../base/printable.ts';
import { count } from '../../base/text/words.ts';
import type { Here } from '../../base/time/shown.ts';
import { shortRevision } from '../../files/revision.ts';
import type { Problem as ProblemJson } from '../../generated/plan.ts';
import type { StatusJson } from '../../generated/status.ts';
import { parseDuration, toMilliseconds } from '../../model/duration.ts';
import { codes } from '../../problems/codes.ts';
import { sameProblems } from '../../problems/sameMessage.ts';
import { refusalsText, sameAs, showPlace } from '../../problems/text.ts';
import { shortPlanId } from '../../reconcile/safety/waysOut.ts';
import { allowWords } from '../../report/allow.ts';
import { haltedText } from '../../report/halted.ts';
import { unmanagedText } from '../../report/unmanaged.ts';
import { tenantBlocks } from './tenants.ts';
import { ago, ahead, between } from './times.ts';
import { type Wrong, wrongsOf } from './wrongs.ts';

export type StatusTextOptions = {
  readonly paint: Paint;
  /** Columns of the terminal; no table is wider. */
  readonly width: number;
  /** Each tenant and each of its syncs is shown, the same or not. */
  readonly isFull?: boolean;
  /** The syncs that no document names are named. */
  readonly namesUnmanaged?: boolean;
  /** Where the daemon was asked. */
  readonly url: string;
};

/** The status for people: in one line what is wrong, then what is well, and what is wrong last. Ends with a newline. */
export function statusText(status: StatusJson, options: StatusTextOptions): string {
  const { unmanaged = [], summary, daemon } = status;
  const { namesUnmanaged } = options;
  const { now, timezone } = daemon;
  const here = timezone ? { now: Date.parse(now), timezone, calendar: createCalendar() } : undefined;
  const { answering, failing } = tenantBlocks(status, { ...options, ...(here && { here }) });
  const blocks = [
    leadText(status, options.paint),
    [headText(status, options), ...allowLines(status, here, options), ...approvalLines(status, options)].join(
      '\n',
    ),
    ...answering,
    namesUnmanaged ? unmanagedText(unmanaged, summary.tenants, options) : '',
    haltedIn(status, options),
    countsText(status, options),
    ...failing,
    troubleText(status, options),
  ];
  return `${blocks.filter((block) => block !== '').join('\n\n')}\n`;
}

function haltedIn(
  { halted = [], daemon: { now, stoppedFor = null }, summary: { tenants } }: StatusJson,
  options: StatusTextOptions,
): string {
  const longest = parseDuration(stoppedFor ?? '');
  if (longest === undefined) return '';
  const lasting = (since: string) => between(since, now);
  return haltedText(halted, { ...options, tenants, longest: toMilliseconds(longest), lasting });
}

/** What is wrong, in one line, the worst first. Empty where all is well. */
function leadText(status: StatusJson, paint: Paint): string {
  const wrongs = wrongsOf(status).flatMap(({ kind, count, all }) => leadWords[kind]?.(count, all) ?? []);
  return wrongs.length === 0 ? '' : paint.bold(paint.red(wrongs.join('; ')));
}

/** What other lines tell anyway does not lead. */
const leadWords: { readonly [K in Wrong['kind']]?: (many: number, all: number) => string } = {
  failing: (many, all) => `${all - many} of ${count(all, 'tenant')} ${all === 1 ? 'answers' : 'answer'}`,
  badTree: () => 'the files are bad',
  blocked: (many) => `${count(many, 'problem')}, so nothing is written`,
  troubled: (many) => `${count(many, 'tenant')} with problems, so nothing is written there`,
  refused: () => 'the last pass was refused',
  outOfSync: (many) => `${count(many, 'sync')} out of sync`,
  observed: (many) => `${count(many, 'sync')} out of sync, only observed`,
  contested: (many) => `${count(many, 'value')} contested`,
  halted: (many) => `${count(many, 'sync')} not running for too long`,
  held: () => 'all that differs is left alone for now',
};

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

function allowLines(
  { allow }: StatusJson,
  here: Here | undefined,
  { paint }: StatusTextOptions,
): readonly string[] {
  return allow && here ? [paint.yellow(allowWords(allow, here, printable))] : [];
}

function approvalLines({ approval, daemon }: StatusJson, { paint }: StatusTextOptions): readonly string[] {
  if (!approval) return [];
  const { plan, at, until } = approval;
  const since = `was approved ${ago(at, daemon.now)} and waits for its pass`;
  return [paint.yellow(`plan ${shortPlanId(plan)} ${since}; unused it ends ${ahead(until, daemon.now)}`)];
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
  options: StatusTextOptions,
): string {
  const { paint } = options;
  const bad = badTree
    ? [
        paint.red(`the files have been bad for ${between(badTree.since, daemon.now)}; ${whatHolds(daemon)}`),
        ...problemLines(badTree.problems, options),
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
    ...problemLines(problems, options),
    ...(refusals.length > 0 ? [refusalsText(refusals, paint.red('refused'), options)] : []),
  ].join('\n');
}

function whatHolds({ inForce }: StatusJson['daemon']): string {
  return inForce ? 'what was good last stays in force' : 'there are no good ones to enforce yet';
}

function problemLines(problems: readonly ProblemJson[], options: StatusTextOptions): readonly string[] {
  const { paint, width, isFull } = options;
  return sameProblems(problems, isFull).map(([first, ...others]) => {
    const { origin, message, code, hint } = first!;
    const place = origin ? `${showPlace(origin)}: ` : '';
    return [
      `  ${place}${paint.red('error')}: ${printable(message)} [${code}]`,
      ...(others.length > 0 ? [`    ${sameAs(first!, others, width - 4)}`] : []),
      ...(hint === undefined ? [] : [`    hint: ${printable(hint)}`]),
    ].join('\n');
  });
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
