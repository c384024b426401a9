/** Whether events arrive, judged by the changes that are found: at best, each comes with one. */
export type Trust = {
  readonly heard: () => void;
  /** To be called when the files have come to rest. Says whether a change came without an event. */
  readonly settled: (isChanged: boolean, isPartlyShut: boolean) => boolean;
  /** The last change came with its event. */
  readonly isProven: () => boolean;
};

export function createTrust(): Trust {
  let hasHeard = false;
  let isCovered = false;
  let isProven = false;
  return {
    heard() {
      hasHeard = true;
    },
    settled(isChanged, isPartlyShut) {
      // What changes before the first rest may have changed before anything was listened to.
      const isDeaf = isChanged && isCovered && !hasHeard && !isPartlyShut;
      if (isChanged) isProven = hasHeard && !isPartlyShut;
      isCovered = true;
      hasHeard = false;
      return isDeaf;
    },
    isProven: () => isProven,
  };
}
