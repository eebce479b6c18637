import { Type } from "typebox";

const oemName = "QemuBmc";
/** The namespace of the types of what stands in an `Oem` object under our name. */
export const oemNamespace = `${oemName}.v1_0_0` as const;

/** Whether an action is one of ours: these stand apart from DMTF's. */
export const isOemAction = (name: string): boolean => name.startsWith(`${oemName}.`);

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
  Session: Type.Object({
    "@odata.type": oemType("Session"),
    IdleSeconds: Type.Integer({ description: "Seconds since somebody used the session last." }),
  }),
  Sensor: Type.Object({
    "@odata.type": oemType("Sensor"),
    Forced: Type.Boolean({ description: "Whether the reading is one that somebody forced." }),
  }),
};

/** "P1DT2H3M4.5S", not without any part. */
const duration = "^P(?=.)(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?(\\d+([.]\\d+)?S)?)?$";

/** Our own actions, by name; each is bound to the `OemActions` of a type of DMTF's. */
export const oemActions = {
  ForceReading: {
    description: "Makes a sensor read what it is told to, for tests of whatever watches it.",
    type: "Sensor",
    boundTo: "Sensor.v1_0_0.OemActions",
    parameters: {
      Reading: Type.Union([Type.Number(), Type.Null()], {
        description: "The reading in the sensor's unit; null ends what was forced before.",
      }),
      Duration: Type.Optional(
        Type.String({
          pattern: duration,
          description: "How long it lasts. It lasts until it is ended, or until the BMC restarts, if absent.",
        }),
      ),
    },
  },
};
