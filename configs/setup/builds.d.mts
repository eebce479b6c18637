interface Build {
  /** What is there is of the sources as they are. */
  isDone(): boolean;
  /** @throws Error with the command and an excerpt of what it said */
  do(): Promise<void>;
}

export const page: Build;
export const server: Build;
