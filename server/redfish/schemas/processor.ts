import { Type } from "typebox";
import { link, links, named, status } from "../properties.ts";

export const processorArchitecture = Type.Enum(["x86", "ARM", "MIPS", "Power", "RISC-V"]);
export const instructionSet = Type.Enum([
  "x86",
  "x86-64",
  "ARM-A32",
  "ARM-A64",
  "MIPS32",
  "MIPS64",
  "PowerISA",
  "RV32",
  "RV64",
]);

export const processorProperties = {
  ...named,
  Socket: Type.String(),
  ProcessorType: Type.Enum(["CPU"]),
  ProcessorArchitecture: Type.Optional(processorArchitecture),
  InstructionSet: Type.Optional(instructionSet),
  Manufacturer: Type.Optional(Type.String()),
  Model: Type.Optional(Type.String()),
  ProcessorId: Type.Optional(
    Type.Object({
      VendorId: Type.Optional(Type.String()),
      EffectiveFamily: Type.String(),
      EffectiveModel: Type.String(),
      Step: Type.String(),
    }),
  ),
  MaxSpeedMHz: Type.Optional(Type.Integer()),
  TotalCores: Type.Integer(),
  TotalEnabledCores: Type.Integer(),
  TotalThreads: Type.Integer(),
  Status: status,
  Links: Type.Object({ Chassis: link, Memory: links }),
};
