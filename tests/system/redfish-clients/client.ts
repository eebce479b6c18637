import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { pythonFolder } from "../../../configs/setup/python-packages.mjs";

// With these set, Python's requests ignores that the certificate is not to be checked.
const { REQUESTS_CA_BUNDLE: _, CURL_CA_BUNDLE: __, ...env } = process.env;

export interface Ended {
  readonly exitCode: number;
  readonly output: string;
  /** The part of the output that is no complaint. */
  readonly stdout: string;
}

/** Runs a client to its end, for a minute and a half at most; it need not succeed. */
export async function runClient(program: string, args: readonly string[], cwd: string): Promise<Ended> {
  const options = { env, cwd, timeout: 90_000, maxBuffer: 2 ** 24 };
  try {
    const { stdout, stderr } = await promisify(execFile)(program, args, options);
    return { exitCode: 0, output: stdout + stderr, stdout };
  } catch (error) {
    const { code, stdout = "", stderr = "" } = error as { code?: unknown; stdout?: string; stderr?: string };
    if (typeof code !== "number") throw error;
    return { exitCode: code, output: stdout + stderr, stdout };
  }
}

/** A program of the Python packages that the tests install. */
export const pythonProgram = (name: string): string => join(pythonFolder(), "bin", name);
