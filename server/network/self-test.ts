import { setTimeout as sleep } from "node:timers/promises";
import { attempt, type RunBatch, step } from "./batch.ts";
import { framesDelivered } from "./interface.ts";
import { testEnds } from "./names.ts";
import { type Classifier, redirect } from "./wires.ts";

/**
 * How often the frame is looked for, and the milliseconds between. It takes less than one of them; what is counted is looks
 * and not time, because a machine that is too busy for QEMU is too busy to look.
 */
const looks = 200;
const pollInterval = 5;
/** An address of RFC 5737, which no network has, at a station that there is not. */
const target = { address: "192.0.2.1", mac: "02:00:00:00:00:01" } as const;

/**
 * Whether a frame that comes in at an interface is put into this tap, as QEMU reads it: some kernels take the filter and
 * deliver nothing. The frame is an ARP probe that the kernel sends when it is to make sure of a neighbour.
 * @param tap has a reader, and the card behind it no link, so that the guest does not see the frame
 */
export async function delivers(
  run: RunBatch,
  tap: string,
  classifier: Classifier,
  tag: string,
): Promise<boolean> {
  const { sender, receiver } = testEnds(tag);
  const before = framesDelivered(tap);
  try {
    const [refused] = [
      // The receiver first: a sender that finds its other end up can send at once.
      ...(await run("ip", [
        attempt(`link del dev ${sender}`),
        step(`link add name ${sender} type veth peer name ${receiver}`),
        ...[sender, receiver].map(name => attempt(`link set dev ${name} addrgenmode none`)),
        ...[receiver, sender].map(name => step(`link set dev ${name} up`)),
      ])),
      ...(await run("tc", redirect(receiver, tap, classifier))),
      ...(await run("ip", [
        step(`neigh replace ${target.address} dev ${sender} lladdr ${target.mac} nud probe`),
      ])),
    ];
    return refused === undefined && (await arrived(tap, before));
  } finally {
    await run("ip", [attempt(`link del dev ${sender}`)]);
  }
}

async function arrived(tap: string, before: number): Promise<boolean> {
  for (let look = 0; look < looks; look += 1) {
    if (framesDelivered(tap) !== before) return true;
    await sleep(pollInterval);
  }
  return false;
}
