import { spawn } from "node:child_process";
import { createSocket } from "node:dgram";
import { once } from "node:events";
import { connect } from "node:net";
import { guestImagePath } from "../../configs/guest/guest-image.mjs";
import { RunningBmc } from "../support/running-bmc.ts";
import { median, ms, ratio, row, untilSuccess } from "./measure.ts";

const rounds = 5;
const presencePing = Buffer.from("0600ff06000011be80010000", "hex");

export async function ipmiAnswers(port: number): Promise<boolean> {
  const socket = createSocket("udp4");
  try {
    const answered = new Promise<boolean>(resolve => {
      socket.once("message", () => resolve(true));
      socket.once("error", () => resolve(false));
      setTimeout(() => resolve(false), 20);
    });
    socket.connect(port, "127.0.0.1", () => socket.send(presencePing));
    return await answered;
  } finally {
    socket.close();
  }
}

function redfishListens(port: number): Promise<boolean> {
  return new Promise(resolve => {
    const socket = connect(port, "127.0.0.1", () => {
      socket.write("GET /redfish/v1/ HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n");
    });
    socket.once("data", data => {
      socket.destroy();
      resolve(data.toString("latin1").startsWith("HTTP/1.1 200"));
    });
    socket.once("error", () => resolve(false));
  });
}

/** From the start of the process to the first answers. */
export async function benchStart(): Promise<void> {
  const [ipmi, redfish, ready]: [number[], number[], number[]] = [[], [], []];
  const bmc = await RunningBmc.start({ POWER_ON_AT_START: "false", WEB_TLS: "false" });
  try {
    for (let round = 0; round < rounds; round++) {
      await bmc.signal("SIGTERM");
      const begun = performance.now();
      const started = bmc.launch();
      const answers = [
        untilSuccess(begun, () => ipmiAnswers(bmc.ipmiPort)).then(time => ipmi.push(time)),
        untilSuccess(begun, () => redfishListens(bmc.webPort)).then(time => redfish.push(time)),
      ];
      await started;
      ready.push(performance.now() - begun);
      await Promise.all(answers);
    }
  } finally {
    await bmc.close();
  }
  const node = await bareNodeStart();
  row("BMC start to first IPMI answer", ms(median(ipmi)), `${ratio(median(ipmi), node)} bare node`);
  row("BMC start to first Redfish answer", ms(median(redfish)), `${ratio(median(redfish), node)} bare node`);
}

async function bareNodeStart(): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    const begun = performance.now();
    await once(spawn(process.execPath, ["-e", "0"]), "exit");
    times.push(performance.now() - begun);
  }
  return median(times);
}

/** From the power-on command to the guest's first serial byte, beside the same QEMU started by hand. */
export async function benchPowerOn(): Promise<void> {
  const [ours, bare]: [number[], number[]] = [[], []];
  const bmc = await RunningBmc.start({ POWER_ON_AT_START: "false" });
  try {
    for (let round = 0; round < rounds; round++) {
      const before = round === 0 ? 0 : bmc.serialLog.length;
      const begun = performance.now();
      void bmc.ipmitool("chassis", "power", "on");
      ours.push(await untilSuccess(begun, async () => bmc.serialLog.length > before));
      await bmc.reset("ForceOff");
      bare.push(await bareQemu());
    }
  } finally {
    await bmc.close();
  }
  const base = median(bare);
  row("power-on (ipmitool) to first serial byte", ms(median(ours)), `${ratio(median(ours), base)} bare QEMU`);
  row("  bare QEMU, same guest", ms(base));
}

async function bareQemu(): Promise<number> {
  const drive = `file=${guestImagePath(process.env)},format=raw,if=virtio,readonly=on`;
  const begun = performance.now();
  const qemu = spawn("qemu-system-x86_64", [
    ...["-machine", "q35", "-accel", "tcg", "-cpu", "max", "-m", "256", "-nodefaults", "-display", "none"],
    ...["-device", "VGA", "-serial", "stdio", "-drive", drive],
  ]);
  await once(qemu.stdout, "data");
  const time = performance.now() - begun;
  qemu.kill("SIGKILL");
  await once(qemu, "exit");
  return time;
}
