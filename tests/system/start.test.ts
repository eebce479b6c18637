import { execFileSync } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { guestImagePath } from "../../configs/guest/guest-image.mjs";
import { variables } from "../../server/config/variables.ts";
import { freePort, RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

let bmc: RunningBmc | undefined;
afterEach(async () => {
  await bmc?.close();
  bmc = undefined;
});

describe("ENABLE_KVM=true", () => {
  it("gives a running guest soon after the start, with the accelerator that works and why", async () => {
    const begun = performance.now();
    bmc = await RunningBmc.start({ ENABLE_KVM: "true" });
    await expect.poll(() => bmc?.serialLog.length, { timeout: 10_000, interval: 20 }).toBeGreaterThan(0);
    // About 5 s on a quiet machine; the others' work on this one may take as much again.
    expect(performance.now() - begun).toBeLessThan(10_000);
    const { body } = await bmc.curl("/redfish/v1/Systems/1");
    const { Accelerator, AcceleratorReason } = (body.Oem as { QemuBmc: Record<string, string> }).QemuBmc;
    expect(["KVM", "TCG"]).toContain(Accelerator);
    expect(AcceleratorReason).toMatch(/kvm/i);
    expect(bmc.log).toContain(AcceleratorReason);
    await bmc.guestPrints("login:");
  });
});

describe("a start that cannot be", () => {
  it("ends with one line that names the variable and status 78", async () => {
    const started = RunningBmc.start({ VM_MEMORY: "lots" });
    await expect(started).rejects.toThrow(/ended with 78:\nqemu-bmc: VM_MEMORY: [^\n]+\n$/);
  });
});

describe("a QEMU that cannot start", () => {
  it("leaves the BMC running, with the reason in log and answer", async () => {
    bmc = await RunningBmc.start({ QEMU_EXTRA_ARGS: "-device no-such-device" });
    await expect.poll(() => bmc?.log).toContain("no-such-device");
    expect(await bmc.redfishPowerState()).toBe("Off");
    const { status, body } = await bmc.reset("On");
    expect(status).toBeGreaterThanOrEqual(500);
    expect(JSON.stringify(body)).toContain("no-such-device");
  });
});

describe("QEMU's environment", () => {
  it("is the user's, without what is the BMC's: passwords are among it", async () => {
    bmc = await RunningBmc.start({ VNC_PASSWORD: "k9-Brimstone", SOME_LIBRARY: "of the user's" });
    await bmc.guestPrints("login:");
    const names = readFileSync(`/proc/${bmc.qemuPid}/environ`, "utf8")
      .split("\0")
      .map(line => line.split("=")[0] ?? "");
    expect(names).toEqual(expect.arrayContaining(["PATH", "SOME_LIBRARY"]));
    expect(names.filter(name => name in variables)).toEqual([]);
  });
});

describe("an empty disk", () => {
  it("is made in the size that is asked for", async () => {
    bmc = await RunningBmc.start({ VM_DISK_SIZE: "3G" });
    await expect.poll(() => bmc?.log).toContain("poweringOn → on");
    const file = `${bmc.stateDir}/none.qcow2`;
    const info = execFileSync("qemu-img", ["info", "-U", "--output=json", file], { encoding: "utf8" });
    expect(JSON.parse(info)).toMatchObject({ format: "qcow2", "virtual-size": 3 * 2 ** 30 });
  });
});

describe("VM_DISK", () => {
  it("is what boots when it is there, writable for the guest", async () => {
    const dir = mkdtempSync(join(tmpdir(), "disk-"));
    const disk = join(dir, "disk.qcow2");
    execFileSync("qemu-img", ["convert", "-O", "qcow2", guestImagePath(process.env), disk]);
    bmc = await RunningBmc.start({ VM_DISK: disk });
    try {
      const viewer = await SerialViewer.open(bmc);
      await viewer.login();
      viewer.type("cat /sys/block/vda/ro; echo end | tr a-z A-Z\r");
      await viewer.shows("END");
      expect(viewer.seen).toMatch(/^0\r$/m);
      viewer.close();
    } finally {
      await bmc.close();
      rmSync(dir, { recursive: true });
    }
  });
});

describe("VNC_PORT", () => {
  it("offers the screen to plain VNC viewers who know the password, and to nobody else", async () => {
    const port = await freePort();
    bmc = await RunningBmc.start({ VNC_PORT: `${port}` });
    await bmc.logs("poweringOn → on");
    const socket = connect(port, "127.0.0.1");
    const heard = async (): Promise<Buffer> => (await once(socket, "data"))[0] as Buffer;
    expect((await heard()).toString()).toBe("RFB 003.008\n");
    socket.write("RFB 003.008\n");
    // RFC 6143 §7.1.2: one security type, 2, VNC authentication.
    expect(await heard()).toEqual(Buffer.from([1, 2]));
    socket.destroy();
  });
});

describe("IPMI's address", () => {
  const ping = Buffer.from("0600ff06000011be80010000", "hex");

  /** Sends an ASF presence ping and gives the address that the answer comes from. */
  const pong = (address: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const socket = createSocket("udp4");
      const timer = setTimeout(() => {
        socket.close();
        reject(new Error(`No answer from ${address}.`));
      }, 3000);
      socket.once("message", (_, peer) => {
        clearTimeout(timer);
        socket.close();
        resolve(peer.address);
      });
      socket.send(ping, bmc?.ipmiPort ?? 0, address);
    });

  it("is that of the interface that is named", async () => {
    bmc = await RunningBmc.start({ IPMI_INTERFACE: "lo", POWER_ON_AT_START: "false" });
    await expect(pong("127.0.0.1")).resolves.toBe("127.0.0.1");
  });

  it("is any when there is no such interface, and the log says so", async () => {
    bmc = await RunningBmc.start({ IPMI_INTERFACE: "absent7", POWER_ON_AT_START: "false" });
    expect(bmc.log).toContain("there is no absent7");
    await expect(pong("127.0.0.1")).resolves.toBe("127.0.0.1");
  });
});
