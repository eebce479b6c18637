/** The parts of the Redfish resources that the page reads. */
export interface ComputerSystem {
  readonly BiosVersion?: string;
}

export interface Manager {
  readonly FirmwareVersion?: string;
  readonly DateTime?: string;
}

export interface VirtualMedia {
  readonly Image: string | null;
  readonly ImageName: string | null;
  readonly Inserted: boolean;
}

export const mediaUri = (slot: string): string => `redfish/v1/Systems/1/VirtualMedia/${slot}`;
export const systemUri = "redfish/v1/Systems/1";
export const managerUri = "redfish/v1/Managers/1";
export const resetUri = "redfish/v1/Systems/1/Actions/ComputerSystem.Reset";
