/**
 * What breaks a rule of the house and is still to be mended. A list only shrinks: what is mended is taken out,
 * and the test says so; nothing is added.
 */
export const notYet = {
  wrongWay: [],
  wrongPackages: [],
  folderCircles: [],
  impureUses: [],
  longFiles: [],
  longFunctions: [],
  fullFolders: [],
} as const satisfies Readonly<Record<string, readonly string[]>>;

/**
 * Type names that several files declare, files on the longest chain of imports, modules without a test beside them:
 * to be lowered as they sink, to 10, 14 and 0. `npm run house` says which they are.
 */
export const ceilings = { ambiguousTypes: 10, longestChain: 15, untested: 2 } as const;
