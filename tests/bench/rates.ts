import { Agent, request } from "node:https";
import { password, RunningBmc, userName } from "../support/running-bmc.ts";
import { IpmiSession } from "./ipmi-session.ts";
import { median, percentile, residentMegabytes, row } from "./measure.ts";

const commands = 10_000;
const requests = 5000;

/** Seconds of warming up are part of no figure: the first tenth is left out. */
const settled = (times: readonly number[]): readonly number[] => times.slice(times.length / 10);

function report(name: string, times: readonly number[]): void {
  const kept = settled(times);
  const rate = 1_000_000 / (kept.reduce((sum, time) => sum + time, 0) / kept.length);
  const [p50, p99] = [median(kept), percentile(kept, 0.99)];
  row(name, `${rate.toFixed(0)} /s`, `p50 ${p50.toFixed(0)} µs`, `p99 ${p99.toFixed(0)} µs`);
}

/** One command after the other in one session, each sent when the answer to the last has come. */
async function chassisStatus(bmc: RunningBmc): Promise<readonly number[]> {
  const session = await IpmiSession.open({ port: bmc.ipmiPort });
  const times: number[] = [];
  for (let n = 0; n < commands; n++) {
    const datagram = session.datagram(0x00, 0x01);
    const begun = performance.now();
    await session.ask(datagram);
    times.push((performance.now() - begun) * 1000);
  }
  await session.command(0x00, 0x01);
  session.close();
  return times;
}

async function getSystem(bmc: RunningBmc): Promise<readonly number[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1, rejectUnauthorized: false });
  const auth = `${userName}:${password}`;
  const times: number[] = [];
  for (let n = 0; n < requests; n++) {
    const begun = performance.now();
    await new Promise<void>((resolve, reject) => {
      request(`${bmc.url}/redfish/v1/Systems/1`, { agent, auth }, response => {
        response.resume().once("end", resolve);
      })
        .once("error", reject)
        .end();
    });
    times.push((performance.now() - begun) * 1000);
  }
  agent.destroy();
  return times;
}

/** What one client gets when it asks as fast as it can, and what the BMC weighs. */
export async function benchRates(): Promise<void> {
  const bmc = await RunningBmc.start();
  try {
    await bmc.guestPrints("login:");
    row("idle resident memory of the BMC, guest running", `${residentMegabytes(bmc.pid).toFixed(0)} MB`);
    report("chassis status, one session, one outstanding", await chassisStatus(bmc));
    report("GET Systems/1, HTTPS keep-alive, Basic", await getSystem(bmc));
    row("resident memory after that", `${residentMegabytes(bmc.pid).toFixed(0)} MB`);
  } finally {
    await bmc.close();
  }
}
