import type { Static } from "typebox";
import type { NetworkAccess } from "../../events/events.ts";
import type { NetworkCard } from "../../machine/hardware.ts";
import type { HypervisorFacts } from "../../machine/hypervisor.ts";
import type { Machine } from "../../machine/machine.ts";
import type { RedfishContext } from "../context.ts";
import type { linkStatus } from "../schemas/system-ethernet-interface.ts";

export const findCard = ({ machine }: RedfishContext, id: string | undefined): NetworkCard | undefined =>
  machine.hardware.parts.networkCards.find(card => card.id === id);

export const cardIds = ({ machine }: RedfishContext): readonly string[] =>
  machine.hardware.parts.networkCards.map(({ id }) => id);

/** A machine that is off has no light on its ports. */
export function linkStatusOf(
  { links, powerState }: Machine,
  { id, connected = true }: NetworkCard,
): Static<typeof linkStatus> {
  if (!links.isEnabled(id)) return "LinkDown";
  return connected && links.hasCarrier(id) && powerState !== "off" && powerState !== "crashed"
    ? "LinkUp"
    : "NoLink";
}

/**
 * A card whose cable is cut is disabled. One of a machine that is off is not: Ironic, which inspects machines that are
 * off, takes only ports that are enabled.
 */
export const cardStatus = ({ links }: Machine, { id }: NetworkCard) =>
  ({ State: links.isEnabled(id) ? "Enabled" : "Disabled", Health: "OK" }) as const;

const reasons: Record<NonNullable<NetworkAccess["reason"]>, string> = {
  notAsked: "no interface is to be handed over",
  noNetAdmin: "handing interfaces over takes the capability NET_ADMIN",
  noTun: "handing interfaces over takes the device /dev/net/tun",
  noFilters: "tc's filters do not work on this kernel",
  refused: "the kernel refuses to hand interfaces over",
};

/** What a card is connected to, and why not in another way; undefined where that is not the BMC's. */
export function connectionOf({ network, nics }: HypervisorFacts, id: string): string | undefined {
  if (!network) return undefined;
  const { mode, reason, detail } = network;
  const what =
    mode === "user"
      ? "QEMU's own network"
      : `${nics.find(nic => nic.id === id)?.interfaceName ?? "An interface"} of the container, by ${mode}`;
  return [what, reason && reasons[reason], detail].filter(Boolean).join(": ");
}
