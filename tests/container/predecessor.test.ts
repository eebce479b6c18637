import { existsSync, mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, expect, it } from "vitest";
import { run } from "../../configs/setup/run.mjs";
import { inEngineNetwork } from "./support/engine.ts";
import { docker, image, ipmitoolAt } from "./support/test-container.ts";

/** Of its README. */
const line = `docker run -d --name qemu-bmc --privileged \\
  --device /dev/kvm:/dev/kvm \\
  -p 5900:5900 \\
  -p 623:623/udp \\
  -v $(pwd)/vm:/vm:rw \\
  qemu-bmc:latest`;

let container: string | undefined;
let folder: string;
afterEach(async () => {
  if (container !== undefined) await docker("rm", "-f", "-v", container);
  rmSync(folder, { recursive: true });
});

const succeeds = (...args: readonly string[]): Promise<boolean> =>
  docker(...args).then(
    () => true,
    () => false,
  );

const vncGreeting = (): Promise<string> =>
  inEngineNetwork("timeout", ["10", "bash", "-c", "head -c 12 </dev/tcp/127.0.0.1/5900"]).then(
    ({ stdout }) => stdout,
    () => "",
  );

it("its docker run line works as it is, but for what this host or engine has not", async () => {
  folder = mkdtempSync(join(tmpdir(), "predecessor-"));
  mkdirSync(join(folder, "vm"));
  await run("qemu-img", ["create", "-q", "-f", "qcow2", join(folder, "vm/disk.qcow2"), "20G"]);
  await docker("tag", image, "qemu-bmc:latest");
  const isPrivileged = await succeeds("run", "--rm", "--privileged", "--entrypoint", "true", image);
  const words = line
    .replace("--privileged", isPrivileged ? "$&" : "")
    .replace("--device /dev/kvm:/dev/kvm", existsSync("/dev/kvm") ? "$&" : "");
  container = (await run("sh", ["-c", `cd "${folder}" && ${words}`])).stdout.trim();
  const name = container;
  await expect
    .poll(() => ipmitoolAt("127.0.0.1", "623", "password", "power", "status").catch(() => ""), {
      timeout: 60_000,
    })
    .toBe("Chassis Power is on");
  expect(await ipmitoolAt("127.0.0.1", "623", "password", "mc", "info")).toContain("IPMI Version");
  const address = await docker("inspect", "-f", "{{.NetworkSettings.IPAddress}}", name);
  const page = await inEngineNetwork("curl", ["-ks", "--max-time", "20", `https://${address}/`]);
  expect(page.stdout).toContain("<!doctype html>");
  // Once QEMU runs: a host's KVM is tried first.
  await expect.poll(vncGreeting, { timeout: 60_000 }).toBe("RFB 003.008\n");
  expect(await docker("exec", name, "cat", "/var/run/qemu/power.state")).toBe("on");
});
