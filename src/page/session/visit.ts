/** What the buttons of a page need to know of who looks at it. */
export type Visit = {
  /** Goes along with each form, and proves that a page of ours has sent it. */
  readonly proof: string;
  readonly isSignedIn: boolean;
};
