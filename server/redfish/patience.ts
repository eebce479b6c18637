/** Milliseconds that an answer may wait for work; what takes longer becomes a task. */
const patience = 10_000;

/**
 * Waits, but not too long, for work to be done.
 * @returns whether it is done
 * @throws what the work rejects with
 */
export async function endsInTime(work: Promise<void>): Promise<boolean> {
  let timer: NodeJS.Timeout | undefined;
  const tooLong = new Promise<boolean>(resolve => {
    timer = setTimeout(resolve, patience, false);
  });
  try {
    return await Promise.race([work.then(() => true), tooLong]);
  } finally {
    clearTimeout(timer);
  }
}
