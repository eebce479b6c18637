import { randomUUID } from "node:crypto";
import type { Store } from "../store/store.ts";

/** Who this machine and its BMC are; the same names in SMBIOS, IPMI and Redfish, for the life of the state folder. */
export interface Identity {
  /** The machine's UUID: SMBIOS type 1, IPMI's system GUID, ComputerSystem.UUID. */
  readonly uuid: string;
  /** The BMC's own: IPMI's device GUID, Manager.UUID, ServiceRoot.UUID. */
  readonly bmcUuid: string;
  readonly manufacturer: string;
  readonly model: string;
  readonly serialNumber: string;
  readonly assetTag: string;
  readonly firmwareVersion: string;
}

/** What the machine's owner says of it. An empty text leaves the choice to the BMC. */
interface ChosenIdentity {
  readonly uuid: string;
  readonly serialNumber: string;
  readonly assetTag: string;
}

const nothingChosen: ChosenIdentity = { uuid: "", serialNumber: "", assetTag: "" };

export function identity(store: Store, firmwareVersion: string, chosen = nothingChosen): Identity {
  const made = store.setting<{ uuid: string; bmcUuid: string }>("identity") ?? {
    uuid: randomUUID(),
    bmcUuid: randomUUID(),
  };
  store.saveSetting("identity", made);
  const uuid = chosen.uuid.toLowerCase() || made.uuid;
  return {
    uuid,
    bmcUuid: made.bmcUuid,
    manufacturer: "qemu-bmc",
    model: "Virtual Server",
    serialNumber: chosen.serialNumber || `QB${uuid.replaceAll("-", "").slice(0, 10).toUpperCase()}`,
    assetTag: chosen.assetTag,
    firmwareVersion,
  };
}
