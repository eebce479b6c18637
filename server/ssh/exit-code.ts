/** What a command line ends with, as shells have it. */
export const ExitCode = {
  Success: 0,
  Failure: 1,
  Usage: 2,
  NotFound: 127,
  Interrupted: 130,
} as const;

/** A command did not do what it was to do. The message is a sentence for a person. */
export class CommandFailure extends Error {
  readonly exitCode: number;

  constructor(message: string, exitCode: number = ExitCode.Failure) {
    super(message);
    this.exitCode = exitCode;
  }
}
