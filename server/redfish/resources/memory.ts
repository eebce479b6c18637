import type { Hardware } from "../../machine/hardware.ts";
import { resource } from "../resource.ts";
import { memoryProperties } from "../schemas/memory.ts";
import { partLinks, partStatus, processorId } from "./hardware-links.ts";

/** What the system says of its memory together. */
export const memorySummary = ({ memory }: Hardware) => ({
  TotalSystemMemoryGiB: memory.reduce((sum, { size }) => sum + size, 0) / 2 ** 30,
});

/** A memory device as the firmware's tables show it to the guest. */
export const memory = resource<typeof memoryProperties>({
  type: "Memory.v1_23_0.Memory",
  uri: "/redfish/v1/Systems/:ComputerSystemId/Memory/:MemoryId",
  privilege: "Login",
  collection: {
    name: "Memory Collection",
    members: ({ machine }) => machine.hardware.parts.memory.map(({ id }) => id),
  },
  properties: memoryProperties,
  read({ machine }, { id }) {
    const { processors, memory } = machine.hardware.parts;
    const found = memory.find(module => module.id === id);
    if (!found) return undefined;
    return {
      Id: id,
      Name: found.name,
      Location: { PartLocation: { ServiceLabel: found.name, LocationType: "Slot" } },
      CapacityMiB: found.size / 2 ** 20,
      Status: partStatus(machine.powerState),
      Links: {
        Chassis: partLinks.chassis,
        Processors: processors.map(each => partLinks.processor(processorId(each))),
      },
    };
  },
});
