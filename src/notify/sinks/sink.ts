import type { Concealed } from '../../model/secret.ts';
import type { Notice } from '../notice.ts';

/** Where notices go, with secrets that have been read. `source` says which sollist tells. */
export type SinkTarget = { readonly url: URL; readonly secret?: Concealed; readonly source: string };

export type SinkRequest = {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
};

/** The form in which notices are told to somebody. */
export type Sink = {
  /** Many of one type in one go are told in one message: nobody reads as many. */
  readonly gathers: boolean;
  /** Of notices of one type; of one alone where the sink does not gather. */
  readonly prepare: (notices: readonly Notice[], target: SinkTarget) => SinkRequest;
};
