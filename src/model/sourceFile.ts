/**
 * A file of the desired state, read and decoded. `path` is shown to the user; `folder` is the name of the folder directly
 * below the syncs folder that holds it, undefined for a file that lies in the syncs folder itself; `directory` is the
 * absolute folder of the file. `hash` is that of the bytes.
 */
export type SourceFile = {
  readonly path: string;
  readonly folder: string | undefined;
  readonly directory: string;
  readonly text: string;
  readonly hash: string;
};
