import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, it, onTestFinished } from "vitest";
import { reconfigure } from "../../server/host/interface-change.ts";

/** An interface that no machine has. */
const name = "nobody9";

/** An `ip` that remembers what it was asked and fails where the request contains `failure`. */
function fakeIp(failure = "nothing fails"): () => readonly string[] {
  const dir = mkdtempSync(join(tmpdir(), "ip-"));
  const { PATH } = process.env;
  const record = join(dir, "record");
  writeFileSync(record, "");
  const script = `#!/bin/sh
echo "$*" >> ${record}
case "$*" in *"${failure}"*) echo "RTNETLINK answers: No" >&2; exit 2;; esac
`;
  writeFileSync(join(dir, "ip"), script);
  chmodSync(join(dir, "ip"), 0o755);
  process.env.PATH = `${dir}:${PATH}`;
  onTestFinished(() => {
    process.env.PATH = PATH;
    rmSync(dir, { recursive: true });
  });
  return () => readFileSync(record, "utf8").split("\n").filter(Boolean);
}

const ipv4 = { address: "10.0.0.5", prefixLength: 24, gateway: "0.0.0.0" };

it("asks for nothing when there is nothing to change", async () => {
  const asked = fakeIp();
  await reconfigure({ name, device: name }, {});
  expect(asked()).toEqual([]);
});

it("makes the VLAN's interface before its address", async () => {
  const asked = fakeIp();
  await reconfigure({ name, device: name }, { vlan: { enabled: true, id: 7, priority: 3 }, ipv4 });
  expect(asked()).toEqual([
    "link add link nobody9 name nobody9.7 type vlan id 7 egress-qos-map 0:3",
    "link set nobody9 up",
    "link set nobody9.7 up",
    "address replace 10.0.0.5/24 dev nobody9.7",
  ]);
});

it("leaves out a gateway that the new network does not reach", async () => {
  const asked = fakeIp();
  const change = { ipv4: { ...ipv4, gateway: "10.9.9.9" } };
  await reconfigure({ name, device: name }, change);
  expect(asked()).toEqual(["address replace 10.0.0.5/24 dev nobody9"]);
  await reconfigure({ name, device: name }, { ipv4: { ...ipv4, gateway: "10.0.0.1" } });
  expect(asked()[2]).toMatch(/^route replace default via 10.0.0.1 dev nobody9 metric (0|1024)$/);
});

it("gives no address where there is none to give", async () => {
  const asked = fakeIp();
  await reconfigure({ name, device: name }, { ipv4: { ...ipv4, address: "0.0.0.0" } });
  expect(asked()).toEqual([]);
});

it("ends with the words of ip, and goes no further", async () => {
  const asked = fakeIp("type vlan");
  const change = { vlan: { enabled: true, id: 7, priority: 0 }, ipv4 };
  await expect(reconfigure({ name, device: name }, change)).rejects.toThrow(
    "type vlan id 7 egress-qos-map 0:0: RTNETLINK answers: No",
  );
  expect(asked().length).toBe(1);
});
