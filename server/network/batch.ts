import { spawn } from "node:child_process";

const timeout = 10_000;

/** One line of a batch: its words, and whether the kernel may refuse it. */
export interface Step {
  readonly words: string;
  readonly optional?: true;
}

/** What a program of iproute2 runs, line by line; -force lets what follows a refused line run, too. */
export type Batch = readonly Step[];

export const step = (words: string): Step => ({ words });
/** For what may be so already, or for what not every kernel has. */
export const attempt = (words: string): Step => ({ words, optional: true });

/** Runs a batch. @returns what was refused and had to work, in the kernel's words; empty when all is done */
export type RunBatch = (program: "ip" | "tc", batch: Batch) => Promise<readonly string[]>;

/** One process for all lines: a fork costs more than what a line does. */
export const runBatch: RunBatch = async (program, batch) => {
  if (batch.length === 0) return [];
  const { code, stderr } = await output(program, batch.map(({ words }) => `${words}\n`).join(""));
  return code === 0 ? [] : refusals(program, batch, stderr);
};

function output(program: string, input: string): Promise<{ code: number | null; stderr: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, ["-force", "-batch", "-"], { stdio: ["pipe", "ignore", "pipe"], timeout });
    let stderr = "";
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      stderr += text;
    });
    // A program that ends before it has read everything says why on stderr.
    child.stdin.on("error", () => {});
    child.once("error", error => reject(new Error(`${program} cannot be started: ${error.message}`)));
    child.once("close", code => resolve({ code, stderr }));
    child.stdin.end(input);
  });
}

/** "Command failed -:3" ends what is said of line 3. */
function refusals(program: string, batch: Batch, stderr: string): readonly string[] {
  const refused: string[] = [];
  let said: string[] = [];
  for (const line of stderr.split("\n")) {
    const [, number] = /^Command failed -:(\d+)/.exec(line) ?? [];
    if (number === undefined) {
      if (line !== "") said.push(line);
      continue;
    }
    const failed = batch[Number(number) - 1];
    if (!failed?.optional) refused.push(`${program} ${failed?.words ?? ""}: ${said.join(" ")}`);
    said = [];
  }
  // What is said of no line is why the program ended before the last one.
  if (said.length > 0 || stderr === "") refused.push(`${program}: ${said.join(" ")}`);
  return refused;
}
