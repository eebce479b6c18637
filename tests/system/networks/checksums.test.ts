import { createHash, randomBytes } from "node:crypto";
import { mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { afterEach, beforeEach, expect, it } from "vitest";
import { Lab } from "../../support/network/lab.ts";
import { LabNode } from "../../support/network/lab-node.ts";
import { Neighbour } from "../../support/network/neighbour.ts";

let lab: Lab;
let node: LabNode | undefined;
let dir: string;
let neighbour: Neighbour | undefined;

beforeEach(() => {
  lab = new Lab();
  dir = mkdtempSync(join(tmpdir(), "checksums-"));
});
afterEach(async () => {
  await neighbour?.end();
  neighbour = undefined;
  await node?.bmc.close();
  node = undefined;
  await lab.close();
  rmSync(dir, { recursive: true });
});

/** A folder with all programs that there are but this one. */
function pathWithout(program: string): string {
  const folder = mkdtempSync(join(dir, "bin-"));
  const all = (process.env.PATH ?? "").split(delimiter).toReversed();
  const files = all.flatMap(each => listing(each).map(name => [name, join(each, name)] as const));
  for (const [name, file] of new Map(files)) if (name !== program) symlinkSync(file, join(folder, name));
  return folder;
}

function listing(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    return [];
  }
}

/** A veth pair leaves checksums to the card at its ends unless somebody says otherwise, which docker does not. */
it.each([
  ["tc", "with ethtool"],
  ["tc", "without ethtool"],
  ["bridge", "with ethtool"],
  ["macvtap", "without ethtool"],
])("checksums are right on a link of docker's (%s, %s)", async (mode, ethtool) => {
  const content = randomBytes(1 << 20);
  const digest = createHash("md5").update(content).digest("hex");
  writeFileSync(join(dir, "content"), content);
  lab.plugIn("eth2", "1500");
  lab.ip("-n", lab.outside, "link", "set", "lo", "up");
  lab.ip("-n", lab.outside, "address", "add", "10.214.1.1/24", "dev", lab.farEnd());
  neighbour = await Neighbour.start(lab.outside, lab.farEnd(), dir, "content");
  const env = { VM_NETWORKS: "eth2", VM_NETWORK_MODE: mode };
  const path = ethtool === "with ethtool" ? {} : { PATH: pathWithout("ethtool") };
  node = await LabNode.start(lab.inside, { ...env, ...path });
  await node.logIn();
  await node.linkBecomes("nic0", "LinkUp");
  await node.shell("ip link set eth0 up; ip address add 10.214.1.2/24 dev eth0");
  await node.shows("nc 10.214.1.1 9001 </dev/null >/tmp/tcp; md5sum /tmp/tcp", new RegExp(digest));
  await node.shell("nc 10.214.1.1 9000 </tmp/tcp >/dev/null");
  await node.shows("tftp -g -r content -l /tmp/udp 10.214.1.1; md5sum /tmp/udp", new RegExp(digest));
  const { taken, TCP, UDP, wrong } = await neighbour.end();
  neighbour = undefined;
  expect(taken).toEqual([digest]);
  expect(TCP).toBeGreaterThan(100);
  expect(UDP).toBeGreaterThan(100);
  expect(wrong).toBe(0);
});
