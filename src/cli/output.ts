import { sha256 } from '../base/hash.ts';
import { wrapText } from '../base/text/wrap.ts';
import type { PlanJson } from '../generated/plan.ts';
import type { PullJson } from '../generated/pull.ts';
import type { ValidationJson } from '../generated/validation.ts';
import { formatVersion } from '../model/formatVersion.ts';
import type { Problem } from '../problems/problem.ts';
import { errorText } from '../problems/text.ts';
import { planOfProblems } from '../reconcile/plan.ts';
import type { Report } from '../reconcile/report.ts';
import { annotation, githubOutputs, githubReport, unfinishedOutputs } from '../report/github.ts';
import type { Imprint } from '../report/html/file/document.tsx';
import { errorJson, jsonLine, jsonText, problemJson, reportJson } from '../report/json.ts';
import { reportMarkdown, unfinishedMarkdown } from '../report/markdown/markdown.ts';
import { type ReportLook, reportText } from '../report/text.ts';
import { type ExitCode, exit } from './exit.ts';
import type { DocumentKind, Output } from './format.ts';
import { type GithubFiles, writeGithubFiles } from './late/githubFiles.ts';
import type { Terminal } from './terminal.ts';

/** How one format shows a report, and what it leaves of a command that came to none: stopped, or broken. */
export type Renderer = {
  readonly report: (report: Report, look: ReportLook, imprint: Imprint) => string | Promise<string>;
  readonly unfinished: (
    problem: Problem,
    document: DocumentKind,
    imprint: Imprint,
  ) => string | Promise<string>;
  /** What GitHub reads besides. */
  readonly files?: {
    readonly report: (report: Report, look: ReportLook) => GithubFiles;
    readonly unfinished: (problem: Problem) => GithubFiles;
  };
};

export const outputs = {
  text: {
    report: reportText,
    unfinished: () => '', // people read it on stderr
  },
  json: {
    report: (report) => jsonText(reportJson(report)),
    unfinished: (problem, document) => unfinishedJson[document](problem),
  },
  markdown: { report: (report, { here }) => reportMarkdown(report, here), unfinished: unfinishedMarkdown },
  github: {
    report: (report, { here }) => githubReport(report, here),
    unfinished: (problem) => `${annotation('error', problem)}\n`,
    files: {
      report: (report, { here }) => ({
        summary: reportMarkdown(report, here),
        outputs: githubOutputs(report),
      }),
      unfinished: (problem) => ({ summary: unfinishedMarkdown(problem), outputs: unfinishedOutputs }),
    },
  },
  // Styles and what draws a document are loaded by nobody else.
  html: {
    async report(report, look, imprint) {
      const { reportHtml } = await import('../report/html/file/report.tsx');
      return reportHtml(report, look, imprint);
    },
    async unfinished(problem, _, imprint) {
      const { unfinishedHtml } = await import('../report/html/file/report.tsx');
      return unfinishedHtml(problem, imprint);
    },
  },
} satisfies Record<Output, Renderer>;

/**
 * Prints a report, and tells GitHub where that was asked for. Gives the exit code that was meant, or 1 where GitHub's
 * files cannot be written: what reads them must not take silence for an answer.
 */
export async function printReport(
  report: Report,
  meant: ExitCode,
  look: ReportLook,
  output: Output,
  terminal: Terminal,
): Promise<ExitCode> {
  const renderer: Renderer = outputs[output];
  const text = await renderer.report(report, look, imprintOf(terminal));
  terminal.stdout(fitted(text, output, terminal));
  if (!renderer.files) return meant;
  const isTold = await writeGithubFiles(renderer.files.report(report, look), terminal);
  return isTold || terminal.stop.aborted ? meant : exit.error;
}

function imprintOf({ clock, version }: Pick<Terminal, 'clock' | 'version'>): Imprint {
  return { at: clock.now(), version };
}

type Printed = Pick<Terminal, 'stdout' | 'stderr' | 'env' | 'clock' | 'version'>;

/** Prints what a command leaves behind that came to no report. */
export async function printUnfinished(
  problem: Problem,
  document: DocumentKind,
  output: Output,
  terminal: Printed,
): Promise<void> {
  const { unfinished, files }: Renderer = outputs[output];
  terminal.stdout(await unfinished(problem, document, imprintOf(terminal)));
  if (files) await writeGithubFiles(files.unfinished(problem), terminal);
}

/** Ends a command that cannot begin: prints what it leaves behind, and why on stderr. */
export async function endUnbegun(
  problem: Problem,
  document: DocumentKind,
  output: Output,
  terminal: Printed,
): Promise<ExitCode> {
  await printUnfinished(problem, document, output, terminal);
  terminal.stderr(errorText(problem));
  return exit.error;
}

/** Each in the shape that the command prints otherwise. */
const unfinishedJson = {
  plan: (problem) => jsonText(unfinishedPlan(problem)),
  plans: (problem) => jsonLine(unfinishedPlan(problem)),
  written: (problem) =>
    jsonText({
      ...{ formatVersion, result: 'problems', files: [] },
      ...{ problems: [problemJson(problem)], warnings: [], failures: [] },
    } satisfies PullJson),
  validation: (problem) =>
    jsonText({
      ...{ formatVersion, result: 'problems', files: 0, documents: 0 },
      ...{ problems: [problemJson(problem)], warnings: [] },
    } satisfies ValidationJson),
  error: (problem) => jsonText(errorJson([problem])),
} as const satisfies Record<DocumentKind, (problem: Problem) => string>;

function unfinishedPlan(problem: Problem): PlanJson {
  return {
    ...reportJson({ kind: 'problems', plan: planOfProblems([problem], sha256) }),
    result: 'error',
  };
}

/** What people read on stdout, as their terminal has room for it. Whoever reads it by other means gets each line whole. */
export function fitted(
  text: string,
  output: Output,
  { isTerminal, columns }: Pick<Terminal, 'isTerminal' | 'columns'>,
): string {
  return output === 'text' && isTerminal.stdout ? wrapText(text, columns) : text;
}
