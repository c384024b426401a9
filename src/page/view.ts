import type { StatusJson } from '../generated/status.ts';
import type { PageReader } from '../report/html/kit/reader.ts';
import type { PageVisit } from './session/visit.ts';
import type { Verdict } from './verdict.ts';
import type { PageWords } from './words/index.ts';

/** What a page is drawn for: who reads it, and which address it has. */
export type View = PageReader & {
  readonly words: PageWords;
  /** The path and query that were asked for, which a link to the same page keeps. */
  readonly address: URL;
  readonly version: string;
  /** Undefined where no token is configured: then there are no buttons. */
  readonly visit?: PageVisit;
  /** How many things are wrong, each once, as the page of problems lists them. */
  readonly problems: number;
  readonly lastPass: StatusJson['lastPass'];
  /** How all stands, which each page shows. */
  readonly verdict: Verdict;
};
