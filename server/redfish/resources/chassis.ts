import { Type } from "typebox";
import { linkTo } from "../properties.ts";
import { patch, resource } from "../resource.ts";
import { chassisProperties } from "../schemas/chassis.ts";
import { powerView } from "./power-view.ts";

export const chassis = resource<typeof chassisProperties>({
  type: "Chassis.v1_28_0.Chassis",
  uri: "/redfish/v1/Chassis/:ChassisId",
  privilege: "Login",
  collection: { name: "Chassis Collection", members: () => ["1"] },
  properties: chassisProperties,
  read: ({ machine, identity }, { id }) => ({
    Id: id,
    Name: "Chassis",
    ChassisType: "RackMount",
    Manufacturer: identity.manufacturer,
    Model: identity.model,
    SerialNumber: identity.serialNumber,
    ...powerView(machine.powerState),
    LocationIndicatorActive: machine.identify.on,
    Links: {
      ComputerSystems: [linkTo("/redfish/v1/Systems/1")],
      ManagedBy: [linkTo("/redfish/v1/Managers/1")],
      ManagersInChassis: [linkTo("/redfish/v1/Managers/1")],
    },
  }),
  patch: patch({
    privilege: "ConfigureComponents",
    properties: { LocationIndicatorActive: Type.Optional(Type.Boolean()) },
    handle({ machine }, { LocationIndicatorActive: active }, { origin }) {
      if (active !== undefined) machine.setIdentify(active ? Number.POSITIVE_INFINITY : 0, origin);
    },
  }),
});
