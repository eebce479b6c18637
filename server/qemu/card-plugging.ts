import { setTimeout as sleep } from "node:timers/promises";
import { MachineError } from "../machine/errors.ts";
import { usualSettings } from "../machine/setting-values.ts";
import { cardOf, type NicSpec, netdevOf } from "./network-cards.ts";
import type { QmpClient } from "./qmp/client.ts";
import { QmpCommandError } from "./qmp/errors.ts";

/** Milliseconds; a guest that runs lets go of a card within some hundred. */
const removalBound = 10_000;
const pollInterval = 20;

type Monitor = Pick<QmpClient, "execute">;

/** The cards that are in, by id, and QEMU's names of their models. */
async function presentCards(qmp: Monitor): Promise<ReadonlyMap<string, string>> {
  const devices = await qmp.execute("qom-list", { path: "/machine/peripheral" });
  return new Map(
    devices.flatMap(({ name, type }) => {
      const [, model] = /^child<(.+)>$/.exec(type) ?? [];
      return /^nic\d+$/.test(name) && model !== undefined ? [[name, model]] : [];
    }),
  );
}

/** What is at the other end of the cards' cables. */
export interface CardEnds {
  /** The cards that the machine is to have. */
  readonly nics: readonly NicSpec[];
  /** Whether a QEMU that runs has open what the card is to be connected to. */
  isOpen(card: string): boolean;
  /** @param give takes the number of a macvtap's file; undefined when it is gone */
  handOver(card: string, give: (device: string | undefined) => Promise<void>): Promise<void>;
}

/**
 * Puts the cards in that a running machine lacks, and connects anew those of which QEMU has open what is no more: a hub
 * takes another macvtap, for another tap the card has to go out and in.
 * @returns what failed; the other cards are as they are to be
 */
export async function connectCards(
  qmp: Monitor,
  ends: CardEnds,
  handOver: (card: string, device: string | undefined) => Promise<void>,
): Promise<readonly unknown[]> {
  const present = await presentCards(qmp);
  const model = present.values().next().value ?? usualSettings.nicModel;
  const failures: unknown[] = [];
  for (const nic of ends.nics) {
    const isIn = present.has(nic.id);
    if (isIn && ends.isOpen(nic.id)) continue;
    try {
      if (nic.backend?.type === "hub") {
        if (!isIn) await plugIn(qmp, nic, model);
        await ends.handOver(nic.id, device => handOver(nic.id, device));
      } else {
        if (isIn) await pullOut(qmp, nic.id);
        await plugIn(qmp, nic, model);
      }
    } catch (error) {
      failures.push(error);
    }
  }
  return failures;
}

/** @throws QmpCommandError | QmpDisconnected | QmpTimeout; then there is none of it */
async function plugIn(qmp: Monitor, nic: NicSpec, model: string): Promise<void> {
  // What is left of a card that the guest let go when nobody waited for it any more.
  await removeNetdev(qmp, nic.id);
  await qmp.execute("netdev_add", netdevOf(nic));
  try {
    await qmp.execute("device_add", cardOf(nic, model));
  } catch (error) {
    await qmp.execute("netdev_del", { id: nic.id });
    throw error;
  }
}

/**
 * Takes a card out, which the guest has to agree to: one that has no driver for it, or stands still, does at its reset.
 * @throws MachineError timedOut, and what QMP throws
 */
async function pullOut(qmp: Monitor, id: string): Promise<void> {
  await qmp.execute("device_del", { id });
  const deadline = performance.now() + removalBound;
  while ((await presentCards(qmp)).has(id)) {
    if (performance.now() > deadline)
      throw new MachineError("timedOut", `The guest does not let go of ${id}.`);
    await sleep(pollInterval);
  }
}

/** Where there is none, there is nothing to remove. */
export async function removeNetdev(qmp: Monitor, id: string): Promise<void> {
  try {
    await qmp.execute("netdev_del", { id });
  } catch (error) {
    if (!(error instanceof QmpCommandError)) throw error;
  }
}
