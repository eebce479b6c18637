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
    ConsoleController: Type.Optional(
      Type.String({
        description: "The user who alone types on the consoles. All whose role allows it do, if absent.",
      }),
    ),
    ConsoleControlRequester: Type.Optional(
      Type.String({ description: "The user who asks the console controller for the control." }),
    ),
    ScreenshotURI: Type.String({
      format: "uri-reference",
      description:
        "Where a GET gives a picture of the machine's screen in the format PNG. The query parameter 'width' asks for a smaller one.",
    }),
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
  ChangeConsoleControl: {
    description: "Agrees on who alone types on the screen and the serial line, of those who have them open.",
    type: "ComputerSystem",
    boundTo: "ComputerSystem.v1_0_0.OemActions",
    parameters: {
      Change: Type.Enum(["Ask", "Take", "Give", "Keep", "Release"], {
        description:
          "Ask for the control, which passes after 30 seconds unless it is kept; take it without asking, as an administrator; give it to who asks, or keep it; or release it, so that all may type.",
      }),
    },
  },
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
