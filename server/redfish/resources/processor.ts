import type { Static } from "typebox";
import type { Hardware, Processor } from "../../machine/hardware.ts";
import type { BodyOf } from "../properties.ts";
import { resource } from "../resource.ts";
import {
  type instructionSet,
  type processorArchitecture,
  processorProperties,
} from "../schemas/processor.ts";
import { partLinks, partStatus, processorId } from "./hardware-links.ts";

type Architecture = Static<typeof processorArchitecture>;
type InstructionSet = Static<typeof instructionSet>;

/** By QEMU's names. */
const architectures: Readonly<Record<string, readonly [Architecture, InstructionSet]>> = {
  i386: ["x86", "x86"],
  x86_64: ["x86", "x86-64"],
  arm: ["ARM", "ARM-A32"],
  aarch64: ["ARM", "ARM-A64"],
  mips: ["MIPS", "MIPS32"],
  mips64: ["MIPS", "MIPS64"],
  ppc64: ["Power", "PowerISA"],
  riscv32: ["RISC-V", "RV32"],
  riscv64: ["RISC-V", "RV64"],
};

function kindOf({ architecture }: Processor) {
  const [ProcessorArchitecture, InstructionSet] = architectures[architecture ?? ""] ?? [];
  return ProcessorArchitecture && InstructionSet ? { ProcessorArchitecture, InstructionSet } : {};
}

const hex = (number: number): string => `0x${number.toString(16).toUpperCase().padStart(2, "0")}`;

function idOf({ vendor, signature }: Processor): Pick<BodyOf<typeof processorProperties>, "ProcessorId"> {
  if (!signature) return {};
  return {
    ProcessorId: {
      ...(vendor !== undefined && { VendorId: vendor }),
      EffectiveFamily: hex(signature.family),
      EffectiveModel: hex(signature.model),
      Step: hex(signature.stepping),
    },
  };
}

/** What the system says of its processors together. */
export function processorSummary({ processors }: Hardware) {
  const cores = processors.reduce((sum, { cores }) => sum + cores, 0);
  const threads = processors.reduce((sum, { threads }) => sum + threads, 0);
  const model = processors[0]?.model;
  return {
    Count: processors.length,
    CoreCount: cores,
    LogicalProcessorCount: threads,
    ThreadingEnabled: threads > cores,
    ...(model !== undefined && { Model: model }),
  };
}

/** A socket. */
export const processor = resource<typeof processorProperties>({
  type: "Processor.v1_22_0.Processor",
  uri: "/redfish/v1/Systems/:ComputerSystemId/Processors/:ProcessorId",
  privilege: "Login",
  collection: {
    name: "Processor Collection",
    members: ({ machine }) => machine.hardware.parts.processors.map(processorId),
  },
  properties: processorProperties,
  read({ machine }, { id }) {
    const { processors, memory } = machine.hardware.parts;
    const found = processors.find(each => processorId(each) === id);
    if (!found) return undefined;
    const { socket, vendor, model, frequency, cores, threads } = found;
    return {
      Id: id,
      Name: `Processor ${socket}`,
      Socket: `CPU ${socket}`,
      ProcessorType: "CPU",
      ...kindOf(found),
      ...(vendor !== undefined && { Manufacturer: vendor }),
      ...(model !== undefined && { Model: model }),
      ...idOf(found),
      ...(frequency !== undefined && { MaxSpeedMHz: Math.round(frequency / 1e6) }),
      TotalCores: cores,
      TotalEnabledCores: cores,
      TotalThreads: threads,
      Status: partStatus(machine.powerState),
      Links: { Chassis: partLinks.chassis, Memory: memory.map(module => partLinks.memory(module.id)) },
    };
  },
});
