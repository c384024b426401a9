/** Whether events arrive, judged by the changes that are found: at best, each comes with one. */
export type EventEvidence = ReturnType<typeof createEventEvidence>;

export function createEventEvidence() {
  let hasHeard = false;
  let isCovered = false;
  let isProven = false;
  return {
    heard(): void {
      hasHeard = true;
    },
    /** To be called when the files have come to rest. Says whether a change came without an event. */
    settled(isChanged: boolean, areSomeRefused: boolean): boolean {
      // What changes before the first rest may have changed before anything was listened to.
      const isSilent = isChanged && isCovered && !hasHeard && !areSomeRefused;
      if (isChanged) isProven = hasHeard && !areSomeRefused;
      isCovered = true;
      hasHeard = false;
      return isSilent;
    },
    /** The last change came with its event. */
    isProven: () => isProven,
  };
}
