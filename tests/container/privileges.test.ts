import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, describe, expect, it } from "vitest";
import { run } from "../../configs/setup/run.mjs";
import { Link } from "./support/link.ts";
import { docker, image, quickly, TestContainer } from "./support/test-container.ts";

const forQemuUser = ["CHOWN", "DAC_OVERRIDE", "KILL", "SETGID", "SETUID"];
const readOnly = [
  "--read-only",
  "--tmpfs",
  "/run:mode=755",
  "--tmpfs",
  "/tmp",
  "--tmpfs",
  "/var/lib/qemu-bmc",
];
/** What the machine's cards on the container's interfaces take. */
const forNetworks = ["--device", "/dev/net/tun"];
/** These alone. */
const capabilities = (names: readonly string[]): string[] => [
  "--cap-drop",
  "ALL",
  ...names.flatMap(name => ["--cap-add", name]),
];

let node: TestContainer | undefined;
afterEach(async () => {
  await node?.remove();
  node = undefined;
});

/** Fields of /proc/PID/status of QEMU. */
async function qemuStatus(container: TestContainer): Promise<Record<string, string>> {
  const text = await container.shell(`cat /proc/${await container.pid("qemu-system")}/status`);
  return Object.fromEntries(text.split("\n").map(line => line.split(":\t") as [string, string]));
}

/** Between the guest and the far end of a link that comes when the container runs. */
async function passesFrames(container: TestContainer): Promise<boolean> {
  await Link.make(container, "eth2", "192.0.2.1/24");
  const heard = await container.guestRuns(
    "ip address add 192.0.2.2/24 dev eth0; ip link set eth0 up; ping -c 3 -w 30 192.0.2.1",
  );
  return heard.includes("3 packets received");
}

async function worksAsUsual(container: TestContainer): Promise<void> {
  await container.settled("On");
  await container.reset("ForceOff");
  await container.settled("Off");
  await container.reset("On");
  await container.powered("on");
  await container.health("healthy");
  await container.guestPrints("login:");
}

describe("QEMU", () => {
  it("runs as a user of its own, without capabilities, in a sandbox, on a root file system that nobody may write", async () => {
    node = await TestContainer.run(
      ...quickly,
      ...readOnly,
      ...capabilities([...forQemuUser, "NET_ADMIN"]),
      ...forNetworks,
    );
    await worksAsUsual(node);
    expect(await passesFrames(node)).toBe(true);
    const { Uid = "", CapEff, CapPrm, NoNewPrivs, Seccomp, Seccomp_filters } = await qemuStatus(node);
    expect(Uid.split("\t")).not.toContain("0");
    expect({ CapEff, CapPrm, NoNewPrivs, Seccomp }).toEqual({
      ...{ CapEff: "0000000000000000", CapPrm: "0000000000000000" },
      ...{ NoNewPrivs: "1", Seccomp: "2" },
    });
    // The engine's and its own.
    expect(Number(Seccomp_filters)).toBeGreaterThan(1);
    // The state that is the BMC's alone is closed to it.
    const others = await node.shell(
      `find /var/lib/qemu-bmc -type f -perm /077; setpriv --reuid qemu --clear-groups cat /var/lib/qemu-bmc/state.sqlite 2>&1 | tail -c 100; true`,
    );
    expect(others).toContain("Permission denied");
    expect(others.split("\n")).toHaveLength(1);
    // Media, screen and sensors go over the border between the two users.
    const picture = await node.shell("true && ls -ld /run/qemu/bmc/qemu | cut -d' ' -f3");
    expect(picture).toBe("qemu");
    const { Members } = await node.redfish("Chassis/1/Sensors?$expand=.");
    const reading = (id: string) =>
      (Members as { Id: string; Reading: number }[]).find(({ Id }) => Id === id)?.Reading;
    expect(reading("MemoryUse")).toBeGreaterThan(1);
    expect(reading("CPULoad")).not.toBeNull();
  });

  it("has the container's interfaces with NET_ADMIN and the tun device alone", async () => {
    node = await TestContainer.run(...quickly, ...capabilities(["NET_ADMIN"]), ...forNetworks);
    await node.guestPrints("login:");
    expect(await passesFrames(node)).toBe(true);
    // As root it has what the container has, and that cannot be taken from it without SETPCAP.
    expect((await qemuStatus(node)).CapEff).toBe("0000000000001000");
  });

  it("may use the devices that the engine made, whatever mode they have on the host", async () => {
    const closed = `chmod 600 /dev/net/tun && exec "$@"`;
    const entrypoint = "/opt/qemu-bmc/configs/container/entrypoint";
    const begin = ["--entrypoint", "/bin/sh"];
    node = await TestContainer.start(
      [...quickly, ...capabilities([...forQemuUser, "NET_ADMIN"]), ...forNetworks, ...begin],
      ["-c", closed, "sh", "/usr/bin/env", "--block-signal=TERM", entrypoint],
    );
    await node.guestPrints("login:");
    expect(await passesFrames(node)).toBe(true);
    expect((await qemuStatus(node)).Uid?.split("\t")).not.toContain("0");
    expect(await node.shell("stat -c '%a %U %G' /dev/net/tun")).toBe("660 root qemu");
  });

  it("runs as the BMC's user where a device of the host's is closed to others, which the log says", async () => {
    const folder = await mkdtemp(join(tmpdir(), "qemu-bmc-device-"));
    const device = join(folder, "tun");
    try {
      await run("mknod", ["-m", "600", device, "c", "10", "200"]);
      const bound = ["-v", `${device}:/dev/net/tun`, "--device-cgroup-rule", "c 10:200 rwm"];
      node = await TestContainer.run(...quickly, ...capabilities([...forQemuUser, "NET_ADMIN"]), ...bound);
      await node.guestPrints("login:");
      expect(await passesFrames(node)).toBe(true);
      expect(await node.logs()).toContain(
        "QEMU runs as the BMC's own user, because qemu may not open /dev/net/tun.",
      );
      expect((await run("stat", ["-c", "%a %u %g", device])).stdout).toBe("600 0 0\n");
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it("runs as the BMC's user where the container has no capability at all, which the log says with the reason", async () => {
    node = await TestContainer.run(...quickly, ...capabilities([]));
    await worksAsUsual(node);
    expect(await node.logs()).toContain(
      "QEMU runs as the BMC's own user, because the BMC lacks CHOWN, DAC_OVERRIDE, KILL, SETGID, SETUID.",
    );
    expect((await qemuStatus(node)).CapEff).toBe("0000000000000000");
  });
});

it("--privileged works as well, where the engine has it", async context => {
  try {
    await docker("run", "--rm", "--privileged", "--entrypoint", "true", image);
  } catch (error) {
    context.skip(`not run: this engine refuses --privileged: ${(error as Error).message.split("\n").at(-1)}`);
  }
  node = await TestContainer.run(...quickly, "--privileged");
  await worksAsUsual(node);
});
