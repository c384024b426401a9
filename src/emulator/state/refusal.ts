type Details = {
  readonly validationErrors?: Readonly<Record<string, string>>;
  readonly headers?: Readonly<Record<string, string>>;
};

/** Why a call gets no for an answer. The worker API and the control endpoints each write it in their own form. */
export class Refusal extends Error {
  readonly status: number;
  readonly code: string;
  /** What is wrong with which field, by the name that the dialect gives it. */
  readonly validationErrors: Readonly<Record<string, string>>;
  readonly headers: Readonly<Record<string, string>>;

  constructor(status: number, code: string, message: string, details: Details = {}) {
    super(message);
    this.name = 'Refusal';
    this.status = status;
    this.code = code;
    this.validationErrors = details.validationErrors ?? {};
    this.headers = details.headers ?? {};
  }
}

/** What is wrong with a setting that a user wrote, in words. */
export type Mistake = { readonly mistake: string };
