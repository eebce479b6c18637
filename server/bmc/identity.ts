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
  readonly firmwareVersion: string;
}

export function identity(store: Store, firmwareVersion: string): Identity {
  const uuids = store.setting<{ uuid: string; bmcUuid: string }>("identity") ?? {
    uuid: randomUUID(),
    bmcUuid: randomUUID(),
  };
  store.saveSetting("identity", uuids);
  return {
    ...uuids,
    manufacturer: "qemu-bmc",
    model: "Virtual Server",
    serialNumber: `QB${uuids.uuid.replaceAll("-", "").slice(0, 10).toUpperCase()}`,
    firmwareVersion,
  };
}
