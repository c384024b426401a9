import { capital, count } from '../../base/text/words.ts';
import type { Here } from '../../base/time/shown.ts';
import { syncName } from '../../model/syncName.ts';
import { nextStepFor } from '../../problems/codes.ts';
import type { Problem } from '../../problems/problem.ts';
import { onceEach, refusalsOnce, showPlace } from '../../problems/text.ts';
import type { Refusal } from '../../reconcile/outcome.ts';
import { isToWrite, type Plan } from '../../reconcile/plan.ts';
import { type Report, resultOf } from '../../reconcile/report.ts';
import { allowJson, allowWords } from '../allow.ts';
import { broughtNow, thereBefore } from '../brought.ts';
import { causesOf, type Mishap, mishapsOf, sameMishaps } from '../failures.ts';
import { forecastText } from '../forecast.ts';
import { type ReleasedGroup, releasedGroups, releasedLine, releasedTitle } from '../released.ts';
import type { Told } from '../sameness.ts';
import { sameSyncs, sameSyncsName, unmanagedIn } from '../unmanaged.ts';
import { counts, momentOf, outcomeWords, verdictWords } from '../verdict.ts';
import { type About, beforeBlocks, changeBlocks, foldOf, openUpTo } from './changes.ts';
import { code, prose } from './escape.ts';
import { type Block, fitInto, minus, type Piece, type Size, sizeOf } from './fit.ts';

/** A comment on GitHub takes 65,536 characters; the margin is for what wrappers put around it. */
const commentLimit: Size = { units: 60_000, bytes: 65_500 };

/**
 * The report as a comment for GitHub and GitLab, shorter than `limit`. Whatever comes from a file or a server is code or
 * plain words: it cannot end a table, start markup, make a link or mention anybody.
 */
export function reportMarkdown(report: Report, here: Here, limit: Size = commentLimit): string {
  const head = `### sollist: ${headline(report, here)}\n\n`;
  const foot = footer(report, here);
  const frame = sizeOf(head + foot);
  const room = minus(minus(limit, frame), sizeOf(longestNote));
  const { text, leftOut } = fitInto(blocksOf(report, here), room);
  return `${head}${text}${leftOutNote(leftOut)}${foot}`;
}

/** Of a command that came to no report: stopped, or broken. */
export function unfinishedMarkdown({ code: name, message }: Problem): string {
  return `### sollist: did not finish\n\n${code(name)}: ${prose(message)}\n`;
}

function headline(report: Report, here: Here): string {
  const moment = momentOf(report, here);
  return `${moment === undefined ? '' : `plan for ${code(moment)}: `}${verdictWords(report)}`;
}

/** In the order of weight: what stops everything, what failed, what would be refused, the changes, and the warnings. */
function blocksOf(report: Report, here: Here): readonly Block<About>[] {
  const { problems, warnings, failures, summary } = report.plan;
  return [
    ...listBlocks('problem', onceEach(problems).map(problemLine), report),
    ...listBlocks('failure', failureLines([...failures, ...mishaps(report)]), report),
    ...listBlocks('refusal', refusalsOnce(refusalsOf(report)).map(refusalLine), report),
    ...changeBlocks(broughtNow(toldBy(report)), summary.tenants, here),
    ...beforeBlocks(thereBefore(toldBy(report)), here),
    ...listBlocks('release', releasedGroups(report.plan).map(releaseLine), report),
    ...listBlocks('warning', onceEach(warnings).map(problemLine), report),
    ...unmanagedBlocks(report.plan),
  ];
}

function toldBy(report: Report): readonly Told[] {
  if (report.kind !== 'applied') return report.plan.changes;
  return [...report.changes, ...report.plan.changes.filter((change) => !isToWrite(change))];
}

type Listed = Exclude<About['kind'], 'value' | 'name' | 'unmanaged'>;

/** So much of a list is folded at most, that the changes are seen too. */
const mostOfList = 20_000;

function listBlocks(kind: Listed, lines: readonly string[], report: Report): readonly Block<About>[] {
  if (lines.length === 0) return [];
  const pieces = lines.map((text): Piece<About> => ({ text, about: { kind } }));
  const [open, folded] = [pieces.slice(0, openUpTo), pieces.slice(openUpTo)];
  const head = `#### ${listTitle(kind, lines.length, report)}\n\n`;
  const tail = (missing: number) => `${missing > 0 ? `- …and ${missing} more\n` : ''}\n`;
  if (folded.length === 0) return [{ head, pieces: open, tail }];
  const fold = foldOf(count(folded.length, `more ${kind}`));
  return [
    { head, pieces: open, tail },
    { head: fold.head, pieces: folded, tail: (missing) => tail(missing) + fold.tail, most: mostOfList },
  ];
}

function listTitle(kind: Listed, length: number, report: Report): string {
  if (kind === 'release') return releasedTitle;
  if (kind === 'refusal') return report.kind === 'refused' ? 'Refused' : 'Would be refused';
  return count(length, kind);
}

function problemLine(problem: Problem): string {
  const { code: name, message, origin, related } = problem;
  const place = origin ? ` at ${code(showPlace(origin), 240)}` : '';
  const see = related ? ` (see ${code(showPlace(related), 240)})` : '';
  return `- ${code(name)}${place}: ${prose(message)}${see}${hintLine(problem)}\n`;
}

/** What has one cause once. */
function failureLines(all: readonly Mishap[]): readonly string[] {
  return sameMishaps(all).map((group) => {
    const [cause] = group.length > 1 ? causesOf(group) : group;
    const { code: name, message } = cause!;
    const whom = group.length > 1 ? '' : `${whomLine(group[0]!)}: `;
    return `- ${whom}${prose(message)} (${code(name)})${hintLine(cause!)}\n`;
  });
}

function whomLine({ tenant, change }: Mishap): string {
  if (!change) return code(tenant);
  return `${code(tenant)} ${code(syncName(change.sync))} ${outcomeWords[change.outcome]}`;
}

function hintLine(told: Pick<Problem, 'code' | 'hint'>): string {
  return `<br>Hint: ${prose(nextStepFor(told))}`;
}

/** The changes that were tried and did not take. */
function mishaps(report: Report): readonly Mishap[] {
  return report.kind === 'applied' ? mishapsOf(report.changes) : [];
}

function refusalsOf(report: Report): readonly Refusal[] {
  return 'refusals' in report ? report.refusals : [];
}

function releaseLine(group: ReleasedGroup): string {
  return `- ${releasedLine(group, code)}\n`;
}

function refusalLine({ code: name, message, hint }: Pick<Problem, 'code' | 'message' | 'hint'>): string {
  return `- ${code(name)}: ${prose(message)}${hint === undefined ? '' : hintLine({ code: name, hint })}\n`;
}

/** Folded: they are left as they are, and there may be many. */
function unmanagedBlocks({ tenants, summary }: Plan): readonly Block<About>[] {
  const all = unmanagedIn(tenants);
  if (all.length === 0) return [];
  const fold = foldOf(`${count(all.length, 'sync')} that no document names`);
  const tail = (missing: number) => `${missing > 0 ? `- …and ${missing} more\n` : ''}\n${fold.tail}`;
  const about = { kind: 'unmanaged' } as const;
  const texts = sameSyncs(all).map((group) => `- ${sameSyncsName(group, summary.tenants, code)}\n`);
  const pieces = texts.map((text) => ({ text, about }));
  return [{ head: fold.head, pieces, tail, most: mostOfList }];
}

const longestNote = ' '.repeat(400);

/** What there was no room for. */
function leftOutNote(leftOut: readonly About[]): string {
  const rows = leftOut.flatMap((one) => (one.kind === 'value' ? [one.changes] : []));
  const changes = new Set(rows.flat());
  const values = rows.flat().length;
  const tenants = new Set([...changes].map((change) => change.tenant)).size;
  const parts = [
    ...(values > 0
      ? [`${count(values, 'value')} of ${count(changes.size, 'sync')} on ${count(tenants, 'tenant')}`]
      : []),
    ...(['problem', 'failure', 'refusal', 'release', 'warning', 'name', 'unmanaged'] as const).flatMap(
      (kind) => {
        const { length } = leftOut.filter((one) => one.kind === kind);
        if (length === 0) return [];
        if (kind === 'name') return [`the names of ${count(length, 'tenant')}`];
        return [kind === 'unmanaged' ? `${length} unmanaged` : count(length, kind)];
      },
    ),
  ];
  if (parts.length === 0) return '';
  return `**Left out, since it would be too long for a comment:** ${parts.join(', ')}. The text and JSON reports have all of it.\n\n`;
}

function footer(report: Report, here: Here): string {
  const { plan } = report;
  const { summary } = plan;
  const isQuiet = resultOf(report) === 'inSync' && summary.observed === 0;
  const rest = `${counts(summary).join(', ')}, on ${count(summary.tenants, 'tenant')}.`;
  const isSeen = plan.problems.length === 0 || summary.tenants > 0;
  return [
    ...(isSeen ? [isQuiet ? `Wawi matches the configuration: ${rest}` : rest] : []),
    ...(forecastText(report) === '' ? [] : [forecastText(report)]),
    ...(plan.allow ? [allowWords(allowJson(plan.allow), here, prose)] : []),
    ...whyNote(plan),
    ...zoneNote(plan, here),
    ...provenance(plan),
  ]
    .join('\n\n')
    .concat('\n');
}

/** Without it, `not known` would look like a fault. */
function whyNote({ changes }: Plan): readonly string[] {
  const isUnknown = changes.some(({ fields }) =>
    fields.some(({ cause, broughtBy }) => cause === 'unknown' && broughtBy === undefined),
  );
  return isUnknown ? ['Not known: the journal here holds no earlier correction of that value.'] : [];
}

/** A comment is read anywhere. */
function zoneNote({ changes }: Plan, { timezone }: Here): readonly string[] {
  const isTold = changes.some(({ fields }) => fields.some(({ since }) => since !== undefined));
  return isTold ? [`Times are those of ${code(timezone)}.`] : [];
}

/** The id is that of what would be written: of no use to anybody where nothing would be. */
function provenance({ id, revision, base, summary }: Plan): readonly string[] {
  const parts = [
    ...(summary.changes > 0 ? [`plan ${code(id)}`] : []),
    ...(revision === null ? [] : [`revision ${code(revision)}`]),
    ...(base === undefined ? [] : [`compared with ${code(base)}`]),
  ].join(', ');
  return parts === '' ? [] : [capital(parts)];
}
