import { execFile } from "node:child_process";
import { join } from "node:path";
import { MachineError } from "../machine/errors.ts";
import { removeNetdev } from "./card-plugging.ts";
import { portOf } from "./network-cards.ts";
import type { QmpClient } from "./qmp/client.ts";
import type { RuntimeFiles } from "./runtime-files.ts";

const timeout = 10_000;
const program = join(import.meta.dirname, "hand-over.py");

const farEndOf = (card: string): string => `${card}-far`;
const hubPortOf = (card: string): string => `${card}-port`;

/** A monitor for conversations in which devices are handed over; the BMC's own serves it alone. */
export const handOverMonitor = (files: RuntimeFiles): string[] => [
  ...["-chardev", `socket,id=handover,path=${files.handOver.replaceAll(",", ",,")},server=on,wait=off`],
  ...["-mon", "chardev=handover,mode=control"],
];

/**
 * Connects the hub that a card's cable leads to with a macvtap, in place of what was there.
 * @param device the number of the macvtap's file, "246:1"; undefined to take away what was there
 * @throws MachineError failed
 */
export async function handOver(
  qmp: Pick<QmpClient, "execute">,
  files: RuntimeFiles,
  card: string,
  device: string | undefined,
): Promise<void> {
  const [farEnd, hubPort] = [farEndOf(card), hubPortOf(card)];
  for (const id of [hubPort, farEnd]) await removeNetdev(qmp, id);
  if (device === undefined) return;
  const [major = "", minor = ""] = device.split(":");
  const commands = [
    ["qmp_capabilities", {}],
    ["getfd", { fdname: farEnd }],
    ["netdev_add", { type: "tap", id: farEnd, fd: farEnd }],
    ["netdev_add", { type: "hubport", id: hubPort, hubid: portOf(card), netdev: farEnd }],
  ];
  const node = join(files.dir, `${farEnd}.node`);
  await python([files.handOver, major, minor, node, JSON.stringify(commands)]);
}

const python = (args: readonly string[]): Promise<void> =>
  new Promise((resolve, reject) => {
    execFile("python3", [program, ...args], { timeout, encoding: "utf8" }, (error, _stdout, stderr) => {
      const words = stderr.trim().split("\n").at(-1) || error?.message;
      if (error) reject(new MachineError("failed", `A macvtap cannot be handed to QEMU: ${words}`));
      else resolve();
    });
  });
