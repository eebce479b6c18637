import { Type } from "typebox";
import { serialSessions } from "../../bmc/serial-sessions.ts";
import { longestIdentification } from "../../bmc/service-identification.ts";
import { shellSessions } from "../../bmc/shell-sessions.ts";
import { dateTime, linkTo, localTime, runsByItself } from "../properties.ts";
import { patch, resource } from "../resource.ts";
import { managerProperties } from "../schemas/manager.ts";
import { imagesUri } from "./image-uri.ts";
import { importImage } from "./import-image.ts";
import { managerReset, managerResetToDefaults } from "./manager-reset.ts";

const offsetPattern = "^[-+][01]\\d:[0-5]\\d$";
const dateTimePattern =
  "^\\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\\d|3[01])T([01]\\d|2[0-3])(:[0-5]\\d){2}([.]\\d{1,9})?(Z|[-+][01]\\d:[0-5]\\d)$";

/** Latin-1, because DCMI has the same text in bytes. */
const serviceIdentificationText = Type.String({
  maxLength: longestIdentification,
  pattern: "^[\\x20-\\x7e\\xa0-\\xff]*$",
});

/** "-01:30" → -90 */
function minutesOf(offset: string): number {
  const [hours, minutes] = offset.slice(1).split(":").map(Number);
  return (offset.startsWith("-") ? -1 : 1) * ((hours ?? 0) * 60 + (minutes ?? 0));
}

/** The BMC itself. */
export const manager = resource<typeof managerProperties>({
  type: "Manager.v1_24_0.Manager",
  uri: "/redfish/v1/Managers/:ManagerId",
  privilege: "Login",
  collection: { name: "Manager Collection", members: () => ["1"] },
  properties: managerProperties,
  read: (
    { identity, serviceIdentification, clock, startedAt, linksDeprecated, virtualMedia, networkProtocol },
    { uri, id },
  ) => ({
    Id: id,
    Name: "Baseboard Management Controller",
    ManagerType: "BMC",
    Manufacturer: identity.manufacturer,
    Model: "qemu-bmc",
    FirmwareVersion: identity.firmwareVersion,
    UUID: identity.bmcUuid,
    ServiceEntryPointUUID: identity.bmcUuid,
    ServiceIdentification: serviceIdentification.value.text,
    ...localTime(clock.now(), clock.utcOffset),
    LastResetTime: dateTime(startedAt),
    PowerState: "On",
    Status: { State: "Enabled", Health: "OK" },
    GraphicalConsole: { ServiceEnabled: true, ConnectTypesSupported: ["KVMIP"] },
    CommandShell: {
      ServiceEnabled: networkProtocol.ports.ssh !== undefined,
      MaxConcurrentSessions: shellSessions,
      ConnectTypesSupported: ["SSH"],
    },
    LogServices: linkTo(`${uri}/LogServices`),
    NetworkProtocol: linkTo(`${uri}/NetworkProtocol`),
    EthernetInterfaces: linkTo(`${uri}/EthernetInterfaces`),
    ManagerDiagnosticData: linkTo(`${uri}/ManagerDiagnosticData`),
    ...(linksDeprecated && {
      VirtualMedia: linkTo(`${uri}/VirtualMedia`),
      SerialConsole: {
        ServiceEnabled: true,
        MaxConcurrentSessions: serialSessions,
        ConnectTypesSupported: networkProtocol.ports.ssh === undefined ? ["IPMI"] : ["IPMI", "SSH"],
      },
    }),
    Oem: {
      QemuBmc: {
        "@odata.type": "#QemuBmc.v1_0_0.Manager",
        Images: linkTo(imagesUri),
        ImagesFreeBytes: virtualMedia.imageLibrary.free,
      },
    },
    Links: {
      ManagerForServers: [linkTo("/redfish/v1/Systems/1")],
      ManagerForChassis: [linkTo("/redfish/v1/Chassis/1")],
      ManagerInChassis: linkTo("/redfish/v1/Chassis/1"),
    },
  }),
  patch: patch({
    privilege: "ConfigureManager",
    properties: {
      DateTime: Type.Optional(Type.String({ pattern: dateTimePattern, [runsByItself]: true })),
      DateTimeLocalOffset: Type.Optional(Type.String({ pattern: offsetPattern })),
      ServiceIdentification: Type.Optional(serviceIdentificationText),
    },
    handle({ clock, serviceIdentification }, changes, { origin }) {
      const { DateTime: time, DateTimeLocalOffset: offset, ServiceIdentification: text } = changes;
      if (text !== undefined) serviceIdentification.save({ text });
      if (offset !== undefined) clock.setUtcOffset(minutesOf(offset));
      if (time !== undefined) clock.set(Date.parse(time), origin);
    },
  }),
  actions: {
    "Manager.Reset": managerReset,
    "Manager.ResetToDefaults": managerResetToDefaults,
    "QemuBmc.ImportImage": importImage,
  },
});
