import { setTimeout as sleep } from "node:timers/promises";

const interval = 25;

/**
 * Waits until `look` gives something, in a test or in a hook.
 * @param shown what the failure shows of how it was instead
 */
export async function eventually<T>(
  look: () => T | undefined | false,
  seconds: number,
  shown: () => string,
): Promise<T> {
  const deadline = performance.now() + seconds * 1000;
  for (;;) {
    const found = look();
    if (found !== undefined && found !== false) return found;
    if (performance.now() > deadline) throw new Error(`Not within ${seconds} s. It is: ${shown()}`);
    await sleep(interval);
  }
}
