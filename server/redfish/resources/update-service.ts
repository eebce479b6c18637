import { Type } from "typebox";
import { diskImage } from "../../media/image-format.ts";
import { linkTo } from "../properties.ts";
import { applyTimeSupport, operationApplyTime } from "../representation.ts";
import { patch, resource } from "../resource.ts";
import { applyTimes, updateServiceProperties } from "../schemas/update-service.ts";
import { multipartPushUri } from "../update/multipart-push-uri.ts";
import { simpleUpdate } from "./simple-update.ts";

const uri = "/redfish/v1/UpdateService";

/** What is installed, and ways to replace what can be replaced: the machine's UEFI firmware. */
export const updateService = resource<typeof updateServiceProperties>({
  type: "UpdateService.v1_17_0.UpdateService",
  uri,
  privilege: "Login",
  properties: updateServiceProperties,
  read: ({ firmwareImages }) => ({
    Id: "UpdateService",
    Name: "Update Service",
    ServiceEnabled: true,
    Status: { State: "Enabled", Health: "OK" },
    FirmwareInventory: linkTo(`${uri}/FirmwareInventory`),
    SoftwareInventory: linkTo(`${uri}/SoftwareInventory`),
    MultipartHttpPushUri: multipartPushUri,
    [`MultipartHttpPushUri${operationApplyTime}Support`]: applyTimeSupport(applyTimes),
    MaxImageSizeBytes: diskImage.largest,
    VerifyRemoteServerCertificate: firmwareImages.verifiesCertificate,
  }),
  patch: patch({
    privilege: "ConfigureComponents",
    properties: { VerifyRemoteServerCertificate: Type.Optional(Type.Boolean()) },
    handle({ firmwareImages }, { VerifyRemoteServerCertificate: verify }) {
      if (verify !== undefined) firmwareImages.setVerifyCertificate(verify);
    },
  }),
  actions: { "UpdateService.SimpleUpdate": simpleUpdate },
});
