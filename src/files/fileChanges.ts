/**
 * What may have changed since the files were last read as a whole or by such changes, and what was read was kept: the absolute
 * paths of regular files below the folder of documents. `unknown` wherever anything else is possible, the config file
 * included: whoever reads then reads everything.
 */
export type FileChanges = 'unknown' | ReadonlySet<string>;
