import { execFile, spawn } from "node:child_process";
import { copyFileSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { guestImagePath } from "../../configs/guest/guest-image.mjs";
import { freePort, RunningBmc } from "../support/running-bmc.ts";
import { vncLogin } from "../support/vnc-login.ts";

// What other tests do not see, because a machine by the defaults or a fake shows it as well.

const run = promisify(execFile);
const ovmf = "/usr/share/OVMF/OVMF_CODE_4M.fd";
const key = "k4-Lodestone";

describe("what a machine that is off shows", () => {
  let bmc: RunningBmc;
  beforeAll(async () => {
    bmc = await RunningBmc.start({
      ...{ POWER_ON_AT_START: "false", LOG_FORMAT: "text", DEBUG: "true" },
      ...{ VM_MEMORY: "", QEMU_MEMORY: "192", VM_CPUS: "", QEMU_SMP: "3", VM_BOOT_MODE: "uefi" },
      ...{ CLAB_INTFS: "4", IPMI_INTERFACE: "eth1", VM_MACS: "52:54:00:AA:00:01,,52:54:00:aa:00:03" },
      ...{ SESSION_TIMEOUT: "120", METRICS: "public", SOL_ADVERTISED_PORT: "16623", IPMI_KG: key },
    });
  });
  afterAll(() => bmc?.close());

  const redfish = async (path: string) => (await bmc.curl(`/redfish/v1/${path}`)).body;

  it("QEMU_MEMORY and QEMU_SMP are its memory and processors, VM_BOOT_MODE its firmware", async () => {
    const { Attributes } = await redfish("Systems/1/Bios");
    expect(Attributes).toMatchObject({ MemorySizeMiB: 192, ProcessorCount: 3, BootMode: "Uefi" });
  });

  it("CLAB_INTFS gives it a card for each link but the BMC's own, VM_MACS their addresses", async () => {
    const cards = ["nic0", "nic1", "nic2"].map(id => redfish(`Systems/1/EthernetInterfaces/${id}`));
    const addresses = (await Promise.all(cards)).map(({ MACAddress }) => String(MACAddress).toLowerCase());
    expect(addresses).toEqual(["52:54:00:aa:00:01", expect.any(String), "52:54:00:aa:00:03"]);
    expect(addresses[1]).toMatch(/^52:54:00:(?!aa:00)/);
    expect(await redfish("Systems/1/EthernetInterfaces")).toMatchObject({ "Members@odata.count": 3 });
  });

  it("SESSION_TIMEOUT is Redfish's", async () => {
    expect(await redfish("SessionService")).toMatchObject({ SessionTimeout: 120 });
  });

  it("METRICS=public asks nobody who they are", async () => {
    const { stdout } = await run("curl", ["-ksf", `${bmc.url}/metrics`]);
    expect(stdout).toContain('qemu_bmc_power_state{state="off"} 1');
  });

  it("IPMI_KG is asked of who logs in", async () => {
    const status = (...more: string[]) =>
      run("ipmitool", [...bmc.ipmitoolArguments, "-C", "17", "-R", "1", ...more, "power", "status"]);
    expect((await status("-k", key)).stdout).toContain("is off");
    await expect(status()).rejects.toThrow();
    await expect(status("-k", "k4-Cornerstone")).rejects.toThrow();
  });

  it("SOL_ADVERTISED_PORT is the port to which Serial over LAN is told to go", async () => {
    // Activate Payload, instance 1 of Serial over LAN (IPMI 2.0, 24.1): the port is in bytes 9 and 10 of what it answers.
    const activate = ["raw", "0x06", "0x48", "1", "1", "0xc0", "0", "0", "0"];
    const { stdout } = await run("ipmitool", [...bmc.ipmitoolArguments, "-C", "17", "-k", key, ...activate]);
    const answer = Buffer.from(stdout.replaceAll(/\s/g, ""), "hex");
    expect(answer.readUInt16LE(8)).toBe(16623);
  });

  it("LOG_FORMAT=text has lines for a person, and DEBUG more of them", () => {
    expect(bmc.log).toMatch(/^\d\d:\d\d:\d\d Page and Redfish: https:/m);
    expect(bmc.log).toMatch(/^\d\d:\d\d:\d\d incoming request/m);
  });
});

describe("what it takes a running QEMU to see", () => {
  let bmc: RunningBmc | undefined;
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(join(tmpdir(), "variables-"));
  });
  afterEach(async () => {
    await bmc?.close();
    bmc = undefined;
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  const runs = async (env: NodeJS.ProcessEnv): Promise<RunningBmc> => {
    bmc = await RunningBmc.start(env);
    await bmc.logs("poweringOn → on");
    return bmc;
  };

  it("GUEST_IMAGE and VM_OVMF_CODE are what boots, and what boots it", async () => {
    const [image, code] = [join(dir, "linux.img"), join(dir, "code.fd")];
    copyFileSync(guestImagePath({}), image);
    copyFileSync(ovmf, code);
    const { qemuPid } = await runs({ GUEST_IMAGE: image, VM_OVMF_CODE: code, VM_BOOT_MODE: "uefi" });
    const words = readFileSync(`/proc/${qemuPid}/cmdline`, "utf8");
    expect(words).toContain(image);
    expect(words).toContain(code);
  });

  it("VNC_PASSWORD opens the screen for plain viewers, and another does not", async () => {
    const port = await freePort();
    await runs({ VNC_PORT: `${port}`, VNC_PASSWORD: "v8-Porphyry" });
    const login = async (password: string) =>
      (await run(process.execPath, ["-e", vncLogin("127.0.0.1", port, password)])).stdout.trim();
    // The types that are offered, VNC authentication alone, and the answer (RFC 6143, 7.1.2 and 7.1.3).
    expect(await login("v8-Porph")).toBe("2 0");
    expect(await login("k7-Brimstone")).toBe("2 1");
  });

  it("SHUTDOWN_TIMEOUT is how long the guest gets to follow, and then it runs on", async () => {
    const node = await runs({ VM_DISK_SIZE: "1M", SHUTDOWN_TIMEOUT: "1" });
    await node.ipmitool("power", "soft");
    await node.logs("The guest did not shut down within 1 s.");
    expect(await node.redfishPowerState()).toBe("On");
  });
});

it("QMP_OFF=quit ends an attached QEMU that is switched off", async () => {
  const dir = mkdtempSync(join(tmpdir(), "quit-"));
  const socket = join(dir, "qmp.sock");
  const options = ["-nodefaults", "-display", "none", "-qmp", `unix:${socket},server=on,wait=off`];
  const qemu = spawn("qemu-system-x86_64", options, { stdio: "ignore" });
  const bmc = await RunningBmc.start({ QMP_SOCK: socket, QMP_OFF: "quit" });
  try {
    await expect.poll(() => bmc.redfishPowerState()).toBe("On");
    expect((await bmc.reset("ForceOff")).status).toBe(204);
    await expect.poll(() => qemu.exitCode).toBe(0);
    expect(await bmc.redfishPowerState()).toBe("Off");
  } finally {
    await bmc.close();
    qemu.kill("SIGKILL");
    rmSync(dir, { recursive: true });
  }
});
