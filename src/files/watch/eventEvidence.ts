/** Whether events arrive, judged by the changes that are found: at best, each comes with one. */
export type EventEvidence = {
  readonly heard: () => void;
  /** To be called when the files have come to rest. Says whether a change came without an event. */
  readonly settled: (isChanged: boolean, areSomeRefused: boolean) => boolean;
  /** The last change came with its event. */
  readonly isProven: () => boolean;
};

export function createEventEvidence(): EventEvidence {
  let hasHeard = false;
  let isCovered = false;
  let isProven = false;
  return {
    heard() {
      hasHeard = true;
    },
    settled(isChanged, areSomeRefused) {
      // What changes before the first rest may have changed before anything was listened to.
      const isSilent = isChanged && isCovered && !hasHeard && !areSomeRefused;
      if (isChanged) isProven = hasHeard && !areSomeRefused;
      isCovered = true;
      hasHeard = false;
      return isSilent;
    },
    isProven: () => isProven,
  };
}
