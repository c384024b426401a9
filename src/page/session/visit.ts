/** What came of a button. */
export type ButtonNotice =
  | { readonly kind: 'asked' | 'malformed' | 'ambiguous' }
  /** `until`: milliseconds since 1970. */
  | {
      readonly kind: 'approved';
      readonly plan: string;
      readonly changes: number;
      readonly tenants: number;
      readonly until: number;
    }
  /** `refused`: the plan that is refused instead, where there is one. */
  | { readonly kind: 'another'; readonly refused: string | undefined };

/** What the buttons of a page need to know of who looks at it. */
export type PageVisit = {
  /** Goes along with each form, and proves that a page of ours has sent it. */
  readonly proof: string;
  readonly isSignedIn: boolean;
  readonly notice?: ButtonNotice;
};
