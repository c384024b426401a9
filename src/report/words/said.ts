// What is said of the same thing in several places. It imports nothing, so that a page may name it too.

/** How a document selects a tenant. */
export const ranks = { 1: 'all', 2: 'by label', 3: 'by name' } as const;

/** What is said before the end of it, and what after, where no reason is told. */
export const heldBy = {
  suspended: ['suspended'],
  observed: ['only observed'],
  problems: ['nothing is written'],
  refused: ['a pass is refused as a whole'],
  backOff: ['the tenant is not asked'],
  contested: ['left alone', 'contested, others set it again and again'],
  failing: ['left alone', 'it could not be written lately'],
} as const;

export const causeWords = {
  change: 'this change',
  before: 'drifted before',
  git: 'changed in git',
  live: 'changed in Wawi',
  unknown: 'not known',
} as const;

export const haltedHint =
  'start it in Wawi, or say what is meant: `active: false` in its document stops it, `active: true` starts it';
