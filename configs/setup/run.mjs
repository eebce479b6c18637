import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { repository } from "./repository.mjs";

/** Some programs name the reason first, others last. */
function excerpt(text) {
  const lines = text.trim().split("\n");
  return lines.length > 15 ? [...lines.slice(0, 5), "...", ...lines.slice(-10)] : lines;
}

/** Runs a command to its end; when it fails, the error is the command and an excerpt of what it said. */
export async function run(command, args, env = {}) {
  const options = { cwd: repository, env: { ...process.env, ...env }, maxBuffer: 2 ** 26 };
  try {
    return await promisify(execFile)(command, args, options);
  } catch (error) {
    const said = `${error.stdout ?? ""}${error.stderr ?? ""}` || error.message;
    throw new Error([`${[command, ...args].join(" ")} failed:`, ...excerpt(said)].join("\n"));
  }
}
