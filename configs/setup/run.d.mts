/** @throws Error with the command and an excerpt of what it said */
export function run(
  command: string,
  args: readonly string[],
  env?: Readonly<Record<string, string>>,
): Promise<{ readonly stdout: string; readonly stderr: string }>;
