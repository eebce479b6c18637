import { execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { eventually } from "../../support/eventually.ts";
import { password, RunningBmc, userName } from "../../support/running-bmc.ts";

const run = promisify(execFile);

let bmc: RunningBmc;
beforeAll(async () => {
  bmc = await RunningBmc.start();
});
afterAll(() => bmc?.close());

const connection = (...authentication: readonly string[]): readonly string[] => [
  ...["lan", "-U", userName, "-P", password, "-L", "admin", "-p", `${bmc.ipmiPort}`],
  ...authentication,
  "127.0.0.1",
];

const patience = 30;
const askAgain = 500;

interface Shell {
  say(line: string): void;
  /** It finds out about a domain by and by: the line is repeated until it gives this answer. */
  ask(line: string, answer: RegExp): Promise<string>;
}

/** OpenIPMI's shell, which prints answers whenever they come. */
async function withShell(use: (shell: Shell) => Promise<void>): Promise<void> {
  const shell = spawn("openipmish", [], { stdio: ["pipe", "pipe", "pipe"] });
  const ended = once(shell, "exit");
  let shown = "";
  const read = (text: string): void => {
    shown += text;
  };
  shell.stdout.setEncoding("utf8").on("data", read);
  shell.stderr.setEncoding("utf8").on("data", read);
  const say = (line: string): void => {
    shell.stdin.write(`${line}\n`);
  };
  const ask = async (line: string, answer: RegExp): Promise<string> => {
    const from = shown.length;
    const asking = setInterval(say, askAgain, line);
    const answered = () => answer.test(shown.slice(from));
    await eventually(answered, patience, () => shown.slice(from).slice(-1000)).finally(() =>
      clearInterval(asking),
    );
    return shown.slice(from);
  };
  try {
    await use({ say, ask });
  } finally {
    shell.stdin.end("exit\n");
    await ended;
  }
}

describe("OpenIPMI", () => {
  it.each([
    ["with what the BMC picks", []],
    ["with HMAC-SHA1 and AES", ["-Ra", "rakp_hmac_sha1", "-Ri", "hmac_sha1", "-Rc", "aes_cbc_128"]],
  ])("sends a command %s", async (_title, algorithms) => {
    const words = ["-k", "0f 0 6 1", ...connection("-A", "rmcp+", ...algorithms)];
    const { stdout } = await run("openipmicmd", words, { timeout: 30_000 });
    expect(stdout).toMatch(/^0f 07 00 01 00 20 01 ([\da-f]{2} ){2}02 /m);
  });

  it("opens a domain, and finds the controller, its entities and its sensors", async () => {
    await withShell(async ({ say, ask }) => {
      say(["domain", "open", "d", "-wait_til_up", ...connection("-A", "rmcp+")].join(" "));
      await ask("mc list d", /MCs\n +Name: d\(0\.20\)/);
      await ask("entity list d", /Entities\n( +Name: .*\n)* +Name: d\(7\.1\)/);
      await ask("sensor list d(7.1)", /Sensors\n( +Name: .*\n)* +Name: d\(7\.1\)\.MBTemp/);
      const reading = await ask("sensor get d(7.1).MBTemp", /Value: .*\n/);
      expect(Number(/Value: (.*)/.exec(reading)?.[1])).toBeGreaterThan(10);
    });
  });
});
