import { Type } from "typebox";
import { link, named, status } from "../properties.ts";

/** Firmware waits for the machine's next cold start, virtual media does not. */
export const firmwareApplyTime = "OnReset";
export const mediaApplyTime = "Immediate";
export const applyTimes = [firmwareApplyTime, mediaApplyTime] as const;

export const updateServiceProperties = {
  ...named,
  ServiceEnabled: Type.Boolean(),
  Status: status,
  FirmwareInventory: link,
  SoftwareInventory: link,
  MultipartHttpPushUri: Type.String(),
  "MultipartHttpPushUri@Redfish.OperationApplyTimeSupport": Type.Object({
    "@odata.type": Type.String(),
    SupportedValues: Type.Array(Type.Enum([...applyTimes])),
  }),
  MaxImageSizeBytes: Type.Integer(),
  VerifyRemoteServerCertificate: Type.Boolean(),
};
