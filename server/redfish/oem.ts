import { Type } from "typebox";

/** The name under which our own properties stand in an `Oem` object, and the namespace of their types. */
export const oemNamespace = "QemuBmc.v1_0_0";

const oemType = <const Name extends string>(name: Name) => Type.Literal(`#${oemNamespace}.${name}` as const);

/** What DMTF has no word for, by type name; `metadata/oem-schema.ts` makes the schema file of it. */
export const oemTypes = {
  ComputerSystem: Type.Object({
    "@odata.type": oemType("ComputerSystem"),
    Accelerator: Type.Optional(
      Type.Enum(["KVM", "TCG"], { description: "How the machine's processors are executed." }),
    ),
    AcceleratorReason: Type.Optional(
      Type.String({ description: "Why this accelerator was chosen, for a person to read." }),
    ),
    HypervisorVersion: Type.Optional(Type.String({ description: "The version of QEMU." })),
  }),
};
