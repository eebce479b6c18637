import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, it } from "vitest";
import { quickGuest } from "../support/quick-guest.ts";
import { RunningBmc } from "../support/running-bmc.ts";
import { SerialViewer } from "../support/serial-viewer.ts";

const sensors = "/redfish/v1/Chassis/1/Sensors";
const piece = Buffer.alloc(2 ** 20);
const pieces = 96;

let bmc: RunningBmc;
let viewer: SerialViewer;
/** Something for the guest to download; it asks for it at the address of its gateway, which is this host. */
const server = createServer(async (_, response) => {
  for (let n = 0; n < pieces; n += 1) {
    if (!response.write(piece)) await new Promise(resolve => response.once("drain", resolve));
  }
  response.end();
});

beforeAll(async () => {
  await new Promise<void>(resolve => server.listen(0, "127.0.0.1", resolve));
  bmc = await RunningBmc.start({ QEMU_EXTRA_ARGS: quickGuest() });
  viewer = await SerialViewer.open(bmc);
  await viewer.login();
});
afterAll(async () => {
  viewer?.close();
  await bmc?.close();
  server.close();
});

const reading = async (id: string) => (await bmc.curl(`${sensors}/${id}`)).body.Reading as number | null;

it("the network sensors follow what the guest downloads, in Redfish and in IPMI", async () => {
  await expect.poll(() => reading("NetworkReceive"), { timeout: 10_000 }).toBe(0);
  const { port } = server.address() as AddressInfo;
  const url = `http://10.0.2.2:${port}/`;
  viewer.type(`while true; do wget -q -O /dev/null ${url}; done &\r`);
  await expect.poll(() => reading("NetworkReceive"), { timeout: 30_000 }).toBeGreaterThanOrEqual(200);
  expect(await bmc.ipmitool("sdr", "get", "Network Receive")).toMatch(/Sensor Reading +: [1-9]\d+/);
  viewer.type("\rkill %1; killall wget\r");
  await expect.poll(() => reading("NetworkReceive"), { timeout: 30_000 }).toBe(0);
});

it("the memory sensor shows what the guest has touched of its memory", async () => {
  const before = (await reading("MemoryUse")) ?? 0;
  expect(before).toBeGreaterThan(10);
  expect(before).toBeLessThan(90);
  await viewer.run("dd if=/dev/zero of=/run/filler bs=1M count=50 2>/dev/null");
  await expect.poll(() => reading("MemoryUse"), { timeout: 20_000 }).toBeGreaterThan(before + 10);
});

it("a reading that is forced by Redfish is what ipmitool reads, until the BMC restarts", async () => {
  const action = `${sensors}/CPUTemp/Actions/Oem/QemuBmc.ForceReading`;
  expect((await bmc.curl(action, "--json", '{"Reading": 99}')).status).toBe(204);
  expect(await bmc.ipmitool("sdr", "get", "CPU Temp")).toMatch(/Sensor Reading +: 99 /);
  expect(await bmc.ipmitool("sel", "elist")).toMatch(/CPU Temp.*Upper Critical going high/);
  await bmc.signal("SIGTERM");
  await bmc.launch();
  expect(await reading("CPUTemp")).toBeLessThan(99);
});
