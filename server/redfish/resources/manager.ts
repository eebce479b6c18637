import { dateTime, linkTo } from "../properties.ts";
import { resource } from "../resource.ts";
import { managerProperties } from "../schemas/manager.ts";

/** The BMC itself. */
export const manager = resource<typeof managerProperties>({
  type: "Manager.v1_24_0.Manager",
  uri: "/redfish/v1/Managers/:ManagerId",
  privilege: "Login",
  collection: { name: "Manager Collection", members: () => ["1"] },
  properties: managerProperties,
  read: ({ identity, clock }, { id }) => ({
    Id: id,
    Name: "Baseboard Management Controller",
    ManagerType: "BMC",
    Manufacturer: identity.manufacturer,
    Model: "qemu-bmc",
    FirmwareVersion: identity.firmwareVersion,
    UUID: identity.bmcUuid,
    ServiceEntryPointUUID: identity.bmcUuid,
    DateTime: dateTime(clock.now()),
    DateTimeLocalOffset: "+00:00",
    PowerState: "On",
    Status: { State: "Enabled", Health: "OK" },
    GraphicalConsole: { ServiceEnabled: true, ConnectTypesSupported: ["KVMIP"] },
    Links: {
      ManagerForServers: [linkTo("/redfish/v1/Systems/1")],
      ManagerForChassis: [linkTo("/redfish/v1/Chassis/1")],
      ManagerInChassis: linkTo("/redfish/v1/Chassis/1"),
    },
  }),
});
