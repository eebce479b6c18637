import { CommandFailure, ExitCode } from "./exit-code.ts";

/**
 * Waits for work that goes on even if nobody waits for it.
 * @param remark what becomes of it then
 * @throws CommandFailure
 */
export async function unlessInterrupted<T>(
  work: Promise<T>,
  signal: AbortSignal,
  remark: string,
): Promise<T> {
  const { promise, reject } = Promise.withResolvers<never>();
  const interrupt = (): void =>
    reject(new CommandFailure(`Interrupted. ${remark}`.trimEnd(), ExitCode.Interrupted));
  if (signal.aborted) interrupt();
  signal.addEventListener("abort", interrupt);
  try {
    return await Promise.race([work, promise]);
  } finally {
    signal.removeEventListener("abort", interrupt);
  }
}
