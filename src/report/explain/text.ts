import type { Paint } from '../../base/paint.ts';
import { printable } from '../../base/printable.ts';
import { blanks, cellsOf, crop, pad, widest } from '../../base/text/cells.ts';
import { count } from '../../base/text/words.ts';
import { wrap } from '../../base/text/wrap.ts';
import { fullTime, type Here, shownTime } from '../../base/time/shown.ts';
import { shortRevision } from '../../files/revision.ts';
import type { Origin } from '../../model/origin.ts';
import { calledName } from '../../model/syncName.ts';
import type { ChainLink } from '../../reconcile/explain/explained.ts';
import { heldBy, ranks } from '../words/said.ts';
import { daysOfChanges, type ExplainAnswer, type Held, type ToldField, type ToldSync } from './answer.ts';
import { statusOf } from './matrix.ts';
import { ago, soon, windowWords } from './words.ts';

/** How whoever reads it sees an answer. */
export type ExplainLook = {
  readonly paint: Paint;
  /** Columns; lines are broken between what they say where they would be longer. */
  readonly width: number;
  readonly here: Here;
  readonly isOffline: boolean;
};

/** One sync of one tenant, for people. */
export function syncText(told: ToldSync, look: ExplainLook): string {
  const { tenant, sync, isManaged, fields, holds } = told;
  const { paint } = look;
  const wanted = fields.filter(({ chain }) => chain.length > 0);
  const others = fields.filter(({ chain }) => chain.length === 0);
  const columns = columnsOf(wanted);
  const broad = widest(others.map(({ name }) => shortName(name)));
  return [
    paint.bold(`${printable(tenant)} / ${printable(calledName(sync))}`),
    ...(isManaged ? [] : [`  ${paint.yellow('unmanaged')}: no document names it, so it is left as it is`]),
    ...holds.map((held) => fitted(`  ${heldWords(held, look)}`, look.width, paint.cyan)),
    ...wanted.flatMap((field) => fieldLines(field, told, columns, look)),
    ...others.map((field) => unmanagedLine(field, broad, told, look)),
  ].join('\n');
}

type Columns = { readonly name: number; readonly value: number };

const longestName = 32;

const same = (text: string) => text;

function shortName(name: string): string {
  return crop(name, longestName);
}

function columnsOf(fields: readonly ToldField[]): Columns {
  return {
    name: widest(fields.map(({ name }) => shortName(name))),
    value: widest(fields.map(wantedText)),
  };
}

function wantedText({ wanted, isContradicted }: ToldField): string {
  return wanted?.text ?? (isContradicted ? 'at odds' : '–');
}

function fieldLines(field: ToldField, sync: ToldSync, columns: Columns, look: ExplainLook): string[] {
  const { paint, width } = look;
  const name = `  ${paint.bold(pad(shortName(field.name), columns.name))}  `;
  const head = `${name}${pad(wantedText(field), columns.value)}    ${liveWords(field, sync, look)}`;
  return [
    head,
    ...chainLines(field.chain, look),
    ...(field.held ? [fitted(`    ${heldWords(field.held, look)}`, width, paint.yellow)] : []),
    ...pastLines(field, look),
    ...nextLines(field, look),
  ];
}

function liveWords(field: ToldField, { isAnswered }: ToldSync, { paint, isOffline }: ExplainLook): string {
  const { live, wanted } = field;
  // What a sync has one of it always has; only its status may say nothing of it.
  const missing = field.field === 'configs' ? 'Wawi does not have it' : 'Wawi does not tell it';
  if (!live) return paint.yellow(isAnswered ? missing : unasked(isOffline));
  const has = `Wawi has ${live.text}`;
  switch (statusOf(field)) {
    case 'Synced':
      return `${has} ${paint.green('✓')}`;
    case 'OutOfSync':
      return paint.red(`${live.text === wanted?.text ? 'Wawi has another' : has} ✗`);
    case 'Unknown':
    case 'Unmanaged':
      return has;
  }
}

function unasked(isOffline: boolean): string {
  return isOffline ? 'Wawi was not asked' : 'Wawi did not answer';
}

function unmanagedLine({ name, live }: ToldField, broad: number, sync: ToldSync, look: ExplainLook): string {
  const has = live ? `Wawi has ${live.text}` : unasked(look.isOffline);
  const mark = sync.isManaged ? ', unmanaged' : '';
  return look.paint.dim(`  ${pad(shortName(name), broad)}  ${has}${mark}`);
}

/** The winner first; each with its place, and what is to be said of it. */
function chainLines(chain: readonly ChainLink[], look: ExplainLook): string[] {
  const { paint, width } = look;
  const values = widest(chain.map(({ value }) => value.text));
  const places = widest(chain.map(({ origin }) => showLine(origin)));
  const winner = chain.find(isInForce);
  const hasRanks = new Set(chain.map(({ rank }) => rank)).size > 1;
  return chain.map((link) => {
    const mark = link === winner ? paint.green('▸') : ' ';
    const start = `    ${mark} ${pad(link.value.text, values)}  ${paint.dim(showLine(link.origin))}`;
    const note = noteOf(link, winner, hasRanks, look.here);
    const used = 8 + values + places + 3;
    const gap = blanks(places - cellsOf(showLine(link.origin)) + 3);
    if (used + cellsOf(note) <= width) return `${start}${gap}${note}`;
    const column = Math.max(8, Math.min(values + 8, width - cellsOf(note)));
    return `${start}\n${fitted(`${blanks(column)}${note}`, width, same)}`;
  });
}

function isInForce({ window }: ChainLink): boolean {
  return window?.isOpen !== false;
}

/** `window 22:00–06:00, open until 06:00`, or `all; from 06:00 again`. */
function noteOf(link: ChainLink, winner: ChainLink | undefined, hasRanks: boolean, here: Here): string {
  const { window, rank, secret, sync, winsAt } = link;
  const what = [
    ...(hasRanks || !window ? [ranks[rank]] : []),
    ...(window ? [windowWords(window, here)] : []),
  ];
  return [
    what.join(', '),
    ...(link === winner || (window && !window.isOpen) ? [] : [overriddenWords(winsAt, here)]),
    ...(secret ? [`from ${'env' in secret.ref ? secret.ref.env : secret.ref.file}`] : []),
    ...(sync ? [`written for ${calledName(sync)}, which shares it`] : []),
  ]
    .map(printable)
    .join('; ');
}

function overriddenWords(winsAt: number | undefined, here: Here): string {
  return winsAt === undefined ? 'overridden' : `from ${soon(winsAt, here)} again`;
}

/** `suspended until 2026-12-01 00:00 by syncs/acme/ebay.yaml:9 "Black Friday freeze"`. */
export function heldWords({ rule, until, reason, origin }: Held, { here }: ExplainLook): string {
  const [what, usual] = heldBy[rule];
  const end = until === undefined ? '' : ` until ${soon(until, here)}`;
  const place = origin ? ` by ${showLine(origin)}` : '';
  const why = printable(reason ?? usual ?? '');
  const told = rule === 'suspended' ? ` "${why}"` : `: ${why}`;
  return `${what}${end}${place}${why === '' ? '' : told}`;
}

/** `written 3 h ago by 3c4681b Anna Weber "Night shift"; changed by others 0 times in 30 days`. */
function pastLines({ written, changedByOthers }: ToldField, { here, paint, width }: ExplainLook): string[] {
  const others = `changed by others ${count(changedByOthers, 'time')} in ${daysOfChanges} days`;
  if (!written) return [fitted(`    never written from here; ${others}`, width, paint.dim)];
  const { time, revision, commit } = written;
  const by = [
    ...(revision === null ? [] : [crop(printable(shortRevision(revision, 7)), 40)]),
    ...(commit ? [crop(printable(commit.author), 40), `"${crop(printable(commit.subject), 60)}"`] : []),
  ].join(' ');
  const words = `written ${ago(Date.parse(time), here.now)}${by === '' ? '' : ` by ${by}`}`;
  const line = `    ${words}; ${others}`;
  if (cellsOf(line) <= width) return [paint.dim(line)];
  return [`    ${words};`, `    ${others}`].map((part) => fitted(part, width, paint.dim));
}

function nextLines({ next }: ToldField, look: ExplainLook): string[] {
  if (next.length === 0) return [];
  const words = next.map(({ at, value }) => `${shownTime(at, look.here)} → ${value?.text ?? 'nothing'}`);
  return [fitted(`    next: ${words.join(' · ')}`, look.width, look.paint.dim)];
}

/** Broken between words where it is wider than the terminal; what follows stands two columns further to the right. */
export function fitted(line: string, width: number, paint: (text: string) => string): string {
  const indent = line.length - line.trimStart().length;
  const [first, ...rest] = wrap(line.slice(indent), width - indent - 2, width - indent);
  return [blanks(indent) + first, ...rest.map((one) => blanks(indent + 2) + one)].map(paint).join('\n');
}

export function showLine({ file, line }: Origin): string {
  return `${printable(file)}:${line}`;
}

/** What an answer is about, where it is another moment than now. */
export function momentLine({ at, now }: ExplainAnswer, here: Here): string | undefined {
  return at === now ? undefined : `As it is wanted on ${fullTime(at, here)}; Wawi as it is now.`;
}
