import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { run } from "../../configs/setup/run.mjs";
import { TestContainer } from "./support/test-container.ts";

const stateDir = "/vm/.qemu-bmc";
let folder: string;
let node: TestContainer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "vm-"));
  node = await TestContainer.run("-v", `${folder}:/vm:rw`);
  await node.powered("on");
});
afterAll(async () => {
  await node?.remove();
  rmSync(folder, { recursive: true });
});

/** Talks to a unix socket inside for a while: sends lines, and gives all that was heard. */
const talk = (socket: string, lines: readonly string[], until: string): Promise<string> =>
  node.exec(
    "node",
    "-e",
    `
    const socket = require("node:net").connect(${JSON.stringify(socket)});
    let heard = "";
    socket.on("data", data => {
      heard += data;
      if (heard.includes(${JSON.stringify(until)})) { console.log(heard); process.exit(0); }
    });
    for (const line of ${JSON.stringify(lines)}) socket.write(line);
    setTimeout(() => { console.log(heard); process.exit(1); }, 30000);
  `,
  );

describe("a container as the predecessor's", () => {
  it("keeps its state with the disk", async () => {
    expect(await node.shell(`ls ${stateDir}/state.sqlite`)).toContain("state.sqlite");
  });

  it("answers Redfish, and logs nothing but JSON", async () => {
    expect(await node.redfish("Systems/1")).toMatchObject({ PowerState: "On" });
    const lines = (await node.logs()).trim().split("\n");
    for (const line of lines) expect(JSON.parse(line)).toHaveProperty("msg");
  });

  it("has a QMP monitor for others beside the BMC's", async () => {
    const heard = await talk(
      "/var/run/qemu/qmp.sock",
      ['{"execute":"qmp_capabilities"}', '{"execute":"query-status"}'],
      '"status"',
    );
    expect(heard).toContain('"running": true');
    expect(await node.ipmitool("power", "status")).toBe("Chassis Power is on");
  });

  it("has the serial line as a socket for several at once", async () => {
    await node.guestPrints("login:", stateDir);
    const [one, other] = await Promise.all([
      talk("/var/run/qemu/console.sock", [], "SEEN"),
      talk("/var/run/qemu/console.sock", ["root\r", "echo seen | tr a-z A-Z\r"], "SEEN"),
    ]);
    expect(one).toContain("SEEN");
    expect(other).toContain("SEEN");
  });

  it("tells on or off in power.state, and is healthy both ways", async () => {
    const told = async (): Promise<string> => node.shell("cat /var/run/qemu/power.state /health");
    await node.health("healthy");
    expect(await told()).toBe("on\n0 running");
    await node.ipmitool("power", "off");
    await node.powered("off");
    expect(await told()).toBe("off\n0 off");
    await node.health("healthy");
    await node.ipmitool("power", "on");
    await node.powered("on");
    expect(await told()).toBe("on\n0 running");
  });
});

describe("PID 1", () => {
  const qemu = (): Promise<string> => node.pid("qemu-system");
  const bmc = (): Promise<string> => node.pid("node");

  it.each(["KILL", "TERM"])("brings back a BMC that gets SIG%s, and the guest runs on", async signal => {
    const [before, guest] = [await bmc(), await qemu()];
    await node.shell(`kill -${signal} ${before}`);
    await node.until("another BMC", async () => ![before, ""].includes(await bmc()));
    await node.powered("on");
    expect(await qemu()).toBe(guest);
    await node.health("healthy");
  });

  it("outlives a QEMU that is killed; the container is unhealthy until the machine is on again", async () => {
    await node.shell(`kill -KILL ${await qemu()}`);
    await node.powered("off");
    await node.health("unhealthy");
    expect(await node.shell("cat /health /var/run/qemu/power.state")).toBe("1 crashed\noff");
    await node.ipmitool("power", "on");
    await node.health("healthy");
    expect(await node.inspect("{{.RestartCount}} {{.State.Running}}")).toBe("0 true");
  });

  it("outlives a BMC that hangs, which makes the container unhealthy", async () => {
    const pid = await bmc();
    await node.shell(`kill -STOP ${pid}`);
    try {
      await node.health("unhealthy");
    } finally {
      await node.shell(`kill -CONT ${pid}`);
    }
    await node.health("healthy");
  });
});

describe("a disk of somebody else's", () => {
  it("boots with a QEMU that has no right to it but through the BMC", async () => {
    const disk = join(folder, "disk.qcow2");
    await run("qemu-img", ["create", "-q", "-f", "qcow2", disk, "64M"]);
    await run("chmod", ["600", disk]);
    await node.ipmitool("power", "cycle");
    await node.powered("on");
    const pid = await node.pid("qemu-system");
    expect(
      await node.shell(`tr '\\0' '\\n' </proc/${pid}/cmdline | grep fdset; stat -c %U /vm/disk.qcow2`),
    ).toMatch(/fdset\/1.*\nroot$/s);
  });
});
