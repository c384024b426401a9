import { printable } from '../../base/printable.ts';
import type { Notice, Severity } from '../notice.ts';
import type { Sink } from './sink.ts';

/** Slack's incoming webhooks, and servers that take the same form. */
export const slack: Sink = {
  gathers: true,
  prepare: (notices, { url, source }) => ({
    url,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(slackMessage(notices, source)),
  }),
};

export type SlackMessage = {
  /** Shown where blocks are not, as by servers that take the same form. */
  readonly text: string;
  readonly blocks: readonly {
    readonly type: 'section';
    readonly text: { readonly type: 'mrkdwn'; readonly verbatim: true; readonly text: string };
  }[];
};

/** One message for notices of one type. Nothing in a name becomes a mention or a link. */
export function slackMessage(notices: readonly Notice[], source: string): SlackMessage {
  const lines = linesOf(notices, printable(source));
  // Verbatim: what looks like an address, a channel or a person is left as it stands.
  const text = { type: 'mrkdwn', verbatim: true, text: joined(lines.map(escaped)) } as const;
  return { text: joined(lines.map((line) => escaped(defused(line)))), blocks: [{ type: 'section', text }] };
}

const marks = { info: '🟢', warning: '🟡', error: '🔴' } as const satisfies Record<Severity, string>;

function linesOf(notices: readonly Notice[], source: string): readonly string[] {
  const [first] = notices;
  const mark = marks[first!.severity];
  if (notices.length === 1) {
    return [`${mark} ${source}: ${first!.summary}`, ...first!.details.map((line) => `• ${line}`)];
  }
  const head = `${mark} ${source}: ${notices.length} × ${first!.type}`;
  return [head, ...notices.map(({ summary }) => `• ${summary}`)];
}

/** The three characters by which Slack marks links and mentions, as its documentation says. */
function escaped(line: string): string {
  return line.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What servers turn into a mention or a link by its look alone is parted by a space of no width. */
function defused(line: string): string {
  return line.replace(/@(?=\S)|:(?=\/\/)|\](?=[([])|\bwww(?=\.)/gi, '$&\u200b');
}

/** Slack's own limit for a text in a block is 3,000 characters. */
const longest = 2_900;

/** Whole lines, so that no escape is cut in two. */
function joined(lines: readonly string[]): string {
  const room = (count: number) => lines.slice(0, count).join('\n').length <= longest;
  if (room(lines.length)) return lines.join('\n');
  let shown = 1;
  while (room(shown + 1)) shown += 1;
  return [...lines.slice(0, shown), `… and ${lines.length - shown} more lines`].join('\n');
}
