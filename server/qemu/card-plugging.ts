import { setTimeout as sleep } from "node:timers/promises";
import { MachineError } from "../machine/errors.ts";
import { cardOf, type NicSpec, netdevOf } from "./network-cards.ts";
import type { QmpClient } from "./qmp/client.ts";

/** Milliseconds; a guest that runs lets go of a card within some hundred. */
const removalBound = 10_000;
const pollInterval = 20;

type Monitor = Pick<QmpClient, "execute">;

/** The cards that are in, by id, and QEMU's names of their models. */
export async function presentCards(qmp: Monitor): Promise<ReadonlyMap<string, string>> {
  const devices = await qmp.execute("qom-list", { path: "/machine/peripheral" });
  return new Map(
    devices.flatMap(({ name, type }) => {
      const [, model] = /^child<(.+)>$/.exec(type) ?? [];
      return /^nic\d+$/.test(name) && model !== undefined ? [[name, model]] : [];
    }),
  );
}

/** Puts a card in a running machine. @throws QmpCommandError | QmpDisconnected | QmpTimeout; then there is none of it */
export async function plugIn(qmp: Monitor, nic: NicSpec, model: string): Promise<void> {
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
export async function pullOut(qmp: Monitor, id: string): Promise<void> {
  await qmp.execute("device_del", { id });
  const deadline = performance.now() + removalBound;
  while ((await presentCards(qmp)).has(id)) {
    if (performance.now() > deadline)
      throw new MachineError("timedOut", `The guest does not let go of ${id}.`);
    await sleep(pollInterval);
  }
  await qmp.execute("netdev_del", { id });
}
