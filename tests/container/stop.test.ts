import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, describe, expect, it } from "vitest";
import { docker, quickly, TestContainer } from "./support/test-container.ts";

let node: TestContainer | undefined;
afterEach(async () => {
  await node?.remove();
  node = undefined;
});

/** Seconds that the engine takes for it. */
async function stop(container: TestContainer, ...options: readonly string[]): Promise<number> {
  const begun = performance.now();
  await docker("stop", ...options, container.name);
  return (performance.now() - begun) / 1000;
}

const ending = (container: TestContainer): Promise<string> =>
  container.inspect("{{.State.ExitCode}} {{.State.OOMKilled}}");
const orderly = "0 false";

/** SeaBIOS, which finds nothing to boot and hears no power button. */
const deafMachine = ["-e", "VM_DISK_SIZE=16M"];

describe("docker stop", () => {
  it("shuts the guest down in an orderly way; it is on again when the container is back", async () => {
    node = await TestContainer.run(...quickly);
    await node.guestPrints("login:");
    await stop(node, "-t", "60");
    expect(await ending(node)).toBe(orderly);
    expect(await node.logs()).toContain("poweringOff → off (hostShutdown");
    await docker("start", node.name);
    await node.powered("on");
    expect(await node.serialRecord()).toContain("Power down");
    expect(JSON.stringify(await node.redfish("Systems/1/LogServices/EventLog/Entries"))).toContain(
      "its host ends",
    );
  });

  it("gives a guest that does not follow STOP_TIMEOUT seconds, and switches it off", async () => {
    node = await TestContainer.run(...deafMachine, "-e", "STOP_TIMEOUT=3");
    await node.powered("on");
    const seconds = await stop(node, "-t", "60");
    expect(seconds).toBeGreaterThan(3);
    expect(seconds).toBeLessThan(7);
    expect(await ending(node)).toBe(orderly);
    expect(await node.logs()).toContain("poweringOff → off (hostShutdown");
  });

  it("is over within the engine's own grace, if nobody says otherwise", async () => {
    node = await TestContainer.run(...deafMachine);
    await node.powered("on");
    expect(await stop(node)).toBeGreaterThan(8);
    expect(await ending(node)).toBe(orderly);
  });

  it.each([0, 50, 100, 150, 200, 300, 500, 800])(
    "is heard %i ms after PID 1 has begun, whatever has begun by then",
    async milliseconds => {
      node = await TestContainer.run("-e", "STOP_TIMEOUT=1");
      // Until PID 1 is the image's own program, the signal is the engine's to lose.
      await node.until("its program", async () => !(await node?.program())?.startsWith("runc"));
      await sleep(milliseconds);
      expect(await stop(node, "-t", "15")).toBeLessThan(5);
      expect(await ending(node)).toBe(orderly);
    },
  );

  it("asks the guest also when its BMC has only just come back", async () => {
    node = await TestContainer.run(...quickly);
    await node.guestPrints("login:");
    const before = await node.pid("node");
    await node.shell(`kill -KILL ${before}`);
    await node.until("another BMC", async () => ![before, "", undefined].includes(await node?.pid("node")));
    await stop(node, "-t", "60");
    expect(await ending(node)).toBe(orderly);
    expect(await node.logs()).toContain("poweringOff → off (hostShutdown");
  });

  it.each([0, 400, 800])("asks it also %i ms after somebody has restarted the BMC", async milliseconds => {
    node = await TestContainer.run(...quickly);
    await node.guestPrints("login:");
    await node.ipmitool("mc", "reset", "cold");
    await sleep(milliseconds);
    await stop(node, "-t", "60");
    expect(await ending(node)).toBe(orderly);
    expect(await node.logs()).toContain("poweringOff → off (hostShutdown");
  });

  it("leaves the guest unasked where that is not wanted", async () => {
    node = await TestContainer.run(...quickly, "-e", "SHUTDOWN_ON_EXIT=false");
    await node.guestPrints("login:");
    await stop(node, "-t", "60");
    expect(await ending(node)).toBe(orderly);
    expect(await node.logs()).not.toContain("hostShutdown");
    await docker("start", node.name);
    await node.powered("on");
    expect(await node.serialRecord()).not.toContain("Power down");
  });
});

describe("docker kill, which is how containerlab ends a node", () => {
  it("loses nothing that was acknowledged", async () => {
    node = await TestContainer.run(...quickly);
    await node.powered("on");
    await node.ipmitool("chassis", "bootdev", "pxe", "options=persistent");
    const account = { UserName: "second", Password: "k8-Brimstone", RoleId: "Operator" };
    await node.redfish("AccountService/Accounts", "--json", JSON.stringify(account));
    await node.ipmitool("power", "off");
    await node.powered("off");
    await docker("kill", node.name);
    await docker("start", node.name);
    await node.until("an answer", async () => (await node?.ipmitool("power", "status")) !== "");
    expect(await node.ipmitool("power", "status")).toBe("Chassis Power is off");
    expect(await node.ipmitool("chassis", "bootparam", "get", "5")).toContain("Force PXE");
    expect(JSON.stringify(await node.redfish("AccountService/Accounts?$expand=."))).toContain('"second"');
  });
});
