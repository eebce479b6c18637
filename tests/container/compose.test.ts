import { randomBytes } from "node:crypto";
import { afterAll, beforeAll, expect, it } from "vitest";
import { run } from "../../configs/setup/run.mjs";
import { docker, image, ipmitoolAt } from "./support/test-container.ts";

const file = "configs/compose.yaml";
const project = `qemu-bmc-test-${randomBytes(4).toString("hex")}`;
const password = "k9-Brimstone";

const compose = async (...args: readonly string[]): Promise<string> =>
  (await run("docker-compose", ["-f", file, "-p", project, ...args], { IPMI_PASS: password })).stdout.trim();

beforeAll(async () => {
  // What the file's build would make.
  await docker("tag", image, "qemu-bmc:latest");
});
afterAll(async () => {
  await compose("down", "--volumes");
});

it("configs/compose.yaml is a machine whose IPMI answers, and goes with all that it made", async () => {
  await compose("config", "--quiet");
  await compose("up", "--detach", "--no-build");
  const container = await compose("ps", "--quiet");
  const inspect = (format: string): Promise<string> => docker("inspect", "-f", format, container);
  await expect.poll(() => inspect("{{.State.Health.Status}}"), { timeout: 60_000 }).toBe("healthy");
  expect(await ipmitoolAt("127.0.0.1", "623", password, "power", "status")).toBe("Chassis Power is on");
  const serialRecord = (): Promise<string> => docker("exec", container, "cat", "/vm/.qemu-bmc/serial.log");
  await expect.poll(serialRecord, { timeout: 180_000 }).toContain("login:");
  await compose("stop");
  expect(await inspect("{{.State.ExitCode}}")).toBe("0");
  await compose("down", "--volumes");
  const made = ["--filter", `label=com.docker.compose.project=${project}`, "--quiet"];
  for (const kind of ["container", "volume", "network"]) expect(await docker(kind, "ls", ...made)).toBe("");
});
