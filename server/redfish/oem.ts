import { Type } from "typebox";
import { layoutNames } from "../console/keymaps/keymaps.ts";
import { highestRate, keyCodes } from "../machine/keys.ts";

export type { LayoutName } from "../console/keymaps/keymaps.ts";
export type { KeyCode } from "../machine/keys.ts";

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
  Sensor: Type.Object({
    "@odata.type": oemType("Sensor"),
    Forced: Type.Boolean({ description: "Whether the reading is one that somebody forced." }),
  }),
};

/** "P1DT2H3M4.5S", not without any part. */
const duration = "^P(?=.)(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?(\\d+([.]\\d+)?S)?)?$";

/** Characters of a text to type: more than a screen takes in a quarter of an hour. */
const longestText = 65_536;

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
  TypeText: {
    description:
      "Types a text on the system's keyboard, all of it or, where a character has no key, nothing.",
    type: "ComputerSystem",
    boundTo: "ComputerSystem.v1_0_0.OemActions",
    parameters: {
      Text: Type.String({
        minLength: 1,
        maxLength: longestText,
        // It may be a password.
        writeOnly: true,
        description: "What is typed. A line's end is the Enter key.",
      }),
      Layout: Type.Optional(
        Type.Enum(layoutNames, {
          description: "The keyboard that the system's software takes its own for; US if absent.",
        }),
      ),
      KeysPerSecond: Type.Optional(
        Type.Integer({
          minimum: 1,
          maximum: highestRate,
          description: "How fast it is typed; as what runs on the system takes it, if absent.",
        }),
      ),
      DryRun: Type.Optional(
        Type.Boolean({ description: "Whether nothing is typed, but only told whether all of it could be." }),
      ),
    },
  },
  PressKeys: {
    description: "Presses keys of the system's keyboard one after the other and lets all of them go.",
    type: "ComputerSystem",
    boundTo: "ComputerSystem.v1_0_0.OemActions",
    parameters: {
      Keys: Type.Array(Type.Enum([...keyCodes]), {
        minItems: 1,
        maxItems: 8,
        description: "The keys, by the names of W3C's UI Events KeyboardEvent code Values.",
      }),
    },
  },
};
