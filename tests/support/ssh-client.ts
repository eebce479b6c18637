import { spawn } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { password, userName } from "./running-bmc.ts";
import { Terminal } from "./terminal.ts";

export interface Outcome {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

interface Login {
  readonly userName?: string;
  readonly password?: string;
}

interface Streams extends Login {
  /** What the command reads until its end. */
  readonly input?: string;
}

/** Real OpenSSH as a person has it, with a list of known hosts of its own. */
export class SshClient {
  readonly #folder = mkdtempSync(join(tmpdir(), "ssh-"));
  readonly #port: number;

  constructor(port: number) {
    this.#port = port;
    const script = '#!/bin/sh\nprintf "%s\\n" "$SSH_TEST_PASSWORD"\n';
    writeFileSync(join(this.#folder, "askpass"), script, { mode: 0o700 });
  }

  /** The words of a command line that runs it. */
  words(args: readonly string[], login: Login = {}): readonly string[] {
    return [
      "env",
      `SSH_ASKPASS=${join(this.#folder, "askpass")}`,
      "SSH_ASKPASS_REQUIRE=force",
      `SSH_TEST_PASSWORD=${login.password ?? password}`,
      ...["ssh", "-F", "/dev/null", "-p", `${this.#port}`, "-o", "LogLevel=ERROR"],
      ...["-o", "StrictHostKeyChecking=accept-new", "-o", `UserKnownHostsFile=${this.#folder}/known`],
      ...["-o", "NumberOfPasswordPrompts=1", "-l", login.userName ?? userName, "127.0.0.1"],
      ...args,
    ];
  }

  /** One command, or what the input says, without a terminal. */
  run(args: readonly string[], { input = "", ...login }: Streams = {}): Promise<Outcome> {
    const [program = "", ...rest] = this.words(args, login);
    const child = spawn(program, rest);
    const outcome = { stdout: "", stderr: "" };
    child.stdout.setEncoding("utf8").on("data", (text: string) => {
      outcome.stdout += text;
    });
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      outcome.stderr += text;
    });
    // A client that has ended reads nothing more.
    child.stdin.on("error", () => child.stdin.destroy());
    child.stdin.end(input);
    return new Promise(resolve => child.once("close", code => resolve({ code, ...outcome })));
  }

  /** The same on a terminal. */
  terminal(options: readonly string[], args: readonly string[] = [], login: Login = {}): Terminal {
    const [program = "", ...rest] = this.words([], login);
    const before = rest.slice(0, -1);
    return new Terminal(program, [...before, ...options, "127.0.0.1", ...args]);
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
