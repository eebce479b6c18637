import { Type } from "typebox";
import { layoutNames } from "../console/keymaps/keymaps.ts";
import { highestRate, keyCodes } from "../machine/keys.ts";
import { durationPattern } from "./duration.ts";

export type { LayoutName } from "../console/keymaps/keymaps.ts";
export type { KeyCode } from "../machine/keys.ts";

const oemName = "QemuBmc";
/** The namespace of the types of what stands in an `Oem` object under our name. */
export const oemNamespace = `${oemName}.v1_0_0` as const;

/** Whether a resource is of a type of ours. */
export const isOemType = (type: string): boolean => type.startsWith(oemName);

/** Whether an action is one of ours: these stand apart from DMTF's. */
export const isOemAction = (name: string): boolean => name.startsWith(`${oemName}.`);

/** Marks links with the type of what they lead to. */
export const linkTarget = "x-linkTarget";

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
  LogService: Type.Object({
    "@odata.type": oemType("LogService"),
    RecordURI: Type.String({
      description: "Where all that is kept of what the log is made of can be had as a file.",
    }),
    RecordedSince: Type.Optional(
      Type.String({ description: "When the first of what is kept came, as far as that is known." }),
    ),
  }),
  Manager: Type.Object({
    "@odata.type": oemType("Manager"),
    Images: Type.Object(
      { "@odata.id": Type.String() },
      {
        description: "The library of images for virtual media.",
        [linkTarget]: "QemuBmcImageCollection.QemuBmcImageCollection",
      },
    ),
    ImagesFreeBytes: Type.Integer({ description: "How many bytes another image may have." }),
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

/** Characters of a text to type: more than a screen takes in a quarter of an hour. */
const longestText = 65_536;

/** Of the names of images. */
export const fileNameRules = { minLength: 1, maxLength: 255, pattern: "^[^\\u0000-\\u001f\\u007f/]+$" };

const transferProtocol = Type.Optional(
  Type.Enum(["HTTP", "HTTPS"], { description: "How to get an image whose URI does not say it." }),
);
const userName = Type.Optional(Type.String({ description: "For the server that has the image." }));
const password = Type.Optional(
  Type.String({ writeOnly: true, description: "For the server that has the image." }),
);

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
          pattern: durationPattern,
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
  ImportImage: {
    description: "Fetches an image, which then stays in the library. A task tells how far it is.",
    type: "Manager",
    boundTo: "Manager.v1_0_0.OemActions",
    parameters: {
      Image: Type.String({ minLength: 1, description: "The URI of the image." }),
      FileName: Type.Optional(
        Type.String({
          ...fileNameRules,
          description: "What the image is called; the end of its URI if absent.",
        }),
      ),
      UserName: userName,
      Password: password,
      TransferProtocolType: transferProtocol,
      VerifyCertificate: Type.Optional(
        Type.Boolean({
          description: "Whether the server needs a certificate that can be trusted; true if absent.",
        }),
      ),
    },
  },
  BootOnce: {
    description:
      "Inserts an image and starts or resets the machine, which boots from it once. All of it is done, or nothing.",
    type: "VirtualMedia",
    boundTo: "VirtualMedia.v1_1_0.OemActions",
    parameters: {
      Image: Type.Optional(
        Type.String({
          minLength: 1,
          description: "The URI of the image; what is inserted already if absent.",
        }),
      ),
      UserName: userName,
      Password: password,
      TransferProtocolType: transferProtocol,
    },
  },
};
