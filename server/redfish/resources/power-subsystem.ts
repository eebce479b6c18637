import type { Sensors } from "../../bmc/sensors/sensors.ts";
import { linkTo } from "../properties.ts";
import { resource } from "../resource.ts";
import {
  powerSubsystemProperties,
  powerSupplyMetricsProperties,
  powerSupplyProperties,
} from "../schemas/power-subsystem.ts";
import { excerpt, statusOfAll } from "./sensor-view.ts";

const description = "Modelled from the load of the machine: only hardware has a power supply.";

/** The rails of the power supply, but not the battery. */
const rails = ({ list }: Sensors) =>
  list.filter(({ declaration }) => declaration.quantity === "voltage" && declaration.entity !== "battery");
const supplyStatus = (sensors: Sensors) => statusOfAll([sensors.named("Power"), ...rails(sensors)]);

const subsystemUri = "/redfish/v1/Chassis/:ChassisId/PowerSubsystem";
const supplyUri = `${subsystemUri}/PowerSupplies/:PowerSupplyId`;

export const powerSubsystem = resource<typeof powerSubsystemProperties>({
  type: "PowerSubsystem.v1_1_3.PowerSubsystem",
  uri: subsystemUri,
  privilege: "Login",
  properties: powerSubsystemProperties,
  read: ({ sensors }, { id, uri }) => ({
    Id: id,
    Name: "Power Subsystem",
    Description: description,
    Status: supplyStatus(sensors),
    PowerSupplies: linkTo(`${uri}/PowerSupplies`),
  }),
});

export const powerSupply = resource<typeof powerSupplyProperties>({
  type: "PowerSupply.v1_6_0.PowerSupply",
  uri: supplyUri,
  privilege: "Login",
  collection: { name: "Power Supply Collection", members: () => ["1"] },
  properties: powerSupplyProperties,
  read: ({ sensors }, { id, uri }) => ({
    Id: id,
    Name: `Power Supply ${id}`,
    Description: description,
    Status: supplyStatus(sensors),
    Metrics: linkTo(`${uri}/Metrics`),
    Links: { PoweringChassis: [linkTo("/redfish/v1/Chassis/1")] },
  }),
});

export const powerSupplyMetrics = resource<typeof powerSupplyMetricsProperties>({
  type: "PowerSupplyMetrics.v1_2_0.PowerSupplyMetrics",
  uri: `${supplyUri}/Metrics`,
  privilege: "Login",
  properties: powerSupplyMetricsProperties,
  read: ({ sensors }, { id, parameters }) => ({
    Id: id,
    Name: `Metrics of Power Supply ${parameters.PowerSupplyId}`,
    Description: description,
    Status: supplyStatus(sensors),
    InputPowerWatts: excerpt(sensors.named("Power")),
    RailVoltage: rails(sensors).map(excerpt),
  }),
});
