import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RunningBmc } from "../support/running-bmc.ts";

const name = `ports-${process.pid}`;
const ip = (...args: string[]): string => execFileSync("ip", args, { encoding: "utf8" });
const occupiers: ChildProcess[] = [];

/** In a namespace of its own, where nobody else's server has these ports. */
beforeAll(() => {
  ip("netns", "add", name);
  ip("netns", "exec", name, "ip", "link", "set", "lo", "up");
});
afterAll(() => {
  for (const occupier of occupiers) occupier.kill("SIGKILL");
  ip("netns", "delete", name);
});

async function occupy(port: number): Promise<void> {
  const script = `require("net").createServer().listen(${port}, () => console.log("ready"))`;
  const occupier = spawn("ip", ["netns", "exec", name, process.execPath, "-e", script]);
  occupiers.push(occupier);
  await once(occupier.stdout, "data");
}

async function logWith(environment: NodeJS.ProcessEnv): Promise<string> {
  const bmc = await RunningBmc.startIn(name, { POWER_ON_AT_START: "false", ...environment });
  await bmc.close();
  return bmc.log;
}

it("22 is taken where it can be had, then 2222, and then the BMC does without", async () => {
  expect(await logWith({ SSH_PORT: "" })).toContain("SSH: TCP port 22,");
  await occupy(22);
  expect(await logWith({ SSH_PORT: "" })).toContain("SSH: TCP port 2222,");
  await occupy(2222);
  expect(await logWith({ SSH_PORT: "" })).toContain("There is no SSH");
});

it.each(["SSH_PORT", "WEB_PORT"])(
  "%s that names a port that is taken ends the start, in one line",
  async name => {
    const port = name === "SSH_PORT" ? 2223 : 2224;
    await occupy(port);
    await expect(logWith({ SSH_PORT: "2225", [name]: `${port}` })).rejects.toThrow(
      new RegExp(
        `ended with 78:\n(\\{.*\\}\n)*qemu-bmc: ${name}: port ${port} cannot be had \\(EADDRINUSE\\)\\.\n$`,
      ),
    );
  },
);
