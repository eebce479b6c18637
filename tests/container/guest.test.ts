import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { docker, image, TestContainer } from "./support/test-container.ts";

/** An overlay that names its base as a neighbour, of a user who lets nobody at it. */
const makeDisk = [
  "cd /vm",
  "qemu-img convert -f raw -O qcow2 /usr/share/qemu-bmc/guest.img base.qcow2",
  "qemu-img create -q -f qcow2 -b base.qcow2 -F qcow2 disk.qcow2",
  "chmod 600 disk.qcow2",
  "chown 1234:1234 disk.qcow2",
].join(" && ");

let volume: string;
let node: TestContainer;

beforeAll(async () => {
  volume = await docker("volume", "create");
  const mounted = ["-v", `${volume}:/vm`];
  await docker("run", "--rm", ...mounted, "--entrypoint", "sh", image, "-c", makeDisk);
  node = await TestContainer.run(...mounted, "-e", "VM_BOOT_MODE=uefi", "-e", "VM_TPM=true");
});
afterAll(async () => {
  await node?.remove();
  await docker("volume", "rm", volume);
});

describe("QEMU as a user of its own", () => {
  it("boots by UEFI from an overlay beside its base, both not its own", async () => {
    await node.guestPrints("login:");
    const pid = await node.pid("qemu-system");
    const commandLine = await node.shell(`tr '\\0' ' ' </proc/${pid}/cmdline`);
    expect(commandLine).toContain("/dev/fdset/1");
    expect(commandLine).toContain("/vm/base.qcow2");
    expect(commandLine).toContain("tpm-crb");
    expect(await node.shell("stat -c '%u %a' /vm/disk.qcow2")).toBe("1234 600");
    expect(await node.shell("stat -c '%U %a' /vm/.qemu-bmc/firmware/variables.fd")).toBe("qemu 600");
    expect(await node.redfish("Systems/1")).toMatchObject({ BootProgress: { LastState: "OSRunning" } });
  });

  it("gives the guest media that the BMC has fetched", async () => {
    await node.shell("mkdir -p /tmp/www && head -c 65536 /dev/zero | tr '\\0' x >/tmp/www/letters.iso");
    await docker("exec", "-d", node.name, "python3", "-m", "http.server", "-d", "/tmp/www", "8000");
    const Image = "http://127.0.0.1:8000/letters.iso";
    const insert = "Systems/1/VirtualMedia/Cd1/Actions/VirtualMedia.InsertMedia";
    await node.until("a server", async () => {
      await node.redfish(insert, "--json", JSON.stringify({ Image }));
      return true;
    });
    // A drive's first answer after a change is that there was one.
    const reading = "until head -c 5 /dev/sr0 | tr x y | grep yyyyy; do sleep 1; done";
    expect(await node.guestRuns(reading)).toContain("yyyyy");
  });
});
