import type { MediaSlot } from "../../events/events.ts";
import { mediaSlots } from "../../machine/media.ts";
import { RedfishError } from "../errors.ts";
import { about } from "../message.ts";
import type { Vocabulary } from "../vocabulary.ts";

export const firmwareTarget = "/redfish/v1/UpdateService/FirmwareInventory/UEFI";

/** What stands for the firmware: itself, its collection and the system, which have nothing else to update. */
const firmwareTargets: ReadonlySet<string> = new Set([
  firmwareTarget,
  "/redfish/v1/UpdateService/FirmwareInventory",
  "/redfish/v1/Systems/1",
]);

const slots: ReadonlyMap<string, MediaSlot> = new Map(
  ["/redfish/v1/Systems/1", "/redfish/v1/Managers/1"].flatMap(owner =>
    mediaSlots.map(slot => [`${owner}/VirtualMedia/${slot}`, slot]),
  ),
);

/** Where an image goes. */
export type Target = { readonly slot: MediaSlot } | "firmware";

function targetOf(uri: string): Target | undefined {
  const plain = uri.replace(/\/$/, "");
  if (firmwareTargets.has(plain)) return "firmware";
  const slot = slots.get(plain);
  return slot && { slot };
}

/**
 * Where the image goes that these URIs are given for; without any, to the firmware.
 * @param takesMedia whether it may go to a slot of virtual media
 * @throws RedfishError 400 for a URI of anything else, and for more than one place
 */
export function targetOfAll(uris: readonly string[], takesMedia: boolean, vocabulary: Vocabulary): Target {
  const targets = uris.map((uri, index) => {
    const target = targetOf(uri);
    if (target && (takesMedia || target === "firmware")) return target;
    throw new RedfishError(400, about(`/Targets/${index}`, vocabulary.notInList(uri, "Targets")));
  });
  const [first = "firmware"] = targets;
  const isOne = targets.every(each => placeOf(each) === placeOf(first));
  if (!isOne) throw new RedfishError(400, about("/Targets", vocabulary.other("Targets")));
  return first;
}

const placeOf = (target: Target): string => (target === "firmware" ? target : target.slot);
