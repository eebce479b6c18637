import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { vncLogin } from "../support/vnc-login.ts";
import { inEngineNetwork } from "./support/engine.ts";
import { TestContainer } from "./support/test-container.ts";

const stateDir = "/vm/.qemu-bmc";
let folder: string;
let node: TestContainer;

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), "vm-"));
  // In the terms of the predecessor's README.
  node = await TestContainer.run("-v", `${folder}:/vm:rw`, "-e", "VNC_PORT=5901", "-p", "127.0.0.1::5901");
  await node.powered("on");
});
afterAll(async () => {
  await node?.remove();
  rmSync(folder, { recursive: true });
});

/** A conversation with a monitor: what it says until that contains something. */
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
    await node.guestPrints("login:");
    expect(await node.guestRuns("echo seen | tr a-z A-Z", 2)).toContain("SEEN");
  });

  it("has the screen for plain VNC viewers, with VNC's authentication and IPMI_PASS", async () => {
    const [address, password] = [await node.inspect("{{.NetworkSettings.IPAddress}}"), "k7-Brimstone"];
    const login = async (word: string): Promise<string> => {
      const { stdout } = await inEngineNetwork(process.execPath, ["-e", vncLogin(address, 5901, word)]);
      return stdout.trim();
    };
    expect(await login(password)).toBe("2 0");
    expect(await login("another")).toBe("2 1");
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
    expect(await told()).toContain("on\n");
    await node.until("0 running", async () => (await told()) === "on\n0 running");
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
