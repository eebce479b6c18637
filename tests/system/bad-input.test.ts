import { randomBytes } from "node:crypto";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { readFileSync } from "node:fs";
import { connect } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { afterAll, beforeAll, expect, it } from "vitest";
import { RunningBmc } from "../support/running-bmc.ts";

let bmc: RunningBmc;
beforeAll(async () => {
  bmc = await RunningBmc.start({ POWER_ON_AT_START: "false" });
});
afterAll(() => bmc.close());

const residentMegabytes = (): number =>
  Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${bmc.pid}/status`, "latin1"))?.[1]) / 1024;

/** Starts of datagrams that lead somewhere: ASF, IPMI 1.5, Open Session, RAKP 1, RAKP 3, a session's packet. */
const beginnings = [
  "",
  "0600ff06000011be80",
  "0600ff0700000000000000000009",
  "0600ff070610000000000000000020",
  "0600ff07061200000000000000002c",
  "0600ff070614000000000000000008",
  "0600ff0706c0",
];

it("random and truncated datagrams neither end nor fill the BMC", async () => {
  const socket = createSocket("udp4");
  socket.connect(bmc.ipmiPort, "127.0.0.1");
  await once(socket, "connect");
  const send = async (count: number): Promise<void> => {
    for (let n = 0; n < count; n++) {
      const start = Buffer.from(beginnings[n % beginnings.length] ?? "", "hex");
      socket.send(Buffer.concat([start, randomBytes(n % 97)]));
      if (n % 50 === 0) await turn();
    }
  };
  await send(5000);
  const before = residentMegabytes();
  await send(30_000);
  expect(await bmc.ipmitool("mc", "info")).toContain("IPMI Version");
  expect(residentMegabytes() - before).toBeLessThan(40);
  socket.close();
});

it("half-open logins by the hundred leave room for a real one", async () => {
  const socket = createSocket("udp4");
  socket.connect(bmc.ipmiPort, "127.0.0.1");
  await once(socket, "connect");
  const algorithms = "000000080300000001000008040000000200000801000000";
  for (let n = 0; n < 1000; n++) {
    const console = randomBytes(4).toString("hex");
    socket.send(Buffer.from(`0600ff0706100000000000000000200000000000${console}${algorithms}`, "hex"));
    if (n % 50 === 0) await turn();
  }
  expect(await bmc.ipmitool("mc", "info")).toContain("IPMI Version");
  socket.close();
});

it("bytes that are no HTTP and no TLS neither end nor block the BMC", async () => {
  const sockets = Array.from({ length: 50 }, (_, n) => {
    const socket = connect(bmc.webPort, "127.0.0.1");
    socket.on("error", () => {});
    socket.write(
      n % 2 === 0 ? randomBytes(200) : Buffer.concat([Buffer.from([0x16, 3, 1]), randomBytes(200)]),
    );
    return socket;
  });
  expect((await bmc.curl("/redfish/v1/")).status).toBe(200);
  for (const socket of sockets) socket.destroy();
});

it("JSON that no action knows is refused in Redfish's terms", async () => {
  const path = "/redfish/v1/Systems/1/Actions/ComputerSystem.Reset";
  for (const body of ["{", "[]", "null", '"On"', '{"ResetType":7}', '{"ResetType":"On","Now":true}', "{}"]) {
    const answer = await bmc.curl(path, "--json", body);
    expect(answer.status).toBe(400);
    expect(JSON.stringify(answer.body)).toContain("@Message.ExtendedInfo");
  }
  expect(await bmc.redfishPowerState()).toBe("Off");
});

it("nothing of all this was an error of the BMC's own", () => {
  expect(bmc.log).not.toContain('"level":50');
});
