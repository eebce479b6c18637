import { afterEach, describe, expect, it } from "vitest";
import { docker, TestContainer } from "./support/test-container.ts";

let node: TestContainer | undefined;
afterEach(async () => {
  await node?.remove();
  node = undefined;
});

const elapsed = async (work: Promise<unknown>): Promise<number> => {
  const begun = performance.now();
  await work;
  return (performance.now() - begun) / 1000;
};

const events = async (container: TestContainer): Promise<string> =>
  JSON.stringify(await container.redfish("Systems/1/LogServices/EventLog/Entries"));

describe("docker stop", () => {
  it("shuts the guest down in an orderly way; it is on again when the container is back", async () => {
    node = await TestContainer.run();
    await node.guestPrints("login:");
    await docker("stop", "-t", "60", node.name);
    expect(await node.inspect("{{.State.ExitCode}} {{.State.OOMKilled}}")).toBe("0 false");
    expect(await node.logs()).toContain("poweringOff → off (hostShutdown");
    await docker("start", node.name);
    await node.guestPrints("Power down");
    await node.powered("on");
    expect(await events(node)).toContain("its host ends");
  });

  it("waits no longer than STOP_TIMEOUT for a guest that does not follow", async () => {
    node = await TestContainer.run("-e", "STOP_TIMEOUT=2");
    await node.powered("on");
    // SeaBIOS hears no power button, nor does a guest that stands still.
    await node.reset("Pause");
    await node.reset("Resume");
    expect(await elapsed(docker("stop", "-t", "60", node.name))).toBeLessThan(20);
    expect(await node.logs()).toContain("(hostShutdown");
    expect(await node.inspect("{{.State.ExitCode}}")).toBe("0");
  });

  it("leaves the guest unasked where that is not wanted", async () => {
    node = await TestContainer.run("-e", "SHUTDOWN_ON_EXIT=false");
    await node.guestPrints("login:");
    await docker("stop", "-t", "60", node.name);
    expect(await node.logs()).not.toContain("hostShutdown");
    await docker("start", node.name);
    await node.powered("on");
    expect(await node.shell("grep -c -a 'Power down' /var/lib/qemu-bmc/serial.log || true")).toBe("0");
  });
});

describe("docker kill, which is how containerlab ends a node", () => {
  it("loses nothing that was acknowledged", async () => {
    node = await TestContainer.run();
    await node.powered("on");
    await node.ipmitool("chassis", "bootdev", "pxe", "options=persistent");
    await node.redfish(
      "AccountService/Accounts",
      "--json",
      JSON.stringify({ UserName: "second", Password: "k8-Brimstone", RoleId: "Operator" }),
    );
    await docker("kill", node.name);
    await docker("start", node.name);
    await node.powered("on");
    expect(await node.ipmitool("chassis", "bootparam", "get", "5")).toContain("Force PXE");
    expect(JSON.stringify(await node.redfish("AccountService/Accounts?$expand=."))).toContain('"second"');
  });
});
