import { sha256 } from '../base/hash.ts';
import type { ErrorJson } from '../generated/error.ts';
import type { PlanJson } from '../generated/plan.ts';
import type { PullJson } from '../generated/pull.ts';
import type { ValidationJson } from '../generated/validation.ts';
import { formatVersion } from '../model/formatVersion.ts';
import type { Problem } from '../problems/problem.ts';
import { type ProblemOptions, problemsText } from '../problems/text.ts';
import { makePlan, type Plan } from '../reconcile/plan.ts';
import type { Report } from '../reconcile/report.ts';
import { annotation, githubOutputs, githubReport, unfinishedOutputs } from '../report/github.ts';
import { problemJson, reportJson } from '../report/json.ts';
import { reportMarkdown, unfinishedMarkdown } from '../report/markdown/markdown.ts';
import { reportText } from '../report/text.ts';
import { type ExitCode, exit } from './exit.ts';
import type { Flags, Output } from './flags.ts';
import { writeGithubFiles } from './githubFiles.ts';
import { paintFor, type Terminal } from './terminal.ts';

/**
 * Prints a report, and tells GitHub where that was asked for. Gives the exit code that was meant, or 1 where GitHub's
 * files cannot be written: what reads them must not take silence for an answer.
 */
export async function deliver(
  report: Report,
  meant: ExitCode,
  textOf: ProblemOptions['textOf'],
  flags: Pick<Flags, 'output' | 'color'>,
  terminal: Terminal,
): Promise<ExitCode> {
  terminal.stdout(renderReport(report, textOf, flags, terminal));
  if (flags.output !== 'github') return meant;
  const files = { summary: reportMarkdown(report), outputs: githubOutputs(report) };
  const isTold = await writeGithubFiles(files, terminal);
  return isTold || terminal.stop.aborted ? meant : exit.error;
}

/** A report as it goes to stdout, in the format that was asked for. */
export function renderReport(
  report: Report,
  textOf: ProblemOptions['textOf'],
  { output, color }: Pick<Flags, 'output' | 'color'>,
  terminal: Terminal,
): string {
  switch (output) {
    case 'json':
      return jsonText(reportJson(report));
    case 'markdown':
      return reportMarkdown(report);
    case 'github':
      return githubReport(report);
    case 'text':
      return reportForPeople(report, textOf, color, terminal);
  }
}

function reportForPeople(
  report: Report,
  textOf: ProblemOptions['textOf'],
  color: boolean,
  terminal: Terminal,
): string {
  const paint = paintFor('stdout', terminal, color);
  const width = terminal.columns;
  const problems = problemsText(report.plan, { paint, width, textOf });
  return reportText(report, { paint, width, problems });
}

export function jsonText(document: object): string {
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** Of a command that prints one document after another. */
export function jsonLine(document: object): string {
  return `${JSON.stringify(document)}\n`;
}

/** What a command leaves behind that came to no report: stopped, or broken. People read it on stderr. */
export async function deliverUnfinished(
  command: string,
  problem: Problem,
  output: Output,
  terminal: Pick<Terminal, 'stdout' | 'stderr' | 'env'>,
): Promise<void> {
  switch (output) {
    case 'json': {
      const document = unfinishedJson(command, problem);
      return terminal.stdout(command === 'run' ? jsonLine(document) : jsonText(document));
    }
    case 'markdown':
      return terminal.stdout(unfinishedMarkdown(problem));
    case 'github':
      terminal.stdout(`${annotation('error', problem)}\n`);
      await writeGithubFiles({ summary: unfinishedMarkdown(problem), outputs: unfinishedOutputs }, terminal);
      return;
    case 'text':
      return;
  }
}

/** In the shape that the command prints otherwise. */
function unfinishedJson(command: string, problem: Problem): PlanJson | PullJson | ValidationJson | ErrorJson {
  const problems = [problemJson(problem)];
  switch (command) {
    case 'pull':
    case 'catalogue':
      return { formatVersion, result: 'problems', files: [], problems, warnings: [], failures: [] };
    case 'validate':
      return { formatVersion, result: 'problems', files: 0, documents: 0, problems, warnings: [] };
    case 'schema':
    case 'status':
    case 'history':
    case 'emulate':
      return { formatVersion, problems };
    default:
      return { ...reportJson({ kind: 'problems', plan: emptyPlan([problem]) }), result: 'error' };
  }
}

/** Of a pass that never got as far as to look. */
export function emptyPlan(problems: readonly Problem[]): Plan {
  const treeHash = `sha256:${sha256('')}`;
  return makePlan({
    differences: [],
    warnings: [],
    failures: [],
    revision: null,
    treeHash,
    problems,
    sha256,
  });
}
