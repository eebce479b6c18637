import { u8 } from "../../layout/fields.ts";

const bmcAddress = 0x20;

/** What Set Chassis Capabilities can change, where each device's address may be another's than the BMC's. */
export interface ChassisCapabilities {
  readonly frontPanelLockout: boolean;
  readonly intrusionSensor: boolean;
  readonly fruInfoAddress: number;
  readonly sdrAddress: number;
  readonly selAddress: number;
  readonly systemManagementAddress: number;
  readonly bridgeAddress: number;
}

export const atFirst: ChassisCapabilities = {
  frontPanelLockout: true,
  intrusionSensor: false,
  fruInfoAddress: bmcAddress,
  sdrAddress: bmcAddress,
  selAddress: bmcAddress,
  systemManagementAddress: bmcAddress,
  bridgeAddress: bmcAddress,
};

export const deviceAddresses = {
  fruInfoAddress: u8,
  sdrAddress: u8,
  selAddress: u8,
  systemManagementAddress: u8,
};
