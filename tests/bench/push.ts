import { once } from "node:events";
import { WebSocket } from "ws";
import { password, RunningBmc, userName } from "../support/running-bmc.ts";
import { IpmiSession } from "./ipmi-session.ts";
import { median, ms, percentile, row } from "./measure.ts";

const changes = 200;
const powerRounds = 10;

/** From an IPMI command on the wire to the change at the open page. */
export async function benchPush(): Promise<void> {
  const bmc = await RunningBmc.start();
  await bmc.logs("poweringOn → on");
  const headers = { authorization: `Basic ${Buffer.from(`${userName}:${password}`).toString("base64")}` };
  const url = `${bmc.url.replace("https", "wss")}/ws/events`;
  const page = new WebSocket(url, { rejectUnauthorized: false, headers });
  await once(page, "message");
  const pushed = (wanted: (message: { type: string; to?: string }) => boolean): Promise<void> =>
    new Promise(resolve => {
      const look = (data: Buffer): void => {
        if (!wanted(JSON.parse(data.toString()))) return;
        page.off("message", look);
        resolve();
      };
      page.on("message", look);
    });
  const session = await IpmiSession.open({ port: bmc.ipmiPort });
  const timed = async (arrival: Promise<void>, datagram: Buffer): Promise<number> => {
    const begun = performance.now();
    await Promise.all([arrival, session.ask(datagram)]);
    return performance.now() - begun;
  };
  const [identify, off]: [number[], number[]] = [[], []];
  try {
    for (let n = 0; n < changes; n++) {
      const datagram = session.datagram(0x00, 0x04, n % 2 === 0 ? [0, 1] : [0]);
      identify.push(
        await timed(
          pushed(({ type }) => type === "identifyChanged"),
          datagram,
        ),
      );
    }
    for (let n = 0; n < powerRounds; n++) {
      const isOff = pushed(({ type, to }) => type === "powerChanged" && to === "off");
      off.push(await timed(isOff, session.datagram(0x00, 0x02, [0])));
      await timed(
        pushed(({ type, to }) => type === "powerChanged" && to === "on"),
        session.datagram(0x00, 0x02, [1]),
      );
    }
  } finally {
    session.close();
    page.close();
    await bmc.close();
  }
  row(
    "IPMI command to the page (identify), p50",
    ms(median(identify)),
    `p99 ${ms(percentile(identify, 0.99))}`,
  );
  row('IPMI power off to "off" on the page, QEMU\'s end included', ms(median(off)));
}
