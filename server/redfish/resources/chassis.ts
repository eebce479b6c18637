import { Type } from "typebox";
import { linkTo } from "../properties.ts";
import { patch, resource } from "../resource.ts";
import { assetTag } from "../schemas/asset.ts";
import { chassisProperties } from "../schemas/chassis.ts";
import { assetView } from "./asset-view.ts";
import { chassisParts } from "./hardware-links.ts";
import { changeIndicator, indicatorChanges, indicatorLed } from "./indicator.ts";
import { powerView } from "./power-view.ts";
import { chassisReset } from "./system-reset.ts";

export const chassis = resource<typeof chassisProperties>({
  type: "Chassis.v1_28_0.Chassis",
  uri: "/redfish/v1/Chassis/:ChassisId",
  privilege: "Login",
  collection: { name: "Chassis Collection", members: () => ["1"] },
  properties: chassisProperties,
  read: ({ machine, identity, inventory, linksDeprecated }, { id, uri }) => ({
    Id: id,
    Name: "Chassis",
    ChassisType: "RackMount",
    ...assetView(inventory),
    PartNumber: inventory.view.chassis.partNumber,
    SerialNumber: inventory.view.chassis.serialNumber,
    UUID: identity.uuid,
    ...powerView(machine.powerState),
    LocationIndicatorActive: machine.identify.on,
    Sensors: linkTo(`/redfish/v1/Chassis/${id}/Sensors`),
    EnvironmentMetrics: linkTo(`/redfish/v1/Chassis/${id}/EnvironmentMetrics`),
    PowerSubsystem: linkTo(`${uri}/PowerSubsystem`),
    ThermalSubsystem: linkTo(`${uri}/ThermalSubsystem`),
    ...(linksDeprecated && {
      IndicatorLED: indicatorLed(machine.identify),
      Power: linkTo(`${uri}/Power`),
      Thermal: linkTo(`${uri}/Thermal`),
    }),
    Drives: linkTo(`/redfish/v1/Chassis/${id}/Drives`),
    NetworkAdapters: linkTo(`/redfish/v1/Chassis/${id}/NetworkAdapters`),
    PCIeDevices: linkTo(`/redfish/v1/Chassis/${id}/PCIeDevices`),
    TrustedComponents: linkTo(`/redfish/v1/Chassis/${id}/TrustedComponents`),
    Links: {
      ...chassisParts(machine.hardware.parts),
      ComputerSystems: [linkTo("/redfish/v1/Systems/1")],
      ManagedBy: [linkTo("/redfish/v1/Managers/1")],
      ManagersInChassis: [linkTo("/redfish/v1/Managers/1")],
    },
  }),
  patch: patch({
    privilege: "ConfigureComponents",
    properties: {
      AssetTag: Type.Optional(assetTag),
      ...indicatorChanges,
    },
    handle({ machine, inventory }, { AssetTag, ...indicator }, { origin }) {
      if (AssetTag !== undefined) inventory.setAssetTag(AssetTag, origin);
      changeIndicator(machine, indicator, origin);
    },
  }),
  actions: { "Chassis.Reset": chassisReset },
});
