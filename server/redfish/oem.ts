import { Type } from "typebox";

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
  Sensor: Type.Object({
    "@odata.type": oemType("Sensor"),
    Forced: Type.Boolean({ description: "Whether the reading is one that somebody forced." }),
  }),
};

/** Of the names of images. */
export const fileNameRules = { minLength: 1, maxLength: 255, pattern: "^[^\\u0000-\\u001f\\u007f/]+$" };

/** "P1DT2H3M4.5S", not without any part. */
const duration = "^P(?=.)(\\d+D)?(T(?=.)(\\d+H)?(\\d+M)?(\\d+([.]\\d+)?S)?)?$";

const transferProtocol = Type.Optional(
  Type.Enum(["HTTP", "HTTPS"], { description: "How to get an image whose URI does not say it." }),
);
const userName = Type.Optional(Type.String({ description: "For the server that has the image." }));
const password = Type.Optional(
  Type.String({ writeOnly: true, description: "For the server that has the image." }),
);

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
