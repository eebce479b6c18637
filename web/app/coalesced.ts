/**
 * Never more than one at a time: whoever asks while it runs gets one more run after it, however many they are.
 * @returns what resolves when a run that began after the call is over
 */
export function coalesced(work: () => Promise<void>): () => Promise<void> {
  let running: Promise<void> | undefined;
  let next: Promise<void> | undefined;
  const run = (): Promise<void> => {
    running = work().finally(() => {
      running = undefined;
    });
    return running;
  };
  return () => {
    if (next) return next;
    if (!running) return run();
    next = running
      .catch(() => {
        // Whoever waits for that run is told; this is about the next one.
      })
      .then(() => {
        next = undefined;
        return run();
      });
    return next;
  };
}
