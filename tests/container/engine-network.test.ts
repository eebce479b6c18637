import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { docker, image, quickly, TestContainer } from "./support/test-container.ts";

const subnet = "198.51.100";
const size = 2 ** 23;
const network = `qemu-bmc-test-${randomBytes(4).toString("hex")}`;
const serve = "head -c 8388608 /dev/urandom >/tmp/file && cd /tmp && exec python3 -m http.server 8000";
const fetch = readFileSync(join(import.meta.dirname, "support/fetch.py"), "utf8");

let node: TestContainer;
let neighbour: string;

beforeAll(async () => {
  await docker("network", "create", "--subnet", `${subnet}.0/24`, network);
  const place = ["--network", network, "--ip", `${subnet}.10`, "--entrypoint", "sh"];
  neighbour = await docker("run", "-d", ...place, image, "-c", serve);
  const machine = [...quickly, "-e", "VM_NETWORKS=eth1", "-e", "IPMI_INTERFACE=eth0"];
  node = await TestContainer.run("--cap-add", "NET_ADMIN", "--device", "/dev/net/tun", ...machine);
  await docker("network", "connect", "--ip", `${subnet}.20`, network, node.name);
  await node.guestPrints("login:");
  await node.guestRuns(`ip address add ${subnet}.30/24 dev eth0; ip link set eth0 up`);
});
afterAll(async () => {
  await node?.remove();
  if (neighbour !== undefined) await docker("rm", "-f", "-v", neighbour);
  await docker("network", "rm", network);
});

const md5 = (text: string): string | undefined => text.match(/\b[0-9a-f]{32}\b/)?.[0];

describe("a network of the engine that is connected when the container runs", () => {
  it("brings the guest files of another container unchanged", async () => {
    const url = `http://${subnet}.10:8000/file`;
    const heard = await node.guestRuns(`wget -q -O /tmp/file ${url}; wc -c </tmp/file; md5sum /tmp/file`);
    expect(heard).toContain(`${size}`);
    expect(md5(heard)).toBe(md5(await docker("exec", neighbour, "md5sum", "/tmp/file")));
  });

  it("brings another container files of the guest unchanged, each segment with its checksum", async () => {
    const heard = await node.guestRuns(
      `head -c ${size} /dev/urandom >/tmp/own; httpd -h /tmp; md5sum /tmp/own`,
    );
    const own = md5(heard);
    expect(own).toBeDefined();
    const fetched = await docker("exec", neighbour, "python3", "-c", fetch, `http://${subnet}.30/own`);
    expect(fetched).toBe(`${own} wrong: 0`);
  });
});
